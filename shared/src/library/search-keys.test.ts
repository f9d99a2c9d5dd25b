import fc from 'fast-check'
import { pinyin } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { syllableNumber, syllablesOf } from './pinyin.ts'
import { type Searchable, searchColumns } from './search-keys.ts'
import { type Reading, readSearch } from './search-terms.ts'

const row = (facts: Partial<Searchable> = {}): Searchable => ({
  name: '阿里巴巴（中国）网络技术有限公司',
  formerNames: ['杭州阿里科技有限责任公司'],
  principalName: '张三丰',
  address: '浙江省杭州市西湖区蒋村街道文一西路588号西溪首座A幢1001室',
  operatingAddress: null,
  establishedOn: '1999-09-09',
  headcount: 120,
  statusClass: 'live',
  industrySection: 'I',
  ...facts,
})

/** As the database does it: by reading the text, and by the keys of an index. */
function finds(q: string, of: Searchable): { byText: boolean; byKeys: boolean } {
  const { text, keys } = searchColumns(of)
  const has = new Set(keys)
  const terms = readSearch(q)
  if (terms === null) return { byText: false, byKeys: false }
  const read = ({ text: part, at }: Reading) => {
    const letters = part.replaceAll('.', '[.]')
    const ways = {
      first: () => text.startsWith(part),
      whole: () => `${text} `.includes(`${part} `),
      anywhere: () => text.includes(part),
      flanked: () => new RegExp(`[a-z0-9]${letters}|${letters}[.][a-z0-9]`).test(text),
    }
    return ways[at]()
  }
  const narrow = ({ keys, oneOf }: Reading) =>
    oneOf ? oneOf.some((key) => has.has(key)) : keys.every((key) => has.has(key))
  return {
    byText: terms.every(({ readings }) => readings.some(read)),
    byKeys: terms.every(({ readings }) => readings.some((one) => read(one) && narrow(one))),
  }
}

describe('what finds an enterprise', () => {
  test.each([
    ['a part of its name', '巴巴'],
    ['its name with other brackets', '阿里巴巴(中国)网络'],
    ['its name in full width and traditional characters', '阿里巴巴［中國］網絡'],
    ['its beginning, by one character', '阿'],
    ['a former name', '阿里科技'],
    ['a former name with its legal form half typed', '阿里科技有限责任'],
    ['who runs it', '三丰'],
    ['its building', '西溪首座'],
    ['its road and number', '文一西路588'],
    ['initials', 'albb'],
    ['initials from the middle', 'BBZG'],
    ['two initials, at the beginning', 'al'],
    ['pinyin, its syllables typed apart', 'a li ba ba'],
    ['two initials from the middle', 'bz'],
    ['two initials, at the end', 'JS'],
    ['full pinyin', 'alibaba'],
    ['full pinyin from the middle, the last syllable begun', 'babazhongguow'],
    ['two words, each somewhere', '阿里 西溪'],
    ['words in any order and kind', '588号 albb'],
  ])('%s', (_, q) => {
    expect(finds(q, row())).toEqual({ byText: true, byKeys: true })
  })

  test.each([
    ['another beginning', '巴'],
    ['parts of two different cells', '有限公司张'],
    ['initials out of order', 'lbab'],
    ['two initials out of order', 'la'],
    ['one word that is nowhere', '阿里 东海'],
    ['nothing but marks', '（）%'],
  ])('not %s', (_, q) => {
    expect(finds(q, row()).byText).toBe(false)
  })

  test('readings follow the word, not the character', () => {
    const found = (name: string, q: string) => finds(q, row({ name })).byKeys
    expect(found('杭州银行股份有限公司', 'yinhang')).toBe(true)
    expect(found('重庆长城物业有限公司', 'chongqing')).toBe(true)
    expect(found('杭州绿律网络有限公司', 'lvlv')).toBe(true)
    expect(found('杭州西安餐饮有限公司', 'xian')).toBe(true)
  })

  test('a code is understood by its beginning, however written', () => {
    expect(readSearch('９１３３ ０１０６ma2t')).toEqual([{ readings: [], code: '91330106MA2T' }])
    expect(readSearch('9133')).toMatchObject([{ code: '9133' }])
    expect(readSearch('588号')).toMatchObject([{ code: null }])
  })
})

test('the keys never lose what reading the text would find', () => {
  const word = fc.stringMatching(/^[杭州银行云栖长abZ19（)有限公司 ·]{1,14}$/)
  fc.assert(
    fc.property(word, word, fc.nat(), fc.nat({ max: 8 }), (name, address, from, length) => {
      const made = row({ name, address, formerNames: [] })
      const { text } = searchColumns(made)
      const line = text.split('\n')[from % 2] ?? ''
      const q = line.slice(from % (line.length + 1)).slice(0, length)
      const { byText, byKeys } = finds(q, made)
      expect(byKeys).toBe(byText)
    }),
    { numRuns: 2000 },
  )
})

test('the same for two initials, beside characters and marks without any', () => {
  const word = fc.stringMatching(/^[阿伟云栖AZ9㛃(·]{1,7}$/)
  fc.assert(
    fc.property(word, fc.stringMatching(/^[awyqz]{2}$/), (name, q) => {
      const { byText, byKeys } = finds(q, row({ name, formerNames: [] }))
      expect(byKeys).toBe(byText)
    }),
    { numRuns: 2000 },
  )
})

test('the same for letters, whichever syllables they begin or end in', () => {
  const word = fc.stringMatching(/^[数码毛满西安先线杭州行长绿律女恩]{2,10}$/)
  fc.assert(
    fc.property(word, fc.nat(), fc.nat({ max: 12 }), (name, from, length) => {
      const made = row({ name, formerNames: [] })
      const sound = syllablesOf(name).join('')
      const start = from % sound.length
      const { byText, byKeys } = finds(sound.slice(start, start + length), made)
      expect(byKeys).toBe(byText)
    }),
    { numRuns: 2000 },
  )
})

test('what a long row is searched by stays within what an index takes', () => {
  const long = '𠀀云'.repeat(200)
  const { text } = searchColumns(
    row({
      name: long,
      formerNames: Array(50).fill('杭州某某某某有限公司'),
      address: long,
      operatingAddress: `路${long}`,
    }),
  )
  expect(Buffer.byteLength(text)).toBeLessThan(2200)
})

test('every syllable of common characters is known', () => {
  const unknown = new Set<string>()
  for (let code = 0x4e00; code < 0x9fa5; code += 3) {
    const character = String.fromCharCode(code)
    const [syllable = ''] = syllablesOf(character)
    if (syllable !== character && syllableNumber(syllable) === undefined) unknown.add(syllable)
  }
  expect(
    [...unknown].filter((one) => !/^(?:m|n|ng|hm|hng|ê|fiao|eng|kei|cei|nun|rua|lo|yo|dia|den|pia|zhei)$/.test(one)),
  ).toEqual([])
  expect(pinyin('律', { toneType: 'none', v: true })).toBe('lv')
})
