import { describe, expect, it } from 'vitest'
import { checkDigit } from '../credit-code.ts'
import { searchedForShort } from './claim-keys.ts'
import { writtenIn } from './claimed-name.ts'
import { type Claim, crossCheck, type Known } from './cross-check.ts'
import { withFormMended } from './spoilt-form.ts'
import { areSameTrade, isMereTrade } from './trade-words.ts'

const CODE = `91330106MA2AAAA01${checkDigit('91330106MA2AAAA01')}`
const ELSEWHERE = '滨江区江南大道88号'
let id = 1
const known = (name: string, address = '杭州市西湖区转塘街道云栖路1号'): Known => ({
  ...{
    id: id++,
    code: null,
    name,
    formerNames: [],
    address,
    principal: '王示例',
    statusText: '存续',
    statusClass: 'live',
  },
})
const claimed = (claim: Partial<Claim>): Claim => ({ name: '', code: '', address: '', principal: '', ...claim })
function check(register: readonly string[], claim: Partial<Claim>) {
  const { verdict, suggestions } = crossCheck(
    claimed(claim),
    register.map((name) => known(name)),
  )
  return { verdict, first: suggestions[0]?.enterprise.name }
}

describe('a name cut down to what it is called by', () => {
  const YUNQI = '杭州云栖数码科技有限公司'
  it.each(['云栖', '云栖数码', '杭州云栖', '杭州云栖数码'])('%s', (name) => {
    expect(check([YUNQI], { name })).toEqual({ verdict: 'review', first: YUNQI })
    expect(searchedForShort(claimed({ name })).length).toBeGreaterThan(0)
  })

  it('asks which of a few, and of many, or of several with a bare brand, lets the address tell', () => {
    const few = ['杭州云栖数码有限公司', '杭州云栖数码服饰有限公司', '浙江云栖数码食品有限公司']
    expect(check(few, { name: '云栖数码' }).verdict).toBe('review')
    expect(check(few, { name: '云栖' })).toEqual({ verdict: 'absent', first: '杭州云栖数码有限公司' })
    const many = [...few, '杭州云栖物流有限公司', '杭州云栖家具有限公司', '杭州云栖广告有限公司']
    expect(check(many, { name: '云栖' }).verdict).toBe('absent')
    expect(check(many, { name: '云栖', address: '西湖区转塘街道云栖路1号' }).verdict).toBe('review')
  })

  it('knows the middle of a name when one alone has it', () => {
    expect(check(['杭州青松云栖数码有限公司'], { name: '云栖数码' }).verdict).toBe('review')
    expect(check(['杭州青松云栖数码有限公司', '杭州绿谷云栖数码有限公司'], { name: '云栖数码' }).verdict).toBe('absent')
  })

  it('is nobody where a brand stands beside another address or person, or a whole name with another trade', () => {
    expect(check([YUNQI], { name: '云栖', address: ELSEWHERE }).verdict).toBe('absent')
    expect(check([YUNQI], { name: '云栖数码', principal: '李示例' }).verdict).toBe('absent')
    expect(check([YUNQI], { name: '杭州云栖服饰有限公司' }).verdict).toBe('absent')
  })

  it('is neither a place nor a trade nor a word that names nobody', () => {
    const register = ['杭州广告有限公司', '杭州余杭广告装潢有限公司', '杭州测试仪器有限公司', '杭州浙江数码有限公司']
    for (const name of ['广告', '测试', '浙江', '余杭', '个体']) {
      expect(check(register.slice(1), { name }).verdict).toBe('absent')
      expect(searchedForShort(claimed({ name }))).toEqual([])
    }
    expect(check(['杭州余杭广告有限公司'], { name: '杭州广告有限公司' }).verdict).toBe('absent')
  })

  it('is not looked for beside a code that was given out, whose enterprise is not in the register', () => {
    expect(searchedForShort(claimed({ name: '云栖', code: CODE }))).toEqual([])
    expect(check([YUNQI], { name: '云栖', code: CODE }).verdict).toBe('absent')
  })
})

describe('one slip, wherever the enterprise works', () => {
  it.each([
    ['杭州云栖贸陆有限公司', '杭州云栖贸易有限公司', 'a word that is no trade'],
    ['杭州云七贸易有限公司', '杭州云栖贸易有限公司', 'a homophone, though it counts'],
    ['杭州云溪商贸有限公司', '杭州云溪贸易有限公司', 'the trade in other words'],
    ['杭州云溪电气有限公司', '杭州云溪电器有限公司', 'the trade in other words'],
    ['杭州炉谷园林有限公司', '杭州绿谷园林有限公司', 'a character by its other reading'],
    ['杭州知溪食品有限公司', '杭州和溪食品有限公司', 'a look-alike to a scanner'],
    ['杭州夭溪食品有限公司', '杭州天溪食品有限公司', 'a look-alike'],
    ['杭州云栖数科技限公司', '杭州云栖数码科技有限公司', 'the legal form cut into as well'],
    [
      '浙江云栖业银行股份公司杭州青松支行',
      '浙江云栖商业银行股份有限公司杭州青松支行',
      'two characters lost from the parent of a branch',
    ],
    ['李示例杭州云栖数码有限公司', '杭州云栖数码有限公司', 'a person who runs into the name'],
    ['N/A杭州云栖数码有限公司', '杭州云栖数码有限公司', 'what a list has for nobody'],
    ['杭州萧山栖纺织有限公司', '杭州萧山云栖纺织有限公司', 'half of the brand lost'],
    ['杭州州云栖涂料有限公司', '杭州云栖涂料有限公司', 'the end of the place typed twice'],
    ['杭州涂料限公司', '杭州涂料有限公司', 'a whole name with a slip in its form, though a trade'],
    ['杭州云栖金工具有限公司', '杭州云栖五金工具有限公司', 'a word lost a character that counts elsewhere'],
    ['杭州市拱墅云栖投资有限公司', '杭州市拱墅区云栖投资有限公司', 'the end of a district lost'],
    ['浙江杭州阳云栖数码科技有限公司', '浙江杭州富阳云栖数码科技有限公司', 'half of a district lost'],
  ])('%s for %s: %s', (name, meant) => {
    for (const address of ['', ELSEWHERE])
      expect(check([meant], { name, address })).toEqual({ verdict: 'review', first: meant })
  })

  it.each([
    ['杭州云栖实业有限公司', '杭州云栖贸易有限公司', 'another trade'],
    ['杭州云松贸易有限公司', '杭州云栖贸易有限公司', 'another brand'],
    ['中国示例银行股份有限公司杭州吴山支行', '中国示例银行股份有限公司杭州艮山支行', 'another branch'],
    ['杭州萧山云栖塑料有限公司', '杭州云七塑料有限公司', 'a namesake by sound in another district'],
    ['杭州芸七贸易有限公司', '杭州云栖贸易有限公司', 'another brand that sounds alike'],
    ['杭州青云栖贸易有限公司', '杭州云栖贸易有限公司', 'another brand that ends alike'],
    ['杭州云栖第四塑料厂', '杭州云栖第十塑料厂', 'another number that sounds alike'],
    ['杭州云栖站服装有限公司', '杭州云栖东站服装有限公司', 'the station without its direction'],
    ['杭州云栖轻工业有限公司', '杭州云栖二轻工业有限公司', 'another that is not the second'],
  ])('%s is not %s: %s', (name, other) => {
    expect(check([other], { name, address: ELSEWHERE }).verdict).toBe('absent')
  })

  it('is another’s where the address is in another city and the name does not say that it is of this one', () => {
    const address = '温州市中山路8号'
    expect(check(['杭州云栖贸易有限公司'], { name: '云七贸易', address }).verdict).toBe('absent')
    expect(check(['杭州云栖贸易有限公司'], { name: '云栖贸易', address }).verdict).toBe('absent')
    expect(check(['杭州云栖贸易有限公司'], { name: '杭州云栖贸易有限公司', address }).verdict).toBe('review')
  })

  it('knows two slips at the very address, be one of them two neighbours changed', () => {
    const [meant, address] = ['杭州云栖数码科技有限公司', '杭州市西湖区转塘街道云栖路1号']
    for (const name of ['杭州云栖码数科贸有限公司', '杭州栖云数码技有限公司'])
      expect(check([meant], { name, address })).toEqual({ verdict: 'review', first: meant })
  })

  it('reads a core that lost a character behind 市', () => {
    expect(check(['杭州云栖食品有限公司'], { name: '杭州市栖食品有限公司' }).verdict).toBe('review')
  })

  it('puts first, of two equally near, the one in the place that was written, and the one that lost a character', () => {
    const first = (name: string, ...register: string[]) => check(register, { name }).first
    expect(first('浙江云栖技有限公司', '云栖集技有限公司', '浙江云栖科技有限公司')).toBe('浙江云栖科技有限公司')
    expect(first('云栖印刷有限公司', '杭州余杭云栖印刷有限公司', '杭州云栖印刷有限公司')).toBe('杭州云栖印刷有限公司')
    expect(first('杭州云栖盛宾馆有限公司', '杭州云栖宾馆有限公司', '杭州云栖华盛宾馆有限公司')).toBe(
      '杭州云栖华盛宾馆有限公司',
    )
  })

  it('takes another district for a mistake only where no address contradicts it and the name is more than a trade', () => {
    const meant = '杭州富阳云栖数码有限公司'
    expect(check([meant], { name: '杭州建德云栖数码有限公司' })).toEqual({ verdict: 'review', first: meant })
    expect(check([meant], { name: '杭州建德云栖数码有限公司', address: ELSEWHERE }).verdict).toBe('absent')
    expect(check(['杭州富阳金属材料有限公司'], { name: '杭州建德金属材料有限公司' }).verdict).toBe('absent')
  })
})

describe('the district where it is registered, before its name', () => {
  const its = { ...known('杭州云栖数码有限公司', '杭州市余杭区仓前街道1号'), code: CODE }
  const verdict = (name: string, others: readonly Known[] = [], address = '') =>
    crossCheck(claimed({ name, code: CODE, address }), [its, ...others]).verdict

  it('agrees when it stands there as in an address', () => {
    expect(verdict('杭州市余杭区云栖数码有限公司')).toBe('agree')
    expect(verdict('浙江省杭州市余杭区云栖数码有限公司', [], ELSEWHERE)).toBe('agree')
  })

  it('leaves to a person another district, one that stands there as in a name, and a name that another shares', () => {
    expect(verdict('杭州市富阳区云栖数码有限公司')).toBe('review')
    expect(verdict('杭州余杭云栖数码有限公司')).toBe('review')
    for (const other of ['浙江云栖数码有限公司', '杭州富阳云栖数码有限公司'])
      expect(verdict('杭州市余杭区云栖数码有限公司', [known(other)])).toBe('review')
    expect(verdict('杭州市余杭区云栖数码有限公司', [known('杭州余杭云栖数码有限公司')])).not.toBe('agree')
  })
})

it('knows words for one trade, and what is nothing but trades', () => {
  expect(areSameTrade('云栖贸易', '云栖商贸')).toBe(true)
  expect(areSameTrade('云栖贸易', '云栖实业')).toBe(false)
  expect(areSameTrade('云栖贸易', '青松商贸')).toBe(false)
  expect(['广告', '纺织机械', '印刷厂', '云栖广告', '贸陆'].map(isMereTrade)).toEqual([true, true, true, false, false])
})

it('mends a legal form that lost a character, and no other word', () => {
  for (const end of ['限公司', '有限公', '有限司', '有公司', '限有公司', '有限司公'])
    expect(withFormMended(`杭州云栖数码${end}`)).toBe('杭州云栖数码有限公司')
  expect(withFormMended('杭州云栖数码份有限公司')).toBe('杭州云栖数码股份有限公司')
  for (const name of ['杭州云栖数码有限公司', '云栖公司', '云栖股份公司', '云栖有限公司杭州分公司'])
    expect(withFormMended(name)).toBeUndefined()
  expect(writtenIn(claimed({ name: '杭州云栖数码有限公司' })).names[0]?.mended).toBeUndefined()
})
