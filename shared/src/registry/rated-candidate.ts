import {
  countiesDiffer,
  displayName,
  type NameParts,
  namesAnotherPlace,
  regionsCompatible,
} from '../enterprise-name.ts'
import { type AddressRelation, compareAddresses, isAlong } from './address-key.ts'
import type { Written } from './claimed-name.ts'
import type { Claim, CrossCheckReason, Known, Suggestion } from './cross-check.ts'
import { relateLatinName } from './latin-name.ts'
import {
  CLOSENESS,
  countsApart,
  HARMLESS,
  type NameRelation,
  readName,
  relateMended,
  relateNames,
  relateSpoilt,
} from './name-relation.ts'
import { comparePrincipals, type PrincipalRelation } from './principal-key.ts'

export const NAME_REASON: Readonly<Record<NameRelation, CrossCheckReason>> = {
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
  place_slip: 'name_region_written_differently',
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
/** From these lengths on, a core that fits but for one slip, or in sound, is hardly a stranger's. */
export const MIN_TELLING_CORE = 4
const MIN_TELLING_SOUND = 5
const BRAND = 2

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
  readonly principal: PrincipalRelation
  readonly score: number
}

/** Whether a name alone, with its address and principal, is enough to put an enterprise before a person. */
export function isLikely({ written, parts: meant, relation, address, along, principal }: Rated): boolean {
  const here = address === 'same' || address === 'within' || address === 'similar' || principal === 'same'
  if (!written) {
    if (relation === 'brand_spelt') return address === 'same' || principal === 'same'
    if (relation === 'translated_loosely') return here || address === 'unknown'
    return relation === 'spelt' || relation === 'core_spelt' || relation === 'translated'
  }
  const regionsFit = regionsCompatible(written.regions, meant.regions)
  const untold = address === 'unknown' || address === 'around'
  switch (relation) {
    case 'same':
    case 'form':
    case 'former':
    case 'department':
    case 'place_slip':
      return true
    case 'region':
    case 'place_left_out':
      // 杭州余杭× and 杭州× with two addresses are more often two enterprises than one.
      return here || untold || written.regions.length === 0 || !countiesDiffer(written.regions, meant.regions)
    case 'legal_form':
    case 'sound':
    case 'looks':
    case 'dropped':
      if (here) return true
      // Two or three characters are shared by strangers; a longer text is not.
      return (
        regionsFit &&
        !namesAnotherPlace(written.regions) &&
        (untold || meant.core.length >= (relation === 'sound' ? MIN_TELLING_SOUND : MIN_TELLING_CORE))
      )
    case 'reordered':
      return here || (regionsFit && written.core.length >= 6)
    case 'replaced':
      if (here)
        return (
          address !== 'similar' || principal === 'same' || written.core.slice(0, BRAND) === meant.core.slice(0, BRAND)
        )
      return (
        regionsFit &&
        untold &&
        written.core.length >= 6 &&
        // Another brand in the same trade is another enterprise.
        written.core.slice(0, BRAND) === meant.core.slice(0, BRAND) &&
        !countsApart(written.core, meant.core)
      )
    case 'two_off':
      return address === 'same' || principal === 'same'
    case 'part':
      return (
        address === 'same' ||
        (meant.core.startsWith(written.core) && (address === 'within' || along || principal === 'same'))
      )
    case 'faint':
      return principal === 'same' && address !== 'different'
    case 'mangled':
      return principal === 'same'
    case 'trace':
      return principal === 'same' && (address === 'same' || address === 'within')
    case 'abbreviated':
    case 'head':
    case 'other_region':
      return address === 'same'
    default:
      return false
  }
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
  const score = CLOSENESS[named.relation] + ADDRESS_SCORE[address] + PRINCIPAL_SCORE[principal]
  const verbatim = named.relation === 'same' && displayName(claim.name) === displayName(known.name)
  return { known, parts, written: named.written, relation: named.relation, verbatim, address, along, principal, score }
}

type Named = { readonly relation: NameRelation; readonly written?: NameParts; readonly person?: boolean }

function relate({ names, latin, principal }: Written, parts: NameParts, known: Known, isMeant: boolean): Named {
  if (latin) return { relation: relateLatinName(latin, parts) }
  let best: Named = { relation: 'different', ...(names[0] && { written: names[0].parts }) }
  for (const { text, parts: written, mended } of names) {
    const relation = relateMended(written, mended, parts, known.formerNames)
    if (CLOSENESS[relation] > CLOSENESS[best.relation]) best = { relation, written }
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
