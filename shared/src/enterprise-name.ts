import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

/** An enterprise name taken apart for comparison. All parts are keys, never for display. */
export type NameParts = {
  /** The whole name in one spelling: simplified, no brackets, spaces or punctuation, 有限责任公司 as 有限公司. */
  readonly key: string
  /** Places it carries in front, in brackets or before the legal form, without 省, 市, 区, 县. */
  readonly regions: readonly string[]
  /** What is left without regions and legal forms: 字号, trade, and the branch if it is one. */
  readonly core: string
  readonly form: LegalForm
}

/** Written legal form; `none` when the name carries none (a factory, a shop, or a name cut short). */
export type LegalForm = 'limited' | 'shares' | 'company' | 'partnership' | 'none'

/** Districts of Hangzhou, past and present, that stand in names without 区: no ordinary words among them. */
const COUNTIES = ['萧山', '余杭', '富阳', '临安', '建德', '桐庐', '淳安']
/** Those that are words or sights as well count only with 区 behind. */
const COUNTIES_WITH_SUFFIX = ['上城', '下城', '江干', '拱墅', '西湖', '滨江', '临平', '钱塘']
const COUNTY_IN_ADDRESS = new RegExp(`(${[...COUNTIES, ...COUNTIES_WITH_SUFFIX].join('|')})[区县市]`)
/** Words that may be added to or left out of the name of an enterprise of Hangzhou without making it another. */
const LINEAGE = new Set(['浙江', '杭州', ...COUNTIES, ...COUNTIES_WITH_SUFFIX])
const ELSEWHERE =
  '宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚 诸暨 海宁 桐乡 德清 安吉 长兴 嘉善 海盐 平湖 上虞 嵊州 东阳 永康 兰溪 瑞安 乐清 临海 温岭 龙泉 江山 常山 龙游 缙云 青田 苍南 平阳 永嘉 天台 仙居 三门 玉环 岱山 象山 宁海 奉化 上海 北京 天津 重庆 江苏 南京 苏州 无锡 常州 安徽 合肥 福建 福州 厦门 江西 南昌 山东 济南 青岛 广东 广州 深圳 湖南 长沙 湖北 武汉 河南 郑州 河北 四川 成都 陕西 西安 辽宁 大连 云南 贵州 香港 台湾 澳门'.split(
    ' ',
  )

const PLACE = `(?:浙江(?:省(?![直属级]))?|(?:杭州|${ELSEWHERE.join('|')})(?:[省市](?![场政民区内郊容直属级]))?|(?:${COUNTIES.join('|')})(?:[区县市](?![场政民域块内郊]))?|(?:${COUNTIES_WITH_SUFFIX.join('|')})区(?![域块]))`
/** 中国 before them says no more than they do, whereas 中国 alone is part of a name. */
const LEADING_PLACE = new RegExp(`^(?:中国(?=浙江|杭州))?(${PLACE})`)
const PLACE_IN_BRACKETS = new RegExp(`\\((中国|${PLACE})\\)`, 'g')
const PLACE_BEFORE_FORM = new RegExp(`(?<=..)(${PLACE})(?=(?:股份)?(?:有限)?(?:责任)?公司)`, 'g')
const LIMITED = /有限责任公司|责任有限公司/g
const PLACE_SUFFIX = /[省市区县]$/
const PARTNERSHIP = /(?:特殊)?(?:普通|有限)合伙/
/** 电子公司 is a company; a 子公司 stands behind another's name. */
const FORM = /股份有限公司|股份公司|有限公司|(?<![分总]|(?:公司|集团)子)公司|(?:特殊)?(?:普通|有限)合伙(?:企业)?$/g
/** Most names and addresses are nothing else, and to these only the simplifying applies. */
const IDEOGRAPHS = /^[\u4e00-\u9fff0-9A-Z]*$/
const OPENING = /[(（［[【〔「『〈《<{｛]/g
const CLOSING = /[)）\]］】〕」』〉》>}｝]/g

/** Radicals that a PDF gives for the characters they are; the other radicals NFKC turns into theirs. */
const RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from(
    '⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⼾户'.matchAll(
      /(.)(.)/gu,
    ),
    ([, radical, character]) => [radical, character],
  ),
)

const convert = Converter({ from: 't', to: 'cn' })
const simplified = new Map<string, string>()
const syllables = new Map<string, string>()

/** For people to read: trimmed, one space at most, full-width brackets; the characters are left as written. */
export function displayName(text: string): string {
  return text
    .replace(/[\s\u3000]+/g, ' ')
    .replace(/ ?([^\x20-\x7e]) ?/g, '$1')
    .replace(OPENING, '（')
    .replace(CLOSING, '）')
    .trim()
}

/** The spelling under which two writings of one name are equal. */
export function nameKey(text: string): string {
  return unbracketed(uniform(text))
}

export function parseEnterpriseName(text: string): NameParts {
  const uniformed = uniform(text)
  const regions: string[] = []
  let rest = uniformed.replace(PLACE_IN_BRACKETS, (_, place: string) => {
    regions.push(place.replace(PLACE_SUFFIX, ''))
    return ''
  })
  rest = unbracketed(rest)
  for (
    let place = LEADING_PLACE.exec(rest);
    place && rest.length > place[0].length + 1;
    place = LEADING_PLACE.exec(rest)
  ) {
    regions.push((place[1] ?? '').replace(PLACE_SUFFIX, ''))
    rest = rest.slice(place[0].length)
  }
  rest = rest.replace(PLACE_BEFORE_FORM, (place) => {
    regions.push(place.replace(PLACE_SUFFIX, ''))
    return ''
  })
  const core = rest.replace(FORM, '')
  return {
    key: unbracketed(uniformed),
    regions: [...new Set(regions)],
    core: core === '' ? rest : core,
    form: formOf(rest),
  }
}

/** True when the written name merely leaves places out, or adds some of 浙江, 杭州 and its districts. */
export function regionsCompatible(written: readonly string[], meant: readonly string[]): boolean {
  const added = written.filter((region) => !meant.includes(region))
  const leftOut = meant.some((region) => !written.includes(region))
  return added.length === 0 || (!leftOut && added.every((region) => LINEAGE.has(region)))
}

/** True when one name carries a district that the other does not. */
export function countiesDiffer(a: readonly string[], b: readonly string[]): boolean {
  const differs = (region: string) => a.includes(region) !== b.includes(region)
  return [...COUNTIES, ...COUNTIES_WITH_SUFFIX].some(differs)
}

/** True for a place outside Hangzhou and Zhejiang, and for 中国. */
export function isElsewhere(region: string): boolean {
  return !LINEAGE.has(region)
}

/** The districts that the written name carries and the meant one does not. */
export function countiesAdded(written: readonly string[], meant: readonly string[]): readonly string[] {
  return [...COUNTIES, ...COUNTIES_WITH_SUFFIX].filter((region) => written.includes(region) && !meant.includes(region))
}

/** The first district that an address names, past or present; undefined when it names none. */
export function countyIn(address: string): string | undefined {
  return COUNTY_IN_ADDRESS.exec(address)?.[1]
}

/** True when the name carries a place outside Hangzhou and Zhejiang. */
export function namesAnotherPlace(regions: readonly string[]): boolean {
  return regions.some((region) => isElsewhere(region) && region !== '中国')
}

/**
 * How a text sounds, one syllable a character, without tones and without the distinctions that southern speakers and
 * input methods blur (zh/z, ch/c, sh/s, -ng/-n, n/l). Digits sound as they are read.
 */
export function soundOf(text: string): string {
  let sound = ''
  for (const character of text) sound += `${syllable(character)} `
  return sound.trimEnd()
}

function syllable(character: string): string {
  const known = syllables.get(character)
  if (known !== undefined) return known
  const spoken = /\d/.test(character) ? '零一二三四五六七八九'.charAt(Number(character)) : character
  const [reading = character] = pinyin(spoken, { toneType: 'none', type: 'array' })
  const blurred = reading
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
    .replace(/^n/, 'l')
  syllables.set(character, blurred)
  return blurred
}

/** NFKC, simplified, upper case, brackets as (), no spaces or punctuation, 有限责任公司 as 有限公司. */
function uniform(text: string): string {
  // A name is asked for several times over while one row is read.
  if (text === lately.text) return lately.uniform
  lately = { text, uniform: makeUniform(text) }
  return lately.uniform
}

let lately = { text: '', uniform: '' }
/** By character: 1 stands for itself, 2 is written otherwise, 0 has not been looked up. */
const writing = new Uint8Array(0x10000)

/** Most names are written in simplified characters already, and there is nothing to put together anew. */
function isSimple(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (writing[unit] === 0) writing[unit] = simplify(text.charAt(i)) === text.charAt(i) ? 1 : 2
    if (writing[unit] === 2) return false
  }
  return true
}

function makeUniform(text: string): string {
  let out = ''
  if (IDEOGRAPHS.test(text)) {
    if (isSimple(text)) out = text
    else for (const character of text) out += simplify(character)
    return out.includes('责任') ? out.replace(LIMITED, '有限公司') : out
  }
  for (const character of text.normalize('NFKC').replace(OPENING, '(').replace(CLOSING, ')')) out += simplify(character)
  return out
    .replace(/[^\p{L}\p{N}()&+#]/gu, '')
    .toUpperCase()
    .replace(LIMITED, '有限公司')
}

function simplify(character: string): string {
  const known = simplified.get(character)
  if (known !== undefined) return known
  const simple = `${convert(RADICALS[character] ?? character)}`
  simplified.set(character, simple)
  return simple
}

function unbracketed(text: string): string {
  return text.replace(/[()]/g, '')
}

function formOf(text: string): LegalForm {
  if (PARTNERSHIP.test(text)) return 'partnership'
  if (/股份(?:有限)?公司/.test(text)) return 'shares'
  if (text.includes('有限公司')) return 'limited'
  return /(?<![分总]|(?:公司|集团)子)公司/.test(text) ? 'company' : 'none'
}
