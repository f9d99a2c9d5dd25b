import { describe, expect, it } from 'vitest'
import { checkDigit } from '../credit-code.ts'
import { keysOf } from './claim-keys.ts'
import { type Claim, codesMeant, crossCheck, isPlain, type Known } from './cross-check.ts'
import { lookUpKeys, queryKeys } from './look-up-keys.ts'

const code = (head: string) => head + checkDigit(head)
const A = code('91330106MA2AAAA01')
const B = code('91330110MA2BBBB02')
const UNKNOWN = code('91330602MA2CCCC03')

let nextId = 1
const known = (name: string, creditCode: string, address = '', formerNames: string[] = []): Known => ({
  id: nextId++,
  code: creditCode,
  name,
  formerNames,
  address,
  principal: '王示例',
  statusText: '存续',
  statusClass: 'live',
})
const yunqi = known('杭州云栖数码科技有限公司', A, '杭州市西湖区转塘街道云栖路1号', ['杭州云起信息有限公司'])
const zhejiang = known('浙江云栖数码科技有限公司', B, '杭州市余杭区仓前街道良睦路9号')
const branch = known('杭州云栖数码科技有限公司余杭分公司', code('91330110MA2DDDD04'), '余杭区仓前街道')

/** As the search does it: rows that share a key with the name, and the row the code names. */
function check(claim: Partial<Claim>, register: Known[] = [yunqi, zhejiang, branch]) {
  const whole: Claim = { name: '', code: '', address: '', principal: '', ...claim }
  const { near, far } = keysOf(whole)
  const codes = codesMeant(whole)
  const asked = new Set([...near, ...far])
  const found = register.filter(
    (row) =>
      codes.includes(row.code ?? '') ||
      lookUpKeys([row.name, ...row.formerNames], row.address).some((key) => asked.has(key)),
  )
  const bySlip = register.filter((row) => !found.includes(row))
  const { verdict, enterprise, reasons, suggestions } = crossCheck(whole, [
    ...found,
    ...bySlip.filter((row) => row.code === A && whole.code.length > 15),
  ])
  return { verdict, code: enterprise?.code ?? null, reasons, suggestions }
}

describe('agree: the same enterprise, whatever the writing', () => {
  it.each([
    '杭州云栖数码科技有限公司',
    '　杭州云栖数码科技有限责任公司 ',
    '杭州云栖数码科技公司',
    '杭州云棲數碼科技有限公司',
    '杭州市云栖数码科技有限公司',
    '浙江省杭州云栖数码科技有限公司',
    '云栖数码科技（杭州）有限公司',
    '杭州云起信息有限公司',
    '12、杭州云栖数码科技有限公司',
    '杭州云栖数码科技有限公司（原杭州旧名信息有限公司）',
    '杭 州 云 栖·数码科技有限公司',
    '杭州云栖数码科技责任有限公司',
    '中国浙江杭州云栖数码科技有限公司',
    '企业名称：杭州云栖数码科技有限公司',
    'No.5 杭州云栖数码科技有限公司',
    '杭州云栖数码科技有限公司（盖章）',
    '杭州云栖数码科技有限公司 13800000000',
    '杭州云栖数码科技 Co., Ltd.',
    '杭州云栖数码科技有限公司（已注销）',
    '杭州云栖数码科技有限公司（王示例）',
    '杭州云栖数码科技有限公司-王示例',
    '杭州旧名信息有限公司（现更名为杭州云栖数码科技有限公司）',
    '杭州云栖数码科技有限公司。',
    '&nbsp;杭州云栖数码科技有限公司',
  ])('%s', (name) => expect(check({ name, code: A })).toMatchObject({ verdict: 'agree', code: A }))
})

describe('agree: where it works is not where it is registered', () => {
  it.each([
    '杭州云栖数码科技有限责任公司',
    '杭州云栖数码科技公司',
    '杭州市云栖数码科技有限公司',
    '浙江省杭州云栖数码科技有限公司',
    '云栖数码科技有限公司',
    '云栖数码科技（杭州）有限公司',
  ])('%s with its code and a working address of its own', (name) => {
    for (const address of ['', '杭州市拱墅区祥符街道丰潭路430号3幢'])
      expect(check({ name, code: A, address }, [yunqi])).toMatchObject({ verdict: 'agree', code: A })
  })
})

describe('agree: the same code, whatever stands around it', () => {
  it.each([
    { code: `统一社会信用代码：${A}` },
    { code: `${A}（1/1）` },
    { code: `［${A}］` },
    { code: `USCC: ${A}(副本)` },
    { code: `代码证号 ${A} 有效` },
    { code: A.replace(/(.{4})(?=.)/g, '$1-') },
    { code: '', name: `${yunqi.name}（${A}）` },
    { code: A, principal: '王 示例' },
    { code: A, principal: '王*例' },
    { code: A, principal: '王总' },
    { code: A.replace('A', 'А') },
    { code: yunqi.name, name: A },
  ])('%o', (claim) => expect(check({ name: yunqi.name, ...claim })).toMatchObject({ verdict: 'agree', code: A }))
})

describe('conflict: code and name of two enterprises', () => {
  it.each(['浙江云栖数码科技有限公司', '浙江省云栖数码科技有限责任公司', '杭州云栖数码科技有限公司余杭分公司'])(
    '%s',
    (name) => {
      expect(check({ name, code: A })).toMatchObject({ verdict: 'conflict', code: A })
    },
  )
})

describe('review: this enterprise, and a person should look', () => {
  it.each([
    [{ name: '杭州云栖数码科技股份有限公司', code: A }, 'name_other_legal_form'],
    [{ name: '杭州云栖数码有限公司', code: A }, 'name_cut_short'],
    [{ name: '杭州青松园林有限公司', code: A }, 'name_not_in_register'],
    [{ name: '', code: A }, 'name_missing'],
    [{ name: '杭州云栖数码科技有限公司', code: A, principal: '李示例' }, 'principal_different'],
    [{ name: '杭州云栖数码科技有限公司临平分公司', code: A }, 'name_of_branch_or_parent'],
    [{ name: '杭州云栖数马科枝有限公司', address: yunqi.address }, 'name_two_characters_off'],
    [{ name: '云栖', address: yunqi.address }, 'name_cut_short'],
    [{ name: '杭州云栖数码科技有限公司人事部' }, 'name_with_department'],
    [{ name: '杭州云栖数码科技有限公司人力资源部', code: A }, 'name_with_department'],
    [{ name: '杭州云栖数码数码科技有限公司' }, 'name_one_character_off'],
    [{ name: '杭州云奇数码科技有限公司', code: A.slice(2, 17), address: '滨江区别处1号' }, 'code_in_part'],
    [{ name: '杭州云奇数码科技有限公司', address: '滨江区别处1号', principal: '王示例' }, 'principal_same'],
    [{ name: '杭州云栖数码科技有限公司', code: UNKNOWN }, 'code_not_in_register'],
    [{ name: '杭州云栖数码科技有限公司' }, 'code_missing'],
    [{ name: '杭州云栖数码科技有限公司', code: '9.13301E+17' }, 'code_not_valid'],
    [{ name: '杭州云栖数码科技有限公司', code: A.slice(0, 9) + A.slice(10) }, 'code_one_slip_away'],
    [{ name: '云栖数码科技', address: yunqi.address }, 'name_region_written_differently'],
    [{ name: '杭州云奇数码科技有限公司', address: yunqi.address }, 'name_sounds_the_same'],
    [{ name: '杭州云栖数科技有限公司', address: yunqi.address }, 'name_one_character_off'],
    [{ name: '杭州云栖码数科技有限公司', address: yunqi.address }, 'name_one_character_off'],
    [{ name: '杭州数码云栖科技有限公司', address: yunqi.address }, 'name_parts_reordered'],
    [{ name: '航州云栖数码科技有限公司', address: yunqi.address }, 'name_region_written_differently'],
    [{ name: '浙江抗州云栖数码科技有限公司' }, 'name_region_written_differently'],
    [{ name: '杭州云栖数码料技有限公司' }, 'name_one_character_off'],
    [{ name: 'Hangzhou Yunqi Shuma Keji Youxian Gongsi', code: A }, 'name_in_latin_letters'],
    [{ name: `${yunqi.name}、杭州青松园林有限公司`, code: A }, 'several_candidates'],
    [{ name: `${yunqi.name}、杭州青松园林有限公司` }, 'several_candidates'],
    [{ name: `${yunqi.name} 法人：李示例`, code: A }, 'principal_different'],
    [{ name: '杭州云栖数码科有技限公司', address: yunqi.address }, 'name_one_character_off'],
  ])('%o', (claim, reason) => {
    const answer = check(claim)
    expect(answer).toMatchObject({ verdict: 'review', code: A })
    expect(answer.reasons).toContain(reason)
    expect(answer.suggestions[0]?.enterprise.code).toBe(A)
  })
})

describe('absent: not in the register', () => {
  it.each([
    { name: '绍兴市云栖数码科技有限公司', code: UNKNOWN, address: '绍兴市越城区解放北路1号' },
    { name: '杭州云湖数码科技有限公司', code: UNKNOWN, address: '杭州市滨江区江南大道1号' },
    { name: '杭州青松园林有限公司', address: '西湖区文三路1号' },
    { name: '杭州云栖数码科技有限公司桐庐分公司', code: UNKNOWN, address: '桐庐县迎春街' },
    { name: '', code: '' },
  ])('%o', (claim) => expect(check(claim)).toMatchObject({ verdict: 'absent', code: null }))

  it('takes neither a branch for its parent nor an owner for his enterprise', () => {
    expect(check({ name: '杭州云栖数码科技有限公司临平分公司', address: yunqi.address }).verdict).toBe('absent')
    expect(check({ name: '杭州青松园林有限公司', principal: '王示例' }).verdict).toBe('absent')
  })

  it('still shows what sounds alike', () => {
    expect(check({ name: '杭州云奇数码科技有限公司', code: UNKNOWN }).suggestions[0]?.enterprise.code).toBe(A)
  })
})

it('never takes another person behind the name for nothing', () => {
  expect(check({ name: `${yunqi.name}（李示例）`, code: A }).verdict).toBe('review')
})

it('asks about a short name with two slips only where the same person answers for it', () => {
  const short = known('杭州松竹梅有限公司', B, '杭州市上城区庆春路1号')
  const claim = { name: '杭州骐骥梅有限公司', code: '', address: short.address, principal: '' }
  expect(crossCheck({ ...claim, principal: '王示例' }, [short])).toMatchObject({
    verdict: 'review',
    enterprise: { code: B },
  })
  expect(crossCheck(claim, [short]).verdict).toBe('absent')
})

it('takes letters that fit many for nobody, unless an address speaks for one', () => {
  const many = ['云栖', '云其', '云奇', '云齐'].map((brand, i) =>
    known(`杭州${brand}科技有限公司`, code(`91330106MA2KKKK0${i + 1}`), `杭州市上城区庆春路${i + 11}号`),
  )
  const claim = { name: 'Hangzhou Yunqi Technology Co., Ltd.', code: '', address: '', principal: '' }
  expect(crossCheck(claim, many).verdict).toBe('absent')
  expect(crossCheck(claim, many.slice(0, 1))).toMatchObject({ verdict: 'review', enterprise: { name: many[0]?.name } })
  expect(crossCheck({ ...claim, address: '庆春路13号' }, many)).toMatchObject({ enterprise: { name: many[2]?.name } })
})

it('takes a factory that is said to be a company for another kind of enterprise', () => {
  const factory = known('杭州青松纸箱厂', B)
  expect(check({ name: '杭州青松纸箱厂有限公司', code: B }, [factory])).toMatchObject({ verdict: 'review', code: B })
  expect(check({ name: '杭州市青松纸箱厂', code: B }, [factory])).toMatchObject({ verdict: 'agree', code: B })
})

it('knows an abbreviation by the address alone', () => {
  const bank = known('中国示例银行股份有限公司杭州云栖路支行', B, '杭州市西湖区云栖路18号')
  const claim = { name: '示行杭州云栖路支行', address: bank.address }
  expect(check(claim, [bank])).toMatchObject({ verdict: 'review', code: B })
  expect(check({ ...claim, address: '杭州市西湖区云栖路28号乙' }, [bank]).verdict).toBe('absent')
  expect(check({ name: '杭州有限公司', address: yunqi.address }).verdict).toBe('absent')
})

describe('a name that fits two enterprises is not settled by the code of one', () => {
  it.each([
    ['云栖数码科技有限公司', A, zhejiang.address],
    ['浙江省杭州云栖数码科技有限公司', B, ''],
  ])('%s, code %s, address %s', (name, its, address) =>
    expect(check({ name, code: its, address })).toMatchObject({ verdict: 'review', code: its }),
  )

  it('unless its address or principal speaks for it as well', () => {
    expect(check({ name: '云栖数码科技有限公司', code: A, address: yunqi.address }).verdict).toBe('agree')
  })
})

it('asks who is meant when two codes are written', () => {
  expect(check({ name: '杭州云栖数码科技有限公司', code: `${A}/${B}` })).toMatchObject({ verdict: 'review', code: A })
})

it('tells two of the same name apart by address and principal', () => {
  const twins = [
    known('杭州双生贸易有限公司', code('91330106MA2FFFF06'), '杭州市上城区庆春路1号'),
    { ...known('杭州双生贸易有限公司', code('91330106MA2GGGG07'), '杭州市拱墅区莫干山路2号'), principal: '李示例' },
  ]
  const first = (claim: Partial<Claim>) => check({ name: '杭州双生贸易有限公司', ...claim }, twins).code
  expect(first({ address: '莫干山路2号' })).toBe(twins[1]?.code)
  expect(first({ principal: '李示例' })).toBe(twins[1]?.code)
  expect(check({ name: '杭州双生贸易有限公司' }, twins).reasons).toContain('several_candidates')
})

it('sees a conflict through a slip in the name when the address speaks for the other', () => {
  const garden = known('杭州青松园林有限公司', code('91330106MA2HHHH08'), '杭州市上城区庆春路1号')
  const claim = { name: '浙江云栖数码科枝有限公司', code: garden.code ?? '', address: zhejiang.address }
  const answer = check(claim, [garden, zhejiang])
  expect(answer).toMatchObject({ verdict: 'conflict', code: garden.code })
  expect(answer.suggestions[0]?.enterprise.code).toBe(B)
})

it('never takes a neighbouring branch for another', () => {
  const first = known('杭州云栖书报第十四报刊亭', code('91330100MA2EEEE05'), '杭州市上城区庆春路1号')
  const answer = check({ name: '杭州云栖书报第四十报刊亭', address: '杭州市拱墅区莫干山路2号' }, [first])
  expect(answer.verdict).toBe('absent')
})

describe('one name, two enterprises', () => {
  const twin = known(yunqi.name, B, '杭州市滨江区江南大道88号')

  it('agrees where the code and the address name one of them, or nothing speaks for the other', () => {
    expect(check({ name: yunqi.name, code: A, address: yunqi.address }, [yunqi, twin]).verdict).toBe('agree')
    expect(check({ name: yunqi.name, code: A }, [yunqi, twin]).verdict).toBe('agree')
  })

  it('asks a person when the code is of the one and the address of the other', () => {
    const answer = check({ name: yunqi.name, code: A, address: twin.address }, [yunqi, twin])
    expect(answer).toMatchObject({ verdict: 'review', code: A })
    expect(answer.reasons).toContain('several_candidates')
    expect(isPlain({ name: yunqi.name, code: A, address: twin.address, principal: '' }, yunqi)).toBe(false)
  })

  it('asks a person when only the other is known to have that principal', () => {
    const unnamed = { ...yunqi, principal: null }
    const claim = { name: yunqi.name, code: A, principal: '王示例' }
    expect(check(claim, [unnamed, twin])).toMatchObject({ verdict: 'review', code: A })
    expect(check(claim, [unnamed]).verdict).toBe('agree')
  })

  it('asks a person when the other bears the name as it is written, and the one but for its form', () => {
    const other = { ...twin, name: '杭州云栖数码科技有限责任公司' }
    expect(check({ name: other.name, code: A }, [yunqi, other])).toMatchObject({ verdict: 'review', code: A })
  })
})

describe('never certain of what is another enterprise, though that one is not in the register', () => {
  const kiosk = known('杭州云栖数码科技有限公司第九报刊亭', code('91330106MA2JJJJ09'))
  const china = known('云栖仪表（中国）有限公司', code('91330106MA2KKKK10'))
  const deqing = known('杭州德清公共交通有限公司', code('91330106MA2LLLL11'))
  it.each<[string, Known, Partial<Claim>]>([
    ['a kiosk that is said to be a company', kiosk, { name: `${kiosk.name}有限公司` }],
    ['the company without （中国）', china, { name: '云栖仪表有限公司' }],
    ['a place that is the brand left out', deqing, { name: '杭州公共交通有限公司' }],
    ['a district and another address', yunqi, { name: '杭州余杭云栖数码科技有限公司', address: '良渚街道玉琮路7号' }],
    ['a district where it is not registered', yunqi, { name: '杭州余杭云栖数码科技有限公司', address: yunqi.address }],
    ['the code of another in the cell of the name', yunqi, { name: `${yunqi.name} ${B}` }],
  ])('%s', (_, row, claim) => {
    const code = row.code ?? ''
    expect(check({ ...claim, code }, [row])).toMatchObject({ verdict: 'review', code })
  })
})

it.each([
  `${yunqi.name}，杭州市西湖区转塘街道云栖路1号`,
  `${yunqi.name} 地址：西湖区云栖路1号3幢（东）`,
  `${yunqi.name} 联系人王经理`,
])('reads what stands behind a name as no part of it: %s', (name) => {
  expect(check({ name, code: A })).toMatchObject({ verdict: 'agree', code: A })
})

it('takes the name with a committee or union of it for the enterprise, to be looked at', () => {
  for (const body of ['党支部', '团支部', '工会委员会'])
    expect(check({ name: yunqi.name + body })).toMatchObject({ verdict: 'review', code: A })
})

it('does not take another brand in the same trade for a slip', () => {
  const brand = known('杭州双龙机电设备有限公司', code('91330105MA2MMMM12'), '拱墅区沈半路2号')
  expect(check({ name: '杭州双发机电设备有限公司' }, [brand]).verdict).toBe('absent')
  expect(check({ name: '杭州双发机电设备有限公司', address: brand.address }, [brand]).verdict).toBe('review')
})

it('knows when nothing else could change the answer', () => {
  expect(isPlain({ name: yunqi.name, code: A, address: '', principal: '' }, yunqi)).toBe(true)
  expect(isPlain({ name: '云栖数码科技有限公司', code: A, address: '', principal: '' }, yunqi)).toBe(false)
})

it('makes no more keys of a cell that swallowed others than of a long name', () => {
  const cell = `杭州${'云栖数码'.repeat(1000)}有限公司`
  expect(queryKeys(cell).near.length).toBeLessThan(250)
  expect(lookUpKeys([cell]).length).toBeLessThan(250)
})

describe('what a column, a keyboard or a form did to a name', () => {
  it('forgives a legal form that was cut off beside its code, and knows the name without', () => {
    expect(check({ name: '杭州云栖数码科技有限', code: A }, [yunqi])).toMatchObject({ verdict: 'agree', code: A })
    expect(check({ name: '杭州云栖数码科技有限' }, [yunqi])).toMatchObject({ verdict: 'review', code: A })
    expect(check({ name: '杭州云栖数码科技股份', code: A }, [yunqi]).verdict).toBe('review')
  })

  it('reads a brand in pinyin among characters', () => {
    expect(check({ name: '杭州yunqi数码科技有限公司', address: yunqi.address }, [yunqi])).toMatchObject({
      verdict: 'review',
      code: A,
    })
    const yuanyue = known('杭州园月食品有限公司', B, '西湖区转塘街道园月路2号')
    expect(check({ name: '杭州yuan yue食品有限公司', address: yuanyue.address }, [yuanyue]).verdict).toBe('review')
    expect(check({ name: '杭州yunqiao数码科技有限公司', address: yunqi.address }, [yunqi]).verdict).toBe('absent')
  })

  it('takes another’s name with an office behind it for that other', () => {
    const other = known('杭州青松园林有限公司', B)
    expect(check({ name: '杭州青松园林有限公司工会', code: A }, [yunqi, other]).verdict).toBe('conflict')
    expect(check({ name: '杭州云栖数码科技有限公司工会', code: A }, [yunqi, other]).verdict).toBe('review')
  })

  it('takes another branch of the same principal for another', () => {
    const [one] = [known('杭州青松大药房连锁有限公司文三分店', B, '西湖区文三路1号')]
    const claim = { name: '杭州青松大药房连锁有限公司武林分店', principal: '王示例' }
    expect(check(claim, [one]).verdict).toBe('absent')
    expect(check({ ...claim, name: '杭州青松大药房连锁有限公司文山分店' }, [one]).verdict).toBe('review')
  })
})
