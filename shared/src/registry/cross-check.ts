import * as z from 'zod/mini'
import { creditCodeNeighbours, parseCreditCode } from '../credit-code.ts'
import {
  countiesDiffer,
  type NameParts,
  nameKey,
  namesAnotherPlace,
  parseEnterpriseName,
  regionsCompatible,
  soundOf,
} from '../enterprise-name.ts'
import { type AddressRelation, compareAddresses } from './address-key.ts'
import { singleSlip } from './text-distance.ts'

/**
 * Identity alone, never life or death: `agree` is this enterprise and nothing to look at; `review` is this enterprise or
 * the first suggestion, a person looks; `conflict` is a code and a name of two enterprises; `absent` is not in the register.
 */
export const Verdict = z.enum(['agree', 'review', 'conflict', 'absent'])
export type Verdict = z.infer<typeof Verdict>

export const CrossCheckReason = z.enum([
  'code_same',
  'code_missing',
  'code_not_valid',
  'code_one_slip_away',
  'code_not_in_register',
  'name_same',
  'name_missing',
  'name_form_written_differently',
  'name_region_written_differently',
  'name_former',
  'name_other_legal_form',
  'name_other_region',
  'name_sounds_the_same',
  'name_one_character_off',
  'name_parts_reordered',
  'name_cut_short',
  'name_different',
  'name_not_in_register',
  'name_of_another_enterprise',
  'address_same',
  'address_different',
  'several_candidates',
])
export type CrossCheckReason = z.infer<typeof CrossCheckReason>

/** What somebody wrote about an enterprise. */
export type Claim = { readonly name: string; readonly code: string; readonly address: string }

/** What the register knows about it. */
export type Known = {
  readonly id: number
  readonly code: string | null
  readonly name: string
  readonly formerNames: readonly string[]
  readonly address: string
}

export type Suggestion = {
  readonly enterprise: Known
  readonly reasons: readonly CrossCheckReason[]
  readonly score: number
}

export type CrossCheck = {
  readonly verdict: Verdict
  /** The enterprise meant, or for a conflict the one that the code names; null when absent. */
  readonly enterprise: Known | null
  readonly reasons: readonly CrossCheckReason[]
  /** Best first. For a conflict the enterprise that the name means leads. */
  readonly suggestions: readonly Suggestion[]
}

/** From the strongest to none. The first group differs in nothing that a person must look at once the code agrees. */
type NameRelation =
  | 'same'
  | 'form'
  | 'region'
  | 'former'
  | 'legal_form'
  | 'other_region'
  | 'sound'
  | 'dropped'
  | 'reordered'
  | 'replaced'
  | 'head'
  | 'different'

const HARMLESS: ReadonlySet<NameRelation> = new Set(['same', 'form', 'region', 'former'])
const CLOSENESS: Readonly<Record<NameRelation, number>> = {
  same: 100,
  form: 92,
  region: 88,
  former: 86,
  legal_form: 80,
  other_region: 50,
  sound: 74,
  dropped: 72,
  reordered: 68,
  replaced: 60,
  head: 30,
  different: 0,
}
const NAME_REASON: Readonly<Record<NameRelation, CrossCheckReason>> = {
  same: 'name_same',
  form: 'name_form_written_differently',
  region: 'name_region_written_differently',
  former: 'name_former',
  legal_form: 'name_other_legal_form',
  other_region: 'name_other_region',
  sound: 'name_sounds_the_same',
  dropped: 'name_one_character_off',
  reordered: 'name_parts_reordered',
  replaced: 'name_one_character_off',
  head: 'name_cut_short',
  different: 'name_different',
}
const ADDRESS_SCORE: Readonly<Record<AddressRelation, number>> = { same: 20, similar: 10, unknown: 0, different: -10 }
const MAX_SUGGESTIONS = 5
/** From these lengths on, a core that fits but for one slip, or in sound, is hardly a stranger's. */
const MIN_TELLING_CORE = 4
const MIN_TELLING_SOUND = 5

/** The codes that a claim may mean: its own when valid, else every valid one a single slip away. */
export function codesMeant(claim: Claim): string[] {
  const reading = parseCreditCode(claim.code)
  if (reading.ok) return [reading.code]
  return reading.problem === 'empty' || reading.problem === 'damaged_by_spreadsheet'
    ? []
    : creditCodeNeighbours(reading.text)
}

/** True when code and name say the same so plainly that no other candidate could change the answer. */
export function isPlain(claim: Claim, known: Known): boolean {
  const reading = parseCreditCode(claim.code)
  return reading.ok && reading.code === known.code && nameKey(claim.name) === nameKey(known.name)
}

/**
 * Decides from everything that the search found: rows under the codes meant and rows that share a look-up key with the
 * name. Wrong certainty is the worst error, so a name that fits another enterprise better never agrees.
 */
export function crossCheck(claim: Claim, candidates: readonly Known[]): CrossCheck {
  const reading = parseCreditCode(claim.code)
  const written = claim.name.trim() === '' ? null : parseEnterpriseName(claim.name)
  const rated = candidates
    .map((known) => rate(claim, written, known))
    .sort((a, b) => b.score - a.score || a.known.id - b.known.id)
  if (reading.ok) {
    const named = rated.find(({ known }) => known.code === reading.code)
    return named ? withCode(written, named, rated) : withUnknownCode(written, rated)
  }
  return withoutCode(claim, written, rated, reading.problem === 'empty' ? 'code_missing' : 'code_not_valid')
}

type Rated = {
  readonly known: Known
  readonly parts: NameParts
  readonly relation: NameRelation
  readonly address: AddressRelation
  readonly score: number
}

function withCode(written: NameParts | null, named: Rated, rated: readonly Rated[]): CrossCheck {
  const suggestion = suggest(named, 'code_same')
  if (!written) return answer('review', named, ['code_same', 'name_missing'], [suggestion])
  const rival = rated.find((other) => other !== named && HARMLESS.has(other.relation))
  if (HARMLESS.has(named.relation)) {
    if (!rival || CLOSENESS[rival.relation] <= CLOSENESS[named.relation]) {
      return answer('agree', named, suggestion.reasons, [suggestion])
    }
    if (rival.relation !== 'same')
      return answer('review', named, [...suggestion.reasons, 'several_candidates'], [suggestion, suggest(rival)])
  }
  if (rival) {
    const reasons: CrossCheckReason[] = ['code_same', 'name_of_another_enterprise']
    return answer('conflict', named, reasons, [suggest(rival), suggestion])
  }
  const reasons =
    named.relation === 'different' ? [...suggestion.reasons, 'name_not_in_register' as const] : suggestion.reasons
  return answer('review', named, reasons, [suggestion])
}

/** A right check digit says that the code was copied well, so only an equal name may still mean the enterprise. */
function withUnknownCode(written: NameParts | null, rated: readonly Rated[]): CrossCheck {
  const [best] = rated
  const means =
    written &&
    best &&
    (best.relation === 'same' ||
      ((HARMLESS.has(best.relation) || best.relation === 'sound') && best.address === 'same'))
  if (!means) return absent(['code_not_in_register', ...(written ? [] : ['name_missing' as const])], rated)
  return answer('review', best, ['code_not_in_register', ...suggest(best).reasons], listed(rated))
}

function withoutCode(
  claim: Claim,
  written: NameParts | null,
  rated: readonly Rated[],
  why: CrossCheckReason,
): CrossCheck {
  const meant = new Set(codesMeant(claim))
  const byCode = rated.filter(({ known }) => known.code !== null && meant.has(known.code))
  const [slip] = byCode
  // A code one slip away and a name that supports it; or no name to contradict it.
  if (slip && (slip.relation !== 'different' || slip.address === 'same' || byCode.length === 1)) {
    const better = rated.find(
      (other) => !byCode.includes(other) && HARMLESS.has(other.relation) && !HARMLESS.has(slip.relation),
    )
    if (!better) {
      const reasons: CrossCheckReason[] = [
        why,
        'code_one_slip_away',
        ...(written ? suggest(slip).reasons : ['name_missing' as const]),
      ]
      return answer('review', slip, reasons, [
        suggest(slip, 'code_one_slip_away'),
        ...listed(rated.filter((other) => other !== slip)),
      ])
    }
  }
  if (!written) return absent([why, 'name_missing'], rated)
  const likely = rated.filter((candidate) => isLikely(written, candidate))
  const [best, second] = likely
  if (!best) return absent([why, 'name_not_in_register'], rated)
  const tie = second && second.score === best.score
  return answer(
    'review',
    best,
    [why, ...suggest(best).reasons, ...(tie ? ['several_candidates' as const] : [])],
    listed(likely),
  )
}

/** Whether a name alone, with its address, is enough to put an enterprise before a person. */
function isLikely(written: NameParts, { parts: meant, relation, address }: Rated): boolean {
  const here = address === 'same' || address === 'similar'
  const regionsFit = regionsCompatible(written.regions, meant.regions)
  switch (relation) {
    case 'same':
    case 'form':
    case 'former':
      return true
    case 'region':
      // 杭州余杭× and 杭州× with two addresses are more often two enterprises than one.
      return address !== 'different' || written.regions.length === 0 || !countiesDiffer(written.regions, meant.regions)
    case 'legal_form':
    case 'sound':
    case 'dropped':
      if (here) return true
      // Two or three characters are shared by strangers; a longer text is not.
      return (
        regionsFit &&
        !namesAnotherPlace(written.regions) &&
        (address === 'unknown' || meant.core.length >= (relation === 'sound' ? MIN_TELLING_SOUND : MIN_TELLING_CORE))
      )
    case 'reordered':
      return here || (regionsFit && written.core.length >= 6)
    case 'replaced':
      return (
        here ||
        (regionsFit && address === 'unknown' && written.core.length >= 6 && !countsApart(written.core, meant.core))
      )
    case 'head':
    case 'other_region':
      return address === 'same'
    case 'different':
      return false
  }
}

function rate(claim: Claim, written: NameParts | null, known: Known): Rated {
  const parts = parseEnterpriseName(known.name)
  const relation = written ? relateNames(written, parts, known.formerNames) : 'different'
  const address = compareAddresses(claim.address, known.address)
  return { known, parts, relation, address, score: CLOSENESS[relation] + ADDRESS_SCORE[address] }
}

function relateNames(written: NameParts, meant: NameParts, formerNames: readonly string[]): NameRelation {
  const direct = relateParts(written, meant)
  if (direct === 'same' || direct === 'form') return direct
  if (formerNames.some((name) => relateParts(written, parseEnterpriseName(name)) === 'same')) return 'former'
  return direct
}

function relateParts(written: NameParts, meant: NameParts): NameRelation {
  if (written.key === meant.key) return 'same'
  const regionsFit = regionsCompatible(written.regions, meant.regions)
  if (written.core === meant.core) {
    if (!regionsFit) return 'other_region'
    if (!formsCompatible(written, meant)) return 'legal_form'
    return sameRegions(written.regions, meant.regions) ? 'form' : 'region'
  }
  const sound =
    soundOf(written.key) === soundOf(meant.key) || (regionsFit && soundOf(written.core) === soundOf(meant.core))
  if (sound) return countsApart(written.core, meant.core) ? 'replaced' : 'sound'
  const slip = singleSlip(written.key, meant.key) ?? (regionsFit ? singleSlip(written.core, meant.core) : undefined)
  if (slip) return slip === 'replaced' || countsApart(written.key, meant.key) ? 'replaced' : 'dropped'
  if (sameLetters(written.key, meant.key)) return 'reordered'
  if (!regionsFit) return 'different'
  if (sameLetters(written.core, meant.core)) return 'reordered'
  const shared = Math.min(written.core.length, meant.core.length)
  return shared >= 4 && written.core.slice(0, 4) === meant.core.slice(0, 4) ? 'head' : 'different'
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('')
}

/** Branches are told apart by number and direction (第一分公司, 城东支行): a slip there names a neighbour. */
const COUNTING = /[^0-9零一二三四五六七八九十百甲乙丙丁东南西北]/g
function countsApart(a: string, b: string): boolean {
  return a.replace(COUNTING, '') !== b.replace(COUNTING, '')
}

/** 股份有限公司 and 合伙 are other kinds of enterprise; 有限公司, 公司 and nothing are ways of writing. */
function formsCompatible(a: NameParts, b: NameParts): boolean {
  if (a.form === b.form) return true
  const plain = (form: NameParts['form']) => form === 'limited' || form === 'company' || form === 'none'
  return plain(a.form) ? plain(b.form) || a.form === 'none' : b.form === 'none'
}

function sameRegions(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((region) => b.includes(region))
}

function suggest({ known, relation, address, score }: Rated, first?: CrossCheckReason): Suggestion {
  const reasons: CrossCheckReason[] = [...(first ? [first] : []), NAME_REASON[relation]]
  if (address === 'same') reasons.push('address_same')
  if (address === 'different') reasons.push('address_different')
  return { enterprise: known, reasons, score }
}

function listed(rated: readonly Rated[]): Suggestion[] {
  return rated
    .filter(({ relation }) => relation !== 'different')
    .slice(0, MAX_SUGGESTIONS)
    .map((candidate) => suggest(candidate))
}

function answer(
  verdict: Verdict,
  { known }: Rated,
  reasons: readonly CrossCheckReason[],
  suggestions: readonly Suggestion[],
): CrossCheck {
  return { verdict, enterprise: known, reasons: [...new Set(reasons)], suggestions }
}

function absent(reasons: readonly CrossCheckReason[], rated: readonly Rated[]): CrossCheck {
  return { verdict: 'absent', enterprise: null, reasons, suggestions: listed(rated) }
}
