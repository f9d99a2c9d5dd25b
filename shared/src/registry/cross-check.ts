import * as z from 'zod/mini'
import { type CreditCodeReading, creditCodeNeighbours, creditCodesAround, parseCreditCode } from '../credit-code.ts'
import { countiesDiffer, type NameParts, namesAnotherPlace, regionsCompatible } from '../enterprise-name.ts'
import type { StatusClass } from '../enterprise-status.ts'
import { type AddressRelation, compareAddresses } from './address-key.ts'
import { readCode } from './claimed-code.ts'
import { CLOSENESS, countsApart, HARMLESS, type NameRelation, readName, relateNames } from './name-relation.ts'
import { comparePrincipals, type PrincipalRelation } from './principal-key.ts'

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
  'code_in_part',
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
  'name_two_characters_off',
  'name_parts_reordered',
  'name_of_branch_or_parent',
  'name_with_department',
  'name_cut_short',
  'name_abbreviated',
  'name_different',
  'name_not_in_register',
  'name_of_another_enterprise',
  'address_same',
  'address_different',
  'principal_same',
  'principal_different',
  'several_candidates',
])
export type CrossCheckReason = z.infer<typeof CrossCheckReason>

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
  two_off: 'name_two_characters_off',
  branch: 'name_of_branch_or_parent',
  department: 'name_with_department',
  part: 'name_cut_short',
  abbreviated: 'name_abbreviated',
  head: 'name_cut_short',
  different: 'name_different',
}
const ADDRESS_SCORE: Readonly<Record<AddressRelation, number>> = { same: 20, similar: 10, unknown: 0, different: -10 }
const PRINCIPAL_SCORE: Readonly<Record<PrincipalRelation, number>> = { same: 15, unknown: 0, different: -5 }
const MAX_SUGGESTIONS = 5
/** From these lengths on, a core that fits but for one slip, or in sound, is hardly a stranger's. */
const MIN_TELLING_CORE = 4
const MIN_TELLING_SOUND = 5

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
  return [
    ...new Set([
      ...(reading.repair ? [reading.repair] : []),
      ...creditCodeNeighbours(reading.text),
      ...creditCodesAround(reading.text),
    ]),
  ]
}

/** True when code and name say the same so plainly, or the code speaks alone, that no other candidate could change the answer. */
export function isPlain(claim: Claim, known: Known): boolean {
  const reading = readCode(claim)
  if (!reading.ok || reading.code !== known.code) return false
  return claim.name === known.name || claim.name.trim() === '' || readName(claim.name).key === nameOf(known).key
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

/** True when candidates under further keys would change nothing: whoever bears the very name is among those under `exact`. */
export function isSettled({ verdict, reasons }: CrossCheck): boolean {
  if (verdict === 'agree') return true
  return verdict !== 'absent' && !reasons.includes('name_not_in_register') && reasons.some((one) => SETTLING.has(one))
}

/**
 * Decides from everything that the search found: rows under the codes meant and rows that share a look-up key with the
 * name. Wrong certainty is the worst error, so a name that fits another enterprise better never agrees.
 */
export function crossCheck(claim: Claim, candidates: readonly Known[]): CrossCheck {
  const reading = readCode(claim)
  const name = readName(claim.name)
  const written = name.key === '' || parseCreditCode(claim.name).ok ? null : name
  const meant = new Set(codesMeant(claim))
  const rated = candidates
    .map((known) => rate(claim, written, known, meant))
    .sort((a, b) => b.score - a.score || a.known.id - b.known.id)
  if (reading.ok) {
    const named = rated.find(({ known }) => known.code === reading.code)
    return named ? withCode(written, named, rated) : withUnknownCode(written, rated)
  }
  return withoutCode(meant, written, rated, reading)
}

type Rated = {
  readonly known: Known
  readonly parts: NameParts
  readonly relation: NameRelation
  readonly address: AddressRelation
  readonly principal: PrincipalRelation
  readonly score: number
}

function withCode(written: NameParts | null, named: Rated, rated: readonly Rated[]): CrossCheck {
  const suggestion = suggest(named, 'code_same')
  if (!written) return answer('review', named, ['code_same', 'name_missing'], [suggestion])
  const rival = strongest(rated.filter((other) => other !== named && HARMLESS.has(other.relation)))
  if (HARMLESS.has(named.relation)) {
    if (!rival || !isContested(named, rival)) {
      // 依据: DOMAIN §8.2 C5: another principal may have taken over, or another enterprise may be meant; a person looks.
      return answer(named.principal === 'different' ? 'review' : 'agree', named, suggestion.reasons, [suggestion])
    }
    if (rival.relation !== 'same')
      return answer('review', named, [...suggestion.reasons, 'several_candidates'], [suggestion, suggest(rival)])
  }
  const other = rival ?? (named.relation === 'different' ? misspeltRival(named, rated) : undefined)
  if (other && (rival || other.address === 'same' || other.principal === 'same')) {
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
  if (CLOSENESS[rival.relation] !== CLOSENESS[named.relation])
    return (
      CLOSENESS[rival.relation] > CLOSENESS[named.relation] ||
      (named.relation !== 'same' && rival.address === 'same' && named.address === 'different')
    )
  return named.relation !== 'same' && named.score <= rival.score
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
  meant: ReadonlySet<string>,
  written: NameParts | null,
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
      const reasons: CrossCheckReason[] = [why, near, ...(written ? suggest(slip).reasons : ['name_missing' as const])]
      return answer('review', slip, reasons, [suggest(slip, near), ...listed(rated.filter((other) => other !== slip))])
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

/** Whether a name alone, with its address and principal, is enough to put an enterprise before a person. */
function isLikely(written: NameParts, { parts: meant, relation, address, principal }: Rated): boolean {
  const here = address === 'same' || address === 'similar' || principal === 'same'
  const regionsFit = regionsCompatible(written.regions, meant.regions)
  switch (relation) {
    case 'same':
    case 'form':
    case 'former':
    case 'department':
      return true
    case 'region':
      // 杭州余杭× and 杭州× with two addresses are more often two enterprises than one.
      return (
        here || address === 'unknown' || written.regions.length === 0 || !countiesDiffer(written.regions, meant.regions)
      )
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
    case 'two_off':
      return address === 'same' || principal === 'same'
    case 'part':
    case 'abbreviated':
    case 'head':
    case 'other_region':
      return address === 'same'
    case 'branch':
    case 'different':
      return false
  }
}

/** Registered names come up again and again within a list. */
const MOST_REMEMBERED = 5000
const remembered = new Map<string, NameParts>()
function nameOf({ name }: Known): NameParts {
  const known = remembered.get(name)
  if (known) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const parts = readName(name)
  remembered.set(name, parts)
  return parts
}

function rate(claim: Claim, written: NameParts | null, known: Known, meant: ReadonlySet<string>): Rated {
  const parts = nameOf(known)
  const relation = written ? relateNames(written, parts, known.formerNames) : 'different'
  // Whose name is nothing like it is meant by a code or by nothing; the rest of a stranger is not looked at.
  const strange = relation === 'different' && (known.code === null || !meant.has(known.code))
  const address = strange ? 'unknown' : compareAddresses(claim.address, known.address)
  const principal = strange ? 'unknown' : comparePrincipals(claim.principal, known.principal)
  const score = CLOSENESS[relation] + ADDRESS_SCORE[address] + PRINCIPAL_SCORE[principal]
  return { known, parts, relation, address, principal, score }
}

function suggest({ known, relation, address, principal, score }: Rated, first?: CrossCheckReason): Suggestion {
  const reasons: CrossCheckReason[] = [...(first ? [first] : []), NAME_REASON[relation]]
  if (address === 'same') reasons.push('address_same')
  if (address === 'different') reasons.push('address_different')
  if (principal === 'same') reasons.push('principal_same')
  if (principal === 'different') reasons.push('principal_different')
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
