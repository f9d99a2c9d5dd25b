import type { NameParts } from '../enterprise-name.ts'
import { readCode } from './claimed-code.ts'
import { type Written, writtenIn } from './claimed-name.ts'
import { type Claim, type CrossCheck, isSettled, type Known } from './cross-check.ts'
import { lookUpKeys, rivalNumbers } from './look-up-keys.ts'
import { CLOSENESS, HARMLESS, type NameRelation, readName } from './name-relation.ts'
import { type Rated, rate } from './rated-candidate.ts'

/** Where whoever could contest a name with the one that a code names is found. */
export type RivalKeys = {
  /** The very name; where it carries no place, every writing of it that carries none. */
  readonly byName: readonly number[]
  /** True when `byName` finds every writing with the same places, that is none. */
  readonly everyForm: boolean
  /** Its core, in whatever order. None for a claim without a name in characters. */
  readonly byCore: number | undefined
  readonly byAddress: number | undefined
  readonly core: string
  /** What a registered name with the same places keeps when its core and `BESIDE_PLACES` are taken out. */
  readonly places: readonly string[]
}

/** Signs of legal forms, and what ends a place; 股份 and 合伙 are other forms. */
export const BESIDE_PLACES = '省市区县有限责任公司'

const SUFFIXES = ['有限公司', '公司']

export function rivalKeys(claim: Claim): RivalKeys {
  const known = asked.get(claim) ?? keysOfRivals(claim)
  asked.set(claim, known)
  return known
}
/** Each step of a search asks for them. */
const asked = new WeakMap<Claim, RivalKeys>()

function keysOfRivals(claim: Claim): RivalKeys {
  const [first] = writtenIn(claim).names
  const [byName, byCore] = first ? rivalNumbers(first.parts) : []
  const [byAddress] = lookUpKeys([], claim.address)
  const own = byName === undefined ? [] : [byName]
  const parts = onlyName(writtenIn(claim))
  if (!parts) return { byName: own, everyForm: false, byCore, byAddress, core: '', places: [] }
  const { key, core, regions } = parts
  const everyForm = SUFFIXES.some((suffix) => key === core + suffix)
  return {
    byName: everyForm ? [...new Set([...own, ...SUFFIXES.map((suffix) => nameKeyNumber(core + suffix))])] : own,
    everyForm,
    byCore,
    byAddress,
    core,
    places: placesOf(regions),
  }
}

function onlyName({ names }: Written): NameParts | undefined {
  const [only] = names
  return names.length === 1 ? only?.parts : undefined
}

function nameKeyNumber(name: string): number {
  const [byName] = rivalNumbers(readName(name))
  return byName
}

/** 浙江 before another place says no more than that place. */
function placesOf(regions: readonly string[]): readonly string[] {
  if (regions.length === 0 || (regions.length === 1 && regions[0] === '浙江')) return [regions.join('')]
  const own = regions.filter((region) => region !== '浙江').join('')
  return [own, `浙江${own}`, `${own}浙江`]
}

/** What a search for rivals has seen. */
export type Rivals = {
  readonly known: readonly Known[]
  /** False when more bear the very name than were looked at. */
  readonly allOfName: boolean
  /** False when more share its core than were looked at; `unasked` when the core was not looked for. */
  readonly allOfCore: boolean | 'unasked'
}

/**
 * True when those who share the core of the name without bearing it cannot contest it: the one that the code names bears
 * the very name, or it in another form at the very address, so that only the name itself or that address speaks louder.
 */
export function needsNoCore(claim: Claim, named: Known): boolean {
  return isBeyondCore(rateNamed(claim, named), rivalKeys(claim).everyForm)
}

function isBeyondCore({ relation, address }: Rated, everyForm: boolean): boolean {
  if (relation === 'same') return true
  return address === 'same' && (relation === 'form' || (relation === 'region' && everyForm))
}

function rateNamed(claim: Claim, named: Known): Rated {
  return rate(claim, writtenIn(claim), named, new Set(named.code === null ? [] : [named.code]))
}

/** True when rivals beyond those seen would not change the answer for the one that the code names. */
export function isDecided(claim: Claim, named: Known, rivals: Rivals, { verdict, reasons }: CrossCheck): boolean {
  if (verdict === 'conflict') return true
  const written = writtenIn(claim)
  if (written.names.length > 1) return false
  const rated = rateNamed(claim, named)
  // Of those who bear the very name only one with the claimed person or in the claimed writing could contest it.
  if (rated.relation === 'same')
    return (
      verdict !== 'agree' ||
      rivals.allOfName ||
      ((rated.verbatim || isHere(rated)) && (rated.principal !== 'unknown' || written.principal === ''))
    )
  if (reasons.includes('several_candidates') && rivals.allOfName) return true
  const { everyForm } = rivalKeys(claim)
  const allOfCore = rivals.allOfCore === 'unasked' ? isBeyondCore(rated, everyForm) : rivals.allOfCore
  if (rivals.allOfName && allOfCore) return true
  if (HARMLESS.has(rated.relation) || rated.relation === 'different') return false
  // Whose name it is instead has been found; and where so many share its core, address or person say more than that.
  return (
    rivals.known.some((rival) => BEARS_THE_NAME.has(rateNamed(claim, rival).relation)) ||
    (rivals.allOfCore !== 'unasked' && (rated.address === 'same' || rated.principal === 'same'))
  )
}

/**
 * A claim of one name and an address, which may tell by itself whose name was written badly: without a code, or with one
 * whose enterprise bears nothing like that name.
 */
export function isFoundAround(claim: Claim, answer: CrossCheck | undefined): boolean {
  const isOpen = answer ? answer.verdict === 'review' && !isSettled(answer) : !readCode(claim).ok
  return isOpen && canBeFoundAround(claim)
}

export function canBeFoundAround(claim: Claim): boolean {
  const [only, ...others] = writtenIn(claim).names
  return (
    only !== undefined && only.mended === undefined && others.length === 0 && rivalKeys(claim).byAddress !== undefined
  )
}

/**
 * True when whoever sits at the claimed address bears the name but for one slip, and nobody bears it without: further
 * away there is only whoever has it with a slip as well.
 */
export function isDecidedAround(claim: Claim, rivals: Rivals, { verdict, enterprise }: CrossCheck): boolean {
  if (verdict === 'conflict') return true
  if (verdict !== 'review' || !enterprise || readCode(claim).ok) return false
  const { relation, address, principal } = rateNamed(claim, enterprise)
  return (
    address === 'same' &&
    CLOSENESS[relation] >= CLOSENESS.replaced &&
    (principal === 'same' || writtenIn(claim).principal === '') &&
    rivals.allOfName &&
    (rivals.allOfCore === true || relation === 'same')
  )
}

const BEARS_THE_NAME: ReadonlySet<NameRelation> = new Set(['same', 'form'])

function isHere({ address }: Rated): boolean {
  return address === 'same' || address === 'within'
}
