import { type NameParts, soundOf } from '../enterprise-name.ts'
import { addressKey } from './address-key.ts'
import { readName } from './name-relation.ts'

type Kind = 'name' | 'name_sound' | 'name_letters' | 'core' | 'sound' | 'letters' | 'head' | 'address'

/**
 * Numbers under which an enterprise can be found although its name was written differently. Two names that differ by
 * brackets, regions, legal form, homophones, order of parts, or one character lost, added, swapped or replaced share a
 * key; each row keeps about a dozen and one index serves them all, so that a look-up costs the same in any register.
 * A shared key makes a candidate and proves nothing: numbers may collide, and the scoring reads the names themselves.
 */
export function lookUpKeys(names: readonly string[], address?: string | null): number[] {
  const keys: number[] = []
  for (const name of names) {
    const { key, core } = readName(name.slice(0, MAX_NAME))
    eachKey(key, core, (_, number) => keys.push(number))
  }
  if (address) keys.push(...addressKeys(address))
  return keys.length > FEW ? [...new Set(keys)] : keys.filter((key, i) => keys.indexOf(key) === i)
}

export type QueryKeys = {
  /** Whoever bears the very name, or it in another harmless writing: rivals of the one that a code names. */
  readonly rivals: number[]
  /** Whoever bears the name in any harmless writing, sounds like it, or has a character more. */
  readonly exact: number[]
  /** Whoever is another slip away. */
  readonly slips: number[]
  /** Both. */
  readonly near: number[]
  /** Whoever sits at the very address, or has a name that begins alike. */
  readonly far: number[]
}

/** The keys of a written name, apart by what they can find: the next ones are tried when those before explained nothing. */
export function queryKeys(name: string, address = ''): QueryKeys {
  const far = addressKeys(address)
  const exact: number[] = []
  const rivals: number[] = []
  const slips: number[] = []
  const { key, core, regions } = readName(name.slice(0, MAX_NAME))
  if (key !== '') {
    const whole = hash('core', core)
    rivals.push(...rivalNumbers({ key, core }))
    eachKey(key, core, (kind, number) => {
      if (kind === 'head') far.push(number)
      else if (kind === 'core' && number !== whole) slips.push(number)
      else exact.push(number)
    })
    for (const text of mendedCores(core, regions.length === 0)) exact.push(hash('core', text))
    const [, parent] = BEHIND_FORM.exec(key) ?? []
    if (parent) slips.push(hash('name', parent))
  }
  const known = [...new Set(exact)]
  const near = [...new Set([...known, ...slips])]
  return { rivals, exact: known, slips: near.slice(known.length), near, far }
}

/**
 * Of the very name, and of its core: whoever has the very core has its letters too, and the key of the letters is shared by
 * fewer than that of the core.
 */
export function rivalNumbers({ key, core }: Pick<NameParts, 'key' | 'core'>): readonly [number, number] {
  return [hash('name', key), hashSorted('letters', core)]
}

/**
 * What the core may have been when the slip fell outside it: a region with a slip is not recognised (航州…, 健德市…) and
 * stays in front, a legal form with one (有公司, 有限司, 科有技限公司) stays behind or in the middle; or a word was typed twice.
 */
function mendedCores(core: string, withoutRegion: boolean): string[] {
  const mended = new Set<string>([
    core.replace(/有(.)限$/, '$1'),
    core.replace(/[有限公司股份]{2,}/g, ''),
    core.replace(/[有限公司股份]{1,6}$/, ''),
    core.replace(/(..+)\1/, '$1'),
  ])
  for (const cut of withoutRegion ? [1, 2, 3] : []) if (core.length > cut + 1) mended.add(core.slice(cut))
  mended.delete(core)
  mended.delete('')
  return [...mended]
}

/** None for an address that is no more than a village or a street's name: everybody there would share it. */
function addressKeys(address: string): number[] {
  const key = addressKey(address.slice(0, MAX_NAME))
  return key.length >= MIN_ADDRESS ? [hash('address', key)] : []
}

/** What stands behind the legal form is a branch, a department or a remark; the enterprise may be known without it. */
const BEHIND_FORM = /^(.{4,}公司).{2,}$/

/** Shorter texts with a character left out would be shared by half the register. */
const MIN_CORE_TO_SHORTEN = 3
const HEAD = 4
/** From this length on an address has a key. */
export const MIN_ADDRESS = 6
/** So few are compared with each other faster than they are put into a set. */
const FEW = 40
/** Beyond this no name differs; keys of whatever else was written as one would not fit into memory. */
const MAX_NAME = 200

function eachKey(key: string, core: string, take: (kind: Kind, number: number) => void): void {
  take('name', hash('name', key))
  take('name_sound', hash('name_sound', soundOf(key)))
  take('name_letters', hashSorted('name_letters', key))
  // Texts one slip apart become equal when each leaves out the right character; none left out counts too.
  take('core', hash('core', core))
  take('sound', hash('sound', soundOf(core)))
  take('letters', hashSorted('letters', core))
  if (core.length >= MIN_CORE_TO_SHORTEN) {
    let before = STARTS.core
    for (let i = 0; i < core.length; i++) {
      take('core', fnv1a(core, before, i + 1))
      before = mixed(before, core.charCodeAt(i))
    }
  }
  if (core.length >= HEAD) take('head', hash('head', core.slice(0, HEAD)))
}

/** The same letters in whatever order give the same number. */
function hashSorted(kind: Kind, text: string): number {
  const length = Math.min(text.length, sorted.length)
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    let at = i
    for (; at > 0 && (sorted[at - 1] ?? 0) > unit; at--) sorted[at] = sorted[at - 1] ?? 0
    sorted[at] = unit
  }
  let value = STARTS[kind]
  for (let i = 0; i < length; i++) value = mixed(value, sorted[i] ?? 0)
  return value | 0
}

const sorted = new Uint16Array(2 * MAX_NAME)

function hash(kind: Kind, text: string): number {
  return fnv1a(text, STARTS[kind])
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number that PostgreSQL's int takes. */
function fnv1a(text: string, start: number, from = 0): number {
  let value = start
  for (let i = from; i < text.length; i++) value = mixed(value, text.charCodeAt(i))
  return value | 0
}

function mixed(value: number, unit: number): number {
  return Math.imul(Math.imul(value ^ (unit & 0xff), 0x01000193) ^ (unit >>> 8), 0x01000193)
}

/** What the hash has become after the kind, which is the same for every text. */
const STARTS: Readonly<Record<Kind, number>> = {
  name: startOf('name'),
  name_sound: startOf('name_sound'),
  name_letters: startOf('name_letters'),
  core: startOf('core'),
  sound: startOf('sound'),
  letters: startOf('letters'),
  head: startOf('head'),
  address: startOf('address'),
}

function startOf(kind: Kind): number {
  return fnv1a(`${kind}|`, 0x811c9dc5)
}
