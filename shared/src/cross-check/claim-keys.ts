import { syllablesOf } from '../library/pinyin.ts'
import { addSoundKeys, pairKeysOf, partOf } from '../library/search-keys.ts'
import { addressKey, withoutRoom } from './address-key.ts'
import { readCode } from './claimed-code.ts'
import { type Written, writtenIn } from './claimed-name.ts'
import type { Claim } from './cross-check.ts'
import { searchedByLatinName } from './latin-name.ts'
import { MIN_ADDRESS, type QueryKeys, queryKeys } from './look-up-keys.ts'
import { isShorthand } from './shorthand.ts'

/** The look-up keys of whatever a claim names; see `QueryKeys`. */
export function keysOf(claim: Claim): QueryKeys {
  const known = asked.get(claim) ?? readKeys(claim)
  asked.set(claim, known)
  return known
}
/** Each stage of a search asks for some of them. */
const asked = new WeakMap<Claim, QueryKeys>()

function readKeys(claim: Claim): QueryKeys {
  const { names } = writtenIn(claim)
  const [only] = names
  const all =
    only && names.length === 1 && !only.mended
      ? queryKeys(only.text, claim.address)
      : together([
          ...names.map(({ text }) => queryKeys(text, claim.address)),
          ...names.flatMap(({ mended }) => (mended ? [queryKeys(mended.key)] : [])),
          ...(names.length === 0 ? [queryKeys('', claim.address)] : []),
        ])
  return all
}

function together(keys: readonly QueryKeys[]): QueryKeys {
  const of = (stage: keyof QueryKeys) => [...new Set(keys.flatMap((one) => one[stage]))]
  return { rivals: of('rivals'), exact: of('exact'), slips: of('slips'), near: of('near'), far: of('far') }
}

/** Longer names are found by their look-up keys, whatever one slip did to them. */
const SHORT = 3
const MAX_GROUPS = 8
const MAX_PAIRS = 5
const PERSON = /^\p{Script=Han}{2,4}$/u

/**
 * Groups of the library's search keys, for whom the look-up keys cannot find: a name in Latin letters; a brand with a
 * street or village; a spoilt name and the person who answers for it. Who is meant has all of some group.
 */
export function searchedFor(claim: Claim): number[][] {
  const written = writtenIn(claim)
  const groups = written.latin
    ? searchedByLatinName(written.latin)
    : [...byBrandAndAddress(written, claim.address), ...byPerson(written)].slice(0, MAX_GROUPS)
  return groups.filter((keys) => keys.length > 0)
}

/**
 * The same for a name cut down to its brand: its characters, and their syllables, which addresses and persons have no keys
 * of; or its characters behind 杭州 or the place that stands before them, as a character may be read otherwise there. A
 * group that many share says nobody.
 */
export function searchedForShort(claim: Claim): number[][] {
  const [only, ...others] = writtenIn(claim).names
  if (!only || others.length > 0 || !isShorthand(only.parts) || readCode(claim).ok) return []
  const { key, core } = only.parts
  const sounds: number[] = []
  addSoundKeys(syllablesOf(core), sounds)
  const placed = key.endsWith(core) && key !== core ? key : `杭州${core}`
  return [[...pairKeysOf(core), ...sounds], pairKeysOf(placed)]
}

function byBrandAndAddress({ names }: Written, address: string): number[][] {
  const street = partOf(withoutRoom(address) ?? addressKey(address.replace(/[(（].*$/, '')))
  if (street.length < 2) return []
  return names.flatMap(({ parts: { core } }) => {
    if (core.length < 2) return []
    if (core.length <= SHORT) return [[...pairKeysOf(core), ...pairKeysOf(street)]]
    // A village's name alone has no look-up key.
    const ends = [core.slice(0, 2), core.slice(-4)]
    return street.length < MIN_ADDRESS ? ends.map((end) => [...pairKeysOf(end), ...pairKeysOf(street)]) : []
  })
}

/** With two neighbouring characters of the name, which a name that is borne by many needs; then by the person alone. */
function byPerson({ names, principal }: Written): number[][] {
  const person = partOf(principal)
  const [{ parts: { core = '' } = {} } = {}] = names
  if (core.length < 2 || !PERSON.test(person)) return []
  const keys = pairKeysOf(person)
  return [
    ...pairKeysOf(core)
      .map((pair) => [...keys, pair])
      .slice(0, MAX_PAIRS),
    keys,
  ]
}
