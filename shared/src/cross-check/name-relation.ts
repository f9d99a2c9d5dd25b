import { isElsewhere, type NameParts, parseEnterpriseName, regionsCompatible, soundOf } from '../enterprise-name.ts'
import { syllablesOf } from '../library/pinyin.ts'
import { withoutAsides } from './beside-name.ts'
import { looksLike } from './look-alikes.ts'
import { shareReading } from './other-readings.ts'
import { isPerson } from './person-beside.ts'
import { commonLength, firstDifference, isSubsequence, singleSlip, withinTwoSlips } from './text-distance.ts'
import { areSameTrade } from './trade-words.ts'
import { countedInDigits } from './written-numbers.ts'

/** How a written name stands to a registered one, from the strongest to none. */
export type NameRelation =
  | 'same'
  | 'form'
  | 'region'
  | 'former'
  | 'legal_form'
  | 'other_region'
  | 'other_county'
  | 'place_slip'
  | 'form_slip'
  | 'place_left_out'
  | 'unreadable'
  | 'sound'
  | 'looks'
  | 'read_otherwise'
  | 'trade'
  | 'dropped'
  | 'reordered'
  | 'replaced'
  | 'two_off'
  | 'department'
  | 'branch'
  | 'part'
  | 'inside'
  | 'abbreviated'
  | 'head'
  | 'faint'
  | 'mangled'
  | 'trace'
  | 'spelt'
  | 'core_spelt'
  | 'translated'
  | 'translated_loosely'
  | 'brand_spelt'
  | 'different'

/** These differ in nothing that a person must look at once the code agrees. */
export const HARMLESS: ReadonlySet<NameRelation> = new Set(['same', 'form', 'region', 'former'])

export const CLOSENESS: Readonly<Record<NameRelation, number>> = {
  same: 100,
  form: 92,
  region: 88,
  former: 86,
  legal_form: 80,
  other_region: 50,
  other_county: 63,
  place_slip: 82,
  form_slip: 81,
  place_left_out: 79,
  unreadable: 76,
  sound: 74,
  looks: 73,
  read_otherwise: 71,
  trade: 66,
  dropped: 72,
  reordered: 68,
  replaced: 60,
  two_off: 45,
  department: 78,
  branch: 42,
  part: 46,
  inside: 41,
  abbreviated: 40,
  head: 30,
  faint: 28,
  mangled: 26,
  trace: 20,
  spelt: 74,
  core_spelt: 70,
  translated: 62,
  translated_loosely: 54,
  brand_spelt: 34,
  different: 0,
}

/** A name taken apart as it is compared: without a list's numbering, remarks and codes, what is counted in digits. */
export function readName(text: string): NameParts {
  const parts = parseEnterpriseName(withoutAsides(text))
  const key = countedInDigits(parts.key)
  return key === parts.key ? parts : { ...parts, key, core: countedInDigits(parts.core) }
}

export function relateNames(written: NameParts, meant: NameParts, formerNames: readonly string[]): NameRelation {
  const direct = relateParts(written, meant)
  if (direct === 'same' || direct === 'form') return direct
  const former = formerNames.some((name) => {
    const relation = relateParts(written, readName(name))
    return relation === 'same' || relation === 'form'
  })
  return former ? 'former' : direct
}

/**
 * The same where a slip in a place may stand in front, or in the legal form behind: with it mended, no more than that was
 * written differently. With the name as it was compared.
 */
export function relateMended(
  written: NameParts,
  mended: NameParts | undefined,
  meant: NameParts,
  formerNames: readonly string[],
): { readonly relation: NameRelation; readonly written: NameParts } {
  const direct = relateNames(written, meant, formerNames)
  if (!mended || HARMLESS.has(direct)) return { relation: direct, written }
  const relation = relateNames(mended, meant, formerNames)
  if (HARMLESS.has(relation)) return { relation: relateSlip(written, mended, relation), written: mended }
  return CLOSENESS[relation] > CLOSENESS[direct] ? { relation, written: mended } : { relation: direct, written }
}

function relateSlip(written: NameParts, mended: NameParts, relation: NameRelation): NameRelation {
  // A column was too narrow for the legal form, of which a part says no less than nothing of it does.
  if (mended.key.startsWith(written.key) && mended.key.length > written.key.length + 1)
    return relation === 'same' ? 'form' : relation
  if (written.regions.join() !== mended.regions.join()) return 'place_slip'
  // The places being as they were, the slip was in the legal form, and the name itself is whole.
  return relation === 'same' || relation === 'form' ? 'form_slip' : 'dropped'
}

function relateParts(written: NameParts, meant: NameParts): NameRelation {
  if (written.key === meant.key) return 'same'
  const regionsFit = regionsCompatible(written.regions, meant.regions)
  if (written.core === meant.core) {
    if (!regionsFit) return [...written.regions, ...meant.regions].some(isElsewhere) ? 'other_region' : 'other_county'
    if (!formsCompatible(written, meant)) return 'legal_form'
    if (leavesOutItsPlace(written.regions, meant)) return 'place_left_out'
    return sameRegions(written.regions, meant.regions) ? 'form' : 'region'
  }
  if (differsByCity(written.key, meant.key)) return 'region'
  const [a, b] = [soundsOf(written), soundsOf(meant)]
  const sound = a.key === b.key || (regionsFit && (a.core === b.core || isSpeltWithin(written.core, meant.core)))
  if (sound) return areOtherNumbers(written.core, meant.core) ? 'replaced' : 'sound'
  if (looksLike(written.key, meant.key) || (regionsFit && looksLike(written.core, meant.core)))
    return areOtherNumbers(written.core, meant.core) ? 'replaced' : 'looks'
  if (regionsFit && areSameTrade(written.core, meant.core)) return 'trade'
  const slips = [regionsFit ? singleSlip(written.core, meant.core) : undefined, singleSlip(written.key, meant.key)]
  // With 市 before the core, what it lost looks mistaken.
  const slip = slips.find((one) => one !== undefined && one !== 'replaced') ?? slips.find((one) => one !== undefined)
  if (slip === 'swapped' && !written.core.startsWith(meant.core.charAt(0))) return 'reordered'
  if (slip === 'replaced' && isReadOtherwise(written.key, meant.key)) return 'read_otherwise'
  if (slip) return slip === 'replaced' || countsApart(written.key, meant.key) ? 'replaced' : 'dropped'
  if (sameLetters(written.key, meant.key)) return 'reordered'
  if (isDepartmentOf(written.key, meant.key)) return 'department'
  if (isBranchOf(written.key, meant.key) || isBranchOf(meant.key, written.key)) return 'branch'
  if (regionsFit && isPartOf(written.core, meant.core)) return 'part'
  if (isTwoOff(written, meant, regionsFit)) return 'two_off'
  if (regionsFit && isInside(written.core, meant.core)) return 'inside'
  if (isShortFor(written, meant)) return 'abbreviated'
  if (!regionsFit || areSiblings(written.key, meant.key)) return 'different'
  return written.form === meant.form && isFaintlyLike(written.core, meant.core)
    ? 'faint'
    : relateCores(written.core, meant.core)
}

/** 杭州市民生 is 杭州民生 too, though 市民 is a word. */
function differsByCity(a: string, b: string): boolean {
  return withoutCity(a) === b || withoutCity(b) === a
}
function withoutCity(key: string): string {
  return key.startsWith('杭州市') ? `杭州${key.slice(3)}` : key.startsWith('浙江省') ? withoutCity(key.slice(3)) : key
}

/** A name is compared with many. */
const sounds = new WeakMap<NameParts, { readonly key: string; readonly core: string }>()
function soundsOf(parts: NameParts) {
  const known = sounds.get(parts) ?? { key: soundOf(parts.key), core: soundOf(parts.core) }
  sounds.set(parts, known)
  return known
}

const LETTERS_WITHIN = /^([^A-Z]*)([A-Z]{3,})([^A-Z]*)$/
/** 杭州yunqi数码: the brand stands there in pinyin, and the rest in characters. */
function isSpeltWithin(written: string, meant: string): boolean {
  const [, before = '', letters = '', behind = ''] = LETTERS_WITHIN.exec(written) ?? []
  if (letters === '' || !meant.startsWith(before) || !meant.endsWith(behind)) return false
  const brand = meant.slice(before.length, meant.length - behind.length)
  const typed = letters.toLowerCase().replaceAll('v', 'u')
  // lü may be written lyu, which stands within yuanyue as well.
  return (
    brand.length > 1 &&
    [typed, typed.replace(/([ln])yu/g, '$1u')].includes(syllablesOf(brand).join('').replaceAll('v', 'u'))
  )
}

const UNIT_END = /(?:公司|厂|店|社|院|校|所|行|中心|部)$/
/** Its own enterprise behind another's whole name: ×公司 and ×公司桐庐分公司, ×公司针织厂. */
function isBranchOf(branch: string, parent: string): boolean {
  return branch.length >= parent.length + 2 && branch.startsWith(parent) && UNIT_END.test(parent)
}

/** Offices and committees that no enterprise registers: who writes one means the enterprise, as who writes a person does. */
const DEPARTMENT =
  /^(?:(?:人事|人力资源|行政|财务|综合|后勤|党群|企管|法务)(?:管理)?(?:部门?|科|处|室|中心|办公室)|(?:总经理)?办公室|总经办|综合办|[党团](?:委|总支|(?:总)?支部)(?:委员会)?|工会(?:委员会)?|妇联|妇委会)$/
const HAS_DEPARTMENTS = /[司厂店社院校所行心部亭厅处站场]$/
function isDepartmentOf(written: string, enterprise: string): boolean {
  if (!written.startsWith(enterprise) || !HAS_DEPARTMENTS.test(enterprise)) return false
  const behind = written.slice(enterprise.length)
  return DEPARTMENT.test(behind) || isPerson(behind)
}

const MIN_KEY_FOR_TWO_SLIPS = 8
const MIN_CORE_FOR_TWO_SLIPS = 4
const BRAND = 2
function isTwoOff(written: NameParts, meant: NameParts, regionsFit: boolean): boolean {
  const near =
    (Math.min(written.key.length, meant.key.length) >= MIN_KEY_FOR_TWO_SLIPS &&
      withinTwoSlips(written.key, meant.key)) ||
    (regionsFit &&
      Math.min(written.core.length, meant.core.length) >= MIN_CORE_FOR_TWO_SLIPS &&
      withinTwoSlips(written.core, meant.core))
  return (
    near &&
    showsBrand(written, meant) &&
    !countsApart(written.key, meant.key) &&
    !areOtherNumbers(written.key, meant.key)
  )
}

/** From these lengths on a text is more than a trade and a common word. */
const MIN_PART = 2
const MIN_SHORT = 4
const HEAD = 4

function relateCores(written: string, meant: string): NameRelation {
  if (sameLetters(written, meant)) return 'reordered'
  const shorter = Math.min(written.length, meant.length)
  return shorter >= HEAD && written.slice(0, HEAD) === meant.slice(0, HEAD) ? 'head' : 'different'
}

/** Two branches of one parent that have not even the beginning of their own names in common. */
function areSiblings(a: string, b: string): boolean {
  const [, parent = '', own = ''] = OF_PARENT.exec(a) ?? []
  return (
    own !== '' &&
    b.startsWith(parent) &&
    b.length > parent.length &&
    b.slice(parent.length, parent.length + 2) !== own.slice(0, 2)
  )
}
const OF_PARENT = /^(.{4,}公司)(.{2,})$/

/** What a branch is, behind what it is called: ×支行, ×加油站. */
const KIND_OF_BRANCH =
  /(?:支行|分行|分理处|[分支]公司|营业[厅部所]|门市部|加油站|报刊亭|(?:加盟|连锁|便利|专卖|分)店|[厂店部站所处亭])$/
/** Two branches of one parent that are called otherwise, be it by one character: an omission there is a slip, another word a neighbour. */
export function areOtherBranches(a: string, b: string): boolean {
  const [, parent = '', own = ''] = OF_PARENT.exec(a) ?? []
  const [, its, other = ''] = OF_PARENT.exec(b) ?? []
  const [called, meant] = [own.replace(KIND_OF_BRANCH, ''), other.replace(KIND_OF_BRANCH, '')]
  const [place = ''] = PLACE_OF_BRANCH.exec(meant) ?? []
  return parent === its && called.slice(place.length) !== meant.slice(place.length)
}
/** The branch is called the same, and its parent's name lost characters. */
export function isBranchOfCutParent(written: string, meant: string): boolean {
  const [, , own = ''] = OF_PARENT.exec(written) ?? []
  return own.length > 3 && own === OF_PARENT.exec(meant)?.[2] && isSubsequence(written, meant)
}
/** Where it is says nothing of which it is: 杭州×支行. */
const PLACE_OF_BRANCH = /^(?:(?:浙江|杭州|萧山|余杭|富阳|临安|建德|桐庐|淳安|临平)[省市区县]?)+(?=..)/

/**
 * How a badly spoilt name stands to one of the same principal: half of it and something of its brand still there, or a
 * trace of it, which takes the address as well.
 */
export function relateSpoilt(written: NameParts, meant: NameParts): 'mangled' | 'trace' | 'different' {
  const common = commonLength(written.core, meant.core)
  if (common < BRAND || numberIn(written.key) !== numberIn(meant.key)) return 'different'
  const half = 2 * common >= Math.min(written.core.length, meant.core.length)
  return half && showsBrand(written, meant) ? 'mangled' : 'trace'
}

/** What is counted stands in digits in a key. */
function numberIn(key: string): string {
  return key.replace(/\D/g, '')
}

/** Another brand in the same trade is another enterprise. */
function showsBrand(written: NameParts, meant: NameParts): boolean {
  return [...meant.core.slice(0, BRAND)].some((character) => written.core.includes(character))
}

/** Two of three characters mistaken: nothing by itself, and enough to ask about where the same person answers for it. */
function isFaintlyLike(a: string, b: string): boolean {
  return a.length === 3 && b.length === 3 && [...a].some((character, i) => character === b[i])
}

function isPartOf(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= MIN_PART && (a.startsWith(b) || b.startsWith(a))
}

const MIN_INSIDE = 3
/** 无线通信 and 太力无线通信设备: what is written stands in the middle of it, or at its end. */
function isInside(written: string, meant: string): boolean {
  return written.length >= MIN_INSIDE && meant.includes(written)
}

/** The one character that differs is sometimes said as the other is: 绿 and 炉, 万 and 摩. */
function isReadOtherwise(written: string, meant: string): boolean {
  const at = firstDifference(written, meant)
  return (
    written.length === meant.length &&
    !areOtherNumbers(written, meant) &&
    shareReading(written.charAt(at), meant.charAt(at))
  )
}

/** 工行天城路支行 for 中国工商银行股份有限公司杭州天城路支行, 体育场路店 for a chain's: its characters, in their order. */
function isShortFor(written: NameParts, meant: NameParts): boolean {
  return written.core.length >= MIN_SHORT && !written.core.endsWith('公司') && isSubsequence(written.core, meant.key)
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('')
}

/**
 * Branches and works are told apart by number and direction (第1分公司, 城东支行, 二轻): a slip there names a neighbour. 五金,
 * 东航 and 三江 count nothing, and lose a character as any word does.
 */
const COUNTED =
  /\d+|[零一二三四五六七八九十百]{2,}|[一二三四五六七八九十](?=[轻建棉])|[甲乙丙丁](?=$|[分店厂])|[东南西北](?=[站路门街区郊园苑店厂分村桥]|支行|门市|营业|加油)/g
export function countsApart(a: string, b: string): boolean {
  return (a.match(COUNTED) ?? []).join() !== (b.match(COUNTED) ?? []).join()
}

/** The same where one was written for the other by its sound or its looks: 三 for 山 is a slip, and 四 for 十 another number. */
export function areOtherNumbers(a: string, b: string): boolean {
  return [...a].some((character, i) => character !== b[i] && isCounting(character) && isCounting(b.charAt(i)))
}
function isCounting(character: string): boolean {
  return /^[0-9零一二三四五六七八九十百甲乙丙丁东南西北]/.test(character)
}

/**
 * 股份有限公司 and 合伙 are other kinds of enterprise; 有限公司, 公司 and nothing are ways of writing. A factory, shop or
 * station that is said to be a company has become another kind, or is another.
 */
function formsCompatible(a: NameParts, b: NameParts): boolean {
  if (a.key.endsWith('公司') && isNoCompany(b)) return false
  if (a.form === b.form) return true
  const plain = (form: NameParts['form']) => form === 'limited' || form === 'company' || form === 'none'
  return plain(a.form) ? plain(b.form) || a.form === 'none' : b.form === 'none'
}

/** Registered without 公司 at its end, whatever stands there: a factory, a kiosk, a branch's counter. */
function isNoCompany({ key, regions }: NameParts): boolean {
  return !key.endsWith('公司') && !regions.some((region) => key.endsWith(`公司${region}`))
}

/**
 * A place elsewhere, or 中国, tells enterprises apart unless it merely stands in front: 杭州德清公共交通 is not
 * 杭州公共交通, and ×（中国）有限公司 is one of several ×.
 */
function leavesOutItsPlace(written: readonly string[], meant: NameParts): boolean {
  return meant.regions.some(
    (region) => !written.includes(region) && isElsewhere(region) && !meant.key.startsWith(region),
  )
}

/** 浙江省 before 杭州 or a county is how an address begins, and no more of the name than that. */
function sameRegions(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [withoutProvince(a), withoutProvince(b)]
  return left.length === right.length && left.every((region) => right.includes(region))
}

function withoutProvince(regions: readonly string[]): readonly string[] {
  return regions.length > 1 && regions[0] === '浙江' ? regions.slice(1) : regions
}
