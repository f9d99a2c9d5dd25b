import type { CreditCodeReading } from '../credit-code.ts'
import { countiesAdded, countiesDiffer, countyIn, displayName } from '../enterprise-name.ts'
import type { StatusClass } from '../enterprise-status.ts'
import { type AddressRelation, compareAddresses } from './address-key.ts'
import { namesAnotherCode, readCode } from './claimed-code.ts'
import { type Written, writtenIn } from './claimed-name.ts'
import { codesNear } from './codes-around.ts'
import { isVague, isWhereItIs, leavesDoubt } from './doubt.ts'
import { CLOSENESS, HARMLESS } from './name-relation.ts'
import { comparePrincipals } from './principal-key.ts'
import {
  calledForShort,
  isLikely,
  MIN_TELLING_CORE,
  NAME_REASON,
  type Rated,
  rate,
  suggest,
} from './rated-candidate.ts'
import { isShorthand } from './shorthand.ts'
import type { CrossCheckReason, Verdict } from './verdict.ts'

export type { CrossCheckReason, Verdict } from './verdict.ts'

/** What somebody wrote about an enterprise; what was not written is empty. */
export type Claim = {
  readonly name: string
  readonly code: string
  readonly address: string
  readonly principal: string
}

/** What the register knows about it. */
export type Known = {
  readonly id: number
  readonly code: string | null
  readonly name: string
  readonly formerNames: readonly string[]
  readonly address: string
  readonly principal: string | null
  /** Beside the verdict, never in it. */
  readonly statusText: string | null
  readonly statusClass: StatusClass
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

const MAX_SUGGESTIONS = 5
const MOST_SPELT_ALIKE = 3

/** The codes that a claim may mean: its own when valid, else every valid one a single slip away or that it is a part of. */
export function codesMeant(claim: Claim): readonly string[] {
  const known = meantBy.get(claim) ?? readCodes(claim)
  meantBy.set(claim, known)
  return known
}
const meantBy = new WeakMap<Claim, readonly string[]>()

function readCodes(claim: Claim): readonly string[] {
  const reading = readCode(claim)
  if (reading.ok) return [reading.code]
  if (reading.problem === 'empty' || reading.problem === 'damaged_by_spreadsheet') return []
  return [...new Set([...(reading.repair ? [reading.repair] : []), ...codesNear(reading.text)])]
}

/** True when code and name say the same so plainly, or the code speaks alone, that no other candidate could change the answer. */
export function isPlain(claim: Claim, known: Known): boolean {
  const reading = readCode(claim)
  if (!reading.ok || reading.code !== known.code) return false
  // Two may bear one name, or one but for its writing; then the search tells whether this is the other's address or name.
  if (displayName(claim.name) === displayName(known.name)) {
    const person = claim.principal.trim() === '' || comparePrincipals(claim.principal, known.principal) === 'same'
    return person && !isApart(compareAddresses(claim.address, known.address))
  }
  const { names, latin } = writtenIn(claim)
  return !latin && names.length === 0
}

/** These speak for the enterprise so that a name which is merely another slip away cannot mean another. */
const SETTLING: ReadonlySet<CrossCheckReason> = new Set([
  'code_same',
  'code_one_slip_away',
  'code_in_part',
  'name_same',
  'name_form_written_differently',
  'address_same',
  'principal_same',
])

/** True when somebody else may be called so for short, which is looked for further away. */
export function isCalledForShort(claim: Claim, answer: CrossCheck): boolean {
  const [only, ...others] = writtenIn(claim).names
  return (
    answer.verdict === 'review' &&
    !isSettled(answer) &&
    only !== undefined &&
    others.length === 0 &&
    isShorthand(only.parts) &&
    codesMeant(claim).length === 0
  )
}

/** True when candidates under further keys would change nothing: whoever bears the very name is among those under `exact`. */
export function isSettled({ verdict, reasons }: CrossCheck): boolean {
  if (verdict === 'agree') return true
  if (verdict === 'absent') return false
  // Whom a code names although the name is nobody's is still meant where the address or the person is its own.
  const its = reasons.includes('address_same') || reasons.includes('principal_same')
  return (its || !reasons.includes('name_not_in_register')) && reasons.some((one) => SETTLING.has(one))
}

/**
 * Decides from everything that the search found: rows under the codes meant and rows that share a look-up key with the
 * name. Wrong certainty is the worst error, so a name that fits another enterprise better never agrees.
 */
export function crossCheck(claim: Claim, candidates: readonly Known[]): CrossCheck {
  const reading = readCode(claim)
  const written = writtenIn(claim)
  const meant = new Set(codesMeant(claim))
  const rated = candidates
    .map((known) => rate(claim, written, known, meant))
    .sort((a, b) => b.score - a.score || likelier(a, b) || a.known.id - b.known.id)
  if (reading.ok) {
    const named = rated.find(({ known }) => known.code === reading.code)
    return named ? withCode(claim, written, named, rated) : withUnknownCode(written, rated)
  }
  return withoutCode(meant, written, rated, reading)
}

/** Of two equally close: the one with the places that were written, or the fewest where none was; the one that lost a character. */
function likelier(a: Rated, b: Rated): number {
  const hasItsPlaces = ({ written, parts }: Rated) => Number(written?.regions.join() === parts.regions.join())
  const isLonger = ({ written, parts, relation }: Rated) =>
    Number((relation === 'dropped' || relation === 'unreadable') && parts.key.length > (written?.key.length ?? 0))
  return (
    hasItsPlaces(b) - hasItsPlaces(a) ||
    isLonger(b) - isLonger(a) ||
    (a.written?.regions.length === 0 ? a.parts.regions.length - b.parts.regions.length : 0)
  )
}

function withCode(claim: Claim, written: Written, named: Rated, rated: readonly Rated[]): CrossCheck {
  const suggestion = suggest(named, 'code_same')
  if (isNameless(written)) return answer('review', named, ['code_same', 'name_missing'], [suggestion])
  // An office or a committee behind a name means whoever bears that name.
  const bears = ({ relation }: Rated) =>
    HARMLESS.has(relation) || (relation === 'department' && named.relation !== relation)
  const rival = strongest(rated.filter((other) => other !== named && bears(other) && !isVague(other)))
  if (HARMLESS.has(named.relation)) {
    // Who is meant is certain only where one is named.
    if (written.names.length > 1 || namesAnotherCode(claim.name, named.known.code ?? ''))
      return answer(
        'review',
        named,
        [...suggestion.reasons, 'several_candidates'],
        listed([named, ...without(rated, named)]),
      )
    if (!rival || !isContested(named, rival)) {
      // 依据: DOMAIN §8.2 C5: another principal may have taken over, or another enterprise may be meant; a person looks.
      const isItsDistrict = isAlone(named, rated) && isWhereItIs(named)
      const look =
        named.principal === 'different' ||
        (written.beside !== '' && named.principal !== 'same') ||
        (isOfAnotherCounty(named) && !isItsDistrict) ||
        leavesDoubt(claim, named, isItsDistrict)
      return answer(look ? 'review' : 'agree', named, suggestion.reasons, [suggestion])
    }
    if (rival.relation !== 'same' || named.relation === 'same')
      return answer('review', named, [...suggestion.reasons, 'several_candidates'], [suggestion, suggest(rival)])
  }
  const other = rival ?? (named.relation === 'different' ? misspeltRival(named, rated) : undefined)
  const isOther = other && (rival ? !isOfAnotherCounty(rival) : other.address === 'same' || other.principal === 'same')
  if (other && isOther) {
    const reasons: CrossCheckReason[] = ['code_same', 'name_of_another_enterprise']
    return answer(
      'conflict',
      named,
      [...reasons, ...(rival ? [] : [NAME_REASON[other.relation]])],
      [suggest(other), suggestion],
    )
  }
  const reasons =
    named.relation === 'different' ? [...suggestion.reasons, 'name_not_in_register' as const] : suggestion.reasons
  return answer('review', named, reasons, [suggestion, ...(other ? [suggest(other)] : [])])
}

/** True when the name fits another as well as the one that the code names, and nothing else speaks for the latter. */
function isContested(named: Rated, rival: Rated): boolean {
  if (named.relation === 'same' && rival.relation === 'same')
    return (
      (rival.verbatim && !named.verbatim) ||
      (rival.address === 'same' && isApart(named.address)) ||
      (rival.principal === 'same' && named.principal !== 'same')
    )
  if (CLOSENESS[rival.relation] !== CLOSENESS[named.relation])
    return (
      CLOSENESS[rival.relation] > CLOSENESS[named.relation] ||
      (named.relation !== 'same' && rival.address === 'same' && isApart(named.address))
    )
  return named.relation !== 'same' && named.score <= rival.score
}

/** True when nobody else whom the search found has its distinctive part, whatever the place beside it. */
function isAlone(named: Rated, rated: readonly Rated[]): boolean {
  return rated.every((other) => other === named || other.parts.core !== named.parts.core)
}

/** Another may stand at the very address. */
function isApart(address: AddressRelation): boolean {
  return address === 'different' || address === 'around'
}

/**
 * True when a district in the one name and not in the other speaks of two enterprises: 杭州余杭× and 杭州× with two
 * addresses, or a district that is not where the enterprise is registered.
 */
function isOfAnotherCounty({ known, written, parts, relation, address }: Rated): boolean {
  if (relation !== 'region' || !written || written.regions.length === 0) return false
  if (address === 'different' && countiesDiffer(written.regions, parts.regions)) return true
  const registered = countyIn(known.address)
  return (
    registered !== undefined && countiesAdded(written.regions, parts.regions).some((county) => county !== registered)
  )
}

/** Whose name it is but for a slip, when it is nothing like the one that the code names and all else speaks for the other. */
function misspeltRival(named: Rated, rated: readonly Rated[]): Rated | undefined {
  return rated.find(
    (other) =>
      other !== named &&
      named.address !== 'same' &&
      named.principal !== 'same' &&
      (other.address === 'same'
        ? CLOSENESS[other.relation] >= CLOSENESS.replaced
        : CLOSENESS[other.relation] >= CLOSENESS.reordered && other.parts.core.length >= MIN_TELLING_CORE),
  )
}

function strongest(rated: readonly Rated[]): Rated | undefined {
  return rated.toSorted((a, b) => CLOSENESS[b.relation] - CLOSENESS[a.relation] || b.score - a.score)[0]
}

/** A right check digit says that the code was copied well, so only an equal name may still mean the enterprise. */
function withUnknownCode(written: Written, rated: readonly Rated[]): CrossCheck {
  const [best] = rated
  const means =
    best &&
    (best.relation === 'same' ||
      ((HARMLESS.has(best.relation) || best.relation === 'sound') && best.address === 'same'))
  if (!means) return absent(['code_not_in_register', ...(isNameless(written) ? ['name_missing' as const] : [])], rated)
  return answer('review', best, ['code_not_in_register', ...suggest(best).reasons], listed(rated))
}

function withoutCode(
  meant: ReadonlySet<string>,
  written: Written,
  rated: readonly Rated[],
  { problem, text }: CreditCodeReading & { ok: false },
): CrossCheck {
  const why: CrossCheckReason = problem === 'empty' ? 'code_missing' : 'code_not_valid'
  const byCode = rated.filter(({ known }) => known.code !== null && meant.has(known.code))
  const [slip] = byCode
  // A code one slip away and a name that supports it; or no name to contradict it.
  if (slip && (slip.relation !== 'different' || slip.address === 'same' || byCode.length === 1)) {
    const better = rated.find(
      (other) => !byCode.includes(other) && HARMLESS.has(other.relation) && !HARMLESS.has(slip.relation),
    )
    if (!better) {
      const near = text.length < 17 ? 'code_in_part' : 'code_one_slip_away'
      const reasons: CrossCheckReason[] = [
        why,
        near,
        ...(isNameless(written) ? ['name_missing' as const] : suggest(slip).reasons),
      ]
      return answer('review', slip, reasons, [suggest(slip, near), ...listed(without(rated, slip))])
    }
  }
  if (isNameless(written)) return absent([why, 'name_missing'], rated)
  const short = calledForShort(rated)
  const alike = rated.filter((one) => isLikely(one) && !short.includes(one))
  // What begins with the very characters says more than what merely sounds or looks so.
  const isBorne = alike[0] && (HARMLESS.has(alike[0].relation) || alike[0].address === 'same')
  const likely = isBorne ? [...alike, ...short] : [...short, ...alike]
  const [best, second] = likely
  // Letters that fit so many say nothing until an address or a person does.
  const tooMany = written.latin && likely.filter(({ score }) => score === best?.score).length > MOST_SPELT_ALIKE
  if (!best || tooMany) return absent([why, 'name_not_in_register'], rated)
  const tie = written.names.length > 1 || second?.score === best.score
  return answer(
    'review',
    best,
    [why, ...suggest(best).reasons, ...(tie ? ['several_candidates' as const] : [])],
    listed(likely),
  )
}

function isNameless({ names, latin }: Written): boolean {
  return names.length === 0 && !latin
}

function without(rated: readonly Rated[], one: Rated): Rated[] {
  return rated.filter((other) => other !== one)
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
