import {
  countiesDiffer,
  displayName,
  type NameParts,
  namesAnotherPlace,
  parseEnterpriseName,
  regionsCompatible,
} from '../enterprise-name.ts'
import { type AddressRelation, compareAddresses, isAlong } from './address-key.ts'
import type { Written } from './claimed-name.ts'
import type { Claim, CrossCheckReason, Known, Suggestion } from './cross-check.ts'
import { relateLatinName } from './latin-name.ts'
import {
  areOtherBranches,
  areOtherNumbers,
  CLOSENESS,
  countsApart,
  HARMLESS,
  isBranchOfCutParent,
  type NameRelation,
  readName,
  relateMended,
  relateNames,
  relateSpoilt,
} from './name-relation.ts'
import { comparePrincipals, type PrincipalRelation } from './principal-key.ts'
import { isShorthand } from './shorthand.ts'
import { firstDifference } from './text-distance.ts'
import { isInTrade, isMereTrade } from './trade-words.ts'

export const NAME_REASON: Readonly<Record<NameRelation, CrossCheckReason>> = {
  same: 'name_same',
  form: 'name_form_written_differently',
  region: 'name_region_written_differently',
  former: 'name_former',
  legal_form: 'name_other_legal_form',
  other_region: 'name_other_region',
  other_county: 'name_other_region',
  unreadable: 'name_one_character_off',
  sound: 'name_sounds_the_same',
  dropped: 'name_one_character_off',
  read_otherwise: 'name_sounds_the_same',
  trade: 'name_trade_in_other_words',
  reordered: 'name_parts_reordered',
  replaced: 'name_one_character_off',
  two_off: 'name_two_characters_off',
  branch: 'name_of_branch_or_parent',
  department: 'name_with_department',
  part: 'name_cut_short',
  inside: 'name_abbreviated',
  abbreviated: 'name_abbreviated',
  head: 'name_cut_short',
  different: 'name_different',
  place_slip: 'name_region_written_differently',
  form_slip: 'name_one_character_off',
  place_left_out: 'name_region_written_differently',
  looks: 'name_one_character_off',
  faint: 'name_two_characters_off',
  mangled: 'name_different',
  trace: 'name_different',
  spelt: 'name_in_latin_letters',
  core_spelt: 'name_in_latin_letters',
  translated: 'name_in_latin_letters',
  translated_loosely: 'name_in_latin_letters',
  brand_spelt: 'name_in_latin_letters',
}
const ADDRESS_SCORE: Readonly<Record<AddressRelation, number>> = {
  same: 20,
  within: 12,
  similar: 10,
  around: 3,
  unknown: 0,
  different: -10,
}
const PRINCIPAL_SCORE: Readonly<Record<PrincipalRelation, number>> = { same: 15, unknown: 0, different: -5 }
/** From this length on, a core that fits but for one slip is hardly a stranger's. */
export const MIN_TELLING_CORE = 4
const BRAND = 2
/** So many characters of a name that was not read wholly tell whose it is. */
const SEEN = 3

export type Rated = {
  readonly known: Known
  readonly parts: NameParts
  /** The one of the names written that comes closest. */
  readonly written: NameParts | undefined
  readonly relation: NameRelation
  /** The name stands there as it is registered, sign by sign. */
  readonly verbatim: boolean
  readonly address: AddressRelation
  /** The claim names its street or village, and no number. */
  readonly along: boolean
  /** The claim's address is in another city. */
  readonly away: boolean
  readonly principal: PrincipalRelation
  readonly score: number
}

/** Whether a name alone, with its address and principal, is enough to put an enterprise before a person. */
export function isLikely(rated: Rated): boolean {
  const { written, parts: meant, relation, address, along, principal } = rated
  if (isAnotherCitys(rated)) return false
  const here = address === 'same' || address === 'within' || address === 'similar' || principal === 'same'
  if (!written) {
    if (relation === 'brand_spelt') return address === 'same' || principal === 'same'
    if (relation === 'translated_loosely') return here || address === 'unknown'
    return relation === 'spelt' || relation === 'core_spelt' || relation === 'translated'
  }
  const regionsFit = regionsCompatible(written.regions, meant.regions)
  // One person answers for all branches of a parent, so that nothing but the place tells them apart.
  const isBranchElsewhere = address !== 'same' && address !== 'within' && areOtherBranches(written.key, meant.key)
  const untold = address === 'unknown' || address === 'around'
  // A place elsewhere, unless it is in the registered name too.
  const isOurs = !namesAnotherPlace(written.regions.filter((region) => !meant.regions.includes(region)))
  // What nobody else would be called: neither a trade alone, nor the name of another district's.
  // Where a place was spoilt, what is left of it stands in front of the whole of the other's own name.
  const isPlaceSpoilt = written.core.endsWith(meant.core) && meant.core.length >= MIN_TELLING_CORE
  const isOneOfItsKind =
    !isMereTrade(written.core) && (isPlaceSpoilt || !countiesDiffer(written.regions, meant.regions))
  // A slip and an address that is not where it is registered are both everyday; a person who is another is not.
  const telling =
    regionsFit &&
    isOurs &&
    Math.min(written.core.length, meant.core.length) >= MIN_TELLING_CORE &&
    principal !== 'different' &&
    (untold || isOneOfItsKind)
  switch (relation) {
    case 'same':
    case 'form':
    case 'former':
    case 'department':
    case 'place_slip':
    case 'form_slip':
      return true
    case 'region':
    case 'place_left_out':
      // 杭州余杭× and 杭州× with two addresses are more often two enterprises than one, and so they are where × is a trade.
      return (
        here ||
        (untold && !isMereTrade(written.core)) ||
        written.regions.length === 0 ||
        !countiesDiffer(written.regions, meant.regions)
      )
    case 'other_county':
      // 杭州富阳× and 杭州余杭×: the place was mistaken, unless an address or a person says that they are two.
      return (
        address === 'same' ||
        (untold && principal !== 'different' && meant.core.length >= MIN_TELLING_CORE && !isMereTrade(meant.core))
      )
    case 'unreadable':
      return (
        address === 'same' || (written.core.length >= SEEN && !isMereTrade(written.core) && principal !== 'different')
      )
    case 'legal_form':
    case 'sound':
    case 'looks':
    case 'dropped':
      // Of a brand alone, little is left when it merely sounds alike.
      if (here || (isShorthand(written) && written.core.length < MIN_TELLING_CORE)) return here
      // Two or three characters are shared by strangers; a longer text is not.
      return (
        regionsFit &&
        isOurs &&
        (untold || (meant.core.length >= MIN_TELLING_CORE && isOneOfItsKind && !isOtherBrand(written.core, meant.core)))
      )
    case 'read_otherwise':
    case 'trade':
      return here || telling
    case 'reordered':
      return here || (regionsFit && written.core.length >= 6) || (telling && untold)
    case 'replaced':
      if (here && !isBranchElsewhere)
        return (
          address !== 'similar' || principal === 'same' || written.core.slice(0, BRAND) === meant.core.slice(0, BRAND)
        )
      if (countsApart(written.core, meant.core) || areOtherNumbers(written.core, meant.core)) return false
      if (areOtherBranches(written.key, meant.key)) return false
      // Another brand in the same trade is another enterprise, but hardly in the very street or village that the claim names.
      if (written.core.slice(0, BRAND) !== meant.core.slice(0, BRAND))
        return telling && address === 'around' && written.core.length > MIN_TELLING_CORE
      return (regionsFit && untold && written.core.length >= 6) || (telling && isNoTrade(written.core, meant.core))
    case 'two_off':
      return (
        address === 'same' ||
        (principal === 'same' && !isBranchElsewhere) ||
        (telling && isBranchOfCutParent(written.key, meant.key))
      )
    case 'part':
      return (
        address === 'same' ||
        (meant.core.startsWith(written.core) && (address === 'within' || along || principal === 'same'))
      )
    case 'branch':
      // The beginning of a company's name at its address; a parent and its branch at one address are two.
      return address === 'same' && meant.key.startsWith(written.key) && /(?<!公司.*)公司$/.test(meant.key)
    case 'faint':
      return principal === 'same' && address !== 'different'
    case 'mangled':
      return principal === 'same' && !isBranchElsewhere
    case 'trace':
      return principal === 'same' && (address === 'same' || address === 'within')
    case 'inside':
    case 'abbreviated':
    case 'head':
    case 'other_region':
      return address === 'same'
    default:
      return false
  }
}

/** In another city stands another of nearly that name, or of its name without the place. */
function isAnotherCitys({ written, parts, relation, away, principal }: Rated): boolean {
  if (!away || principal === 'same') return false
  return !HARMLESS.has(relation) || (written?.regions.length === 0 && parts.regions.length > 0)
}

/**
 * Whether the slip left a word that stands for no trade: ×贸陆 can only be ×贸易 miswritten, while ×实业 is another
 * enterprise with the brand of ×贸易.
 */
function isNoTrade(written: string, meant: string): boolean {
  return !isInTrade(written, firstDifference(written, meant))
}

/**
 * Of a brand and a short trade neither character of the brand stands there: another that merely sounds alike. What is left
 * of a brand that lost a character is none, and 州 in front is the end of a place typed twice.
 */
function isOtherBrand(written: string, meant: string): boolean {
  if (meant.length !== MIN_TELLING_CORE || written.length < MIN_TELLING_CORE || /^[省市州区县]/.test(written))
    return false
  return written[0] !== meant[0] && written[1] !== meant[1]
}

const MOST_BEGUN = 5
/** From this length on what was written is more than a brand. */
const MORE_THAN_BRAND = 4
/** The end of a name that is whole without a legal form. */
const WHOLE = /[厂店社院校所部站场馆]$/
const BARE_BRAND = 2
/**
 * Those who are called so for short: the only few whose distinctive part begins with what was written or, when it is
 * longer than most brands, the only one who has it inside. Where many do, an address or a person has to tell.
 */
export function calledForShort(rated: readonly Rated[]): readonly Rated[] {
  const short = rated.filter(({ written }) => written !== undefined && isShorthand(written))
  const begun = short.filter(
    ({ written, parts, relation }) => relation === 'part' && written && parts.core.startsWith(written.core),
  )
  const inside = short.filter(({ written, relation }) => relation === 'inside' && !WHOLE.test(written?.core ?? ''))
  const few = begun.length === 0 && inside.length === 1 ? inside : begun.length <= MOST_BEGUN ? begun : []
  return few.filter((one) => {
    const { written, address, principal } = one
    if (principal === 'different' || isAnotherCitys(one)) return false
    if (isToldBy(address) || principal === 'same') return true
    // A brand that several bear may as well be that of one who has left the register: by itself it says nobody.
    const length = written?.core.length ?? 0
    return length >= MORE_THAN_BRAND || (few.length === 1 && (address === 'unknown' || length > BARE_BRAND))
  })
}

function isToldBy(address: AddressRelation): boolean {
  return address !== 'different' && address !== 'unknown'
}

/** Registered names come up again and again within a list. */
const MOST_REMEMBERED = 5000
const remembered = new Map<string, NameParts>()
export function nameOf({ name }: Known): NameParts {
  const known = remembered.get(name)
  if (known) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const parts = readName(name)
  remembered.set(name, parts)
  return parts
}

export function rate(claim: Claim, written: Written, known: Known, meant: ReadonlySet<string>): Rated {
  const parts = nameOf(known)
  const isMeant = known.code !== null && meant.has(known.code)
  const named = relate(written, parts, known, isMeant)
  // Whose name is nothing like it is meant by a code or by nothing; the rest of a stranger is not looked at.
  const strange = named.relation === 'different' && !isMeant
  const address = strange ? 'unknown' : compareAddresses(claim.address, known.address)
  const principal = strange
    ? 'unknown'
    : named.person && written.principal === ''
      ? 'same'
      : comparePrincipals(written.principal, known.principal)
  const along = named.relation === 'part' && isAlong(claim.address, known.address)
  const away = address === 'different' && namesAnotherPlace(parseEnterpriseName(claim.address).regions)
  const score = CLOSENESS[named.relation] + ADDRESS_SCORE[address] + PRINCIPAL_SCORE[principal]
  const verbatim = named.relation === 'same' && displayName(claim.name) === displayName(known.name)
  return {
    known,
    parts,
    written: named.written,
    relation: named.relation,
    verbatim,
    address,
    along,
    away,
    principal,
    score,
  }
}

type Named = { readonly relation: NameRelation; readonly written?: NameParts; readonly person?: boolean }

function relate({ names, latin, principal }: Written, parts: NameParts, known: Known, isMeant: boolean): Named {
  if (latin) return { relation: relateLatinName(latin, parts) }
  let best: Named = { relation: 'different', ...(names[0] && { written: names[0].parts }) }
  for (const { text, parts: written, mended, unread } of names) {
    const read = relateMended(written, mended, parts, known.formerNames)
    const named = unread ? relateUnread(read, { written, unread, meant: parts }) : read
    const { relation } = named
    if (CLOSENESS[relation] > CLOSENESS[best.relation]) best = named
    if (HARMLESS.has(relation)) continue
    const bare = withoutPerson(text, known.principal)
    if (bare === undefined) continue
    const alone = readName(bare)
    const its = relateNames(alone, parts, known.formerNames)
    // The name is as it is registered, and behind it stands who answers for it.
    if (its === 'same' || its === 'form') best = { relation: its, written: alone, person: true }
  }
  const [{ parts: only } = {}] = names
  if (best.relation !== 'different' || isMeant || !only || comparePrincipals(principal, known.principal) !== 'same')
    return best
  return { relation: relateSpoilt(only, parts), written: only }
}

type Unread = { readonly written: NameParts; readonly unread: RegExp; readonly meant: NameParts }
/** What does not fit what was read has one more slip than it seems. */
function relateUnread(read: Named, { written, unread, meant }: Unread): Named {
  if (CLOSENESS[read.relation] > CLOSENESS.unreadable) return read
  if (unread.test(meant.key) || unread.test(meant.core)) return { relation: 'unreadable', written }
  return CLOSENESS[read.relation] > CLOSENESS.two_off ? { ...read, relation: 'two_off' } : read
}

const MIN_PERSON = 2
/** The name without the enterprise's own principal before or behind it. */
function withoutPerson(text: string, person: string | null): string | undefined {
  if (person === null || person.length < MIN_PERSON) return undefined
  if (text.startsWith(person)) return text.slice(person.length).replace(/^[\s,，、:：/-]+/, '')
  const at = text.lastIndexOf(person)
  if (at < 1 || !/^[)）】\]\s]*$/.test(text.slice(at + person.length))) return undefined
  return text.slice(0, at)
}

export function suggest({ known, relation, address, principal, score }: Rated, first?: CrossCheckReason): Suggestion {
  const reasons: CrossCheckReason[] = [...(first ? [first] : []), NAME_REASON[relation]]
  if (address === 'same') reasons.push('address_same')
  if (address === 'different') reasons.push('address_different')
  if (principal === 'same') reasons.push('principal_same')
  if (principal === 'different') reasons.push('principal_different')
  return { enterprise: known, reasons, score }
}
