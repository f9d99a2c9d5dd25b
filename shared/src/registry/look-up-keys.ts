import { parseEnterpriseName, soundOf } from '../enterprise-name.ts'

type Kind = 'name' | 'name_sound' | 'name_letters' | 'core' | 'sound' | 'letters' | 'head'

/**
 * Numbers under which an enterprise can be found although its name was written differently. Two names that differ by
 * brackets, regions, legal form, homophones, order of parts, or one character lost, added, swapped or replaced share a
 * key; each row keeps about a dozen and one index serves them all, so that a look-up costs the same in any register.
 * A shared key makes a candidate and proves nothing: numbers may collide, and the scoring reads the names themselves.
 */
export function lookUpKeys(names: readonly string[]): number[] {
  const keys = new Set<number>()
  for (const name of names) {
    const { key, core } = parseEnterpriseName(name.slice(0, MAX_NAME))
    for (const [kind, text] of nameKeys(key)) keys.add(hash(kind, text))
    for (const [kind, text] of coreKeys(core)) keys.add(hash(kind, text))
  }
  return [...keys]
}

/** The keys of a written name, apart by what they can find: the first list is tried before the second. */
export function queryKeys(name: string): { readonly near: number[]; readonly far: number[] } {
  const { key, core, regions } = parseEnterpriseName(name.slice(0, MAX_NAME))
  const near: number[] = []
  const far: number[] = []
  for (const [kind, text] of [...nameKeys(key), ...coreKeys(core)])
    (kind === 'head' ? far : near).push(hash(kind, text))
  for (const text of mendedCores(core, regions.length === 0)) near.push(hash('core', text))
  return { near: [...new Set(near)], far }
}

function nameKeys(key: string): [kind: Kind, text: string][] {
  return [
    ['name', key],
    ['name_sound', soundOf(key)],
    ['name_letters', [...key].sort().join('')],
  ]
}

/**
 * What the core may have been when the slip fell outside it: a region with a slip is not recognised (航州…, 健德市…) and
 * stays in front, a legal form with one (有公司, 有限司, 科有技限公司) stays behind or in the middle.
 */
function mendedCores(core: string, withoutRegion: boolean): string[] {
  const mended = new Set<string>([
    core.replace(/有(.)限$/, '$1'),
    core.replace(/[有限公司股份]{2,}/g, ''),
    core.replace(/[有限公司股份]{1,6}$/, ''),
  ])
  for (const cut of withoutRegion ? [1, 2, 3] : []) if (core.length > cut + 1) mended.add(core.slice(cut))
  mended.delete(core)
  mended.delete('')
  return [...mended]
}

/** Shorter texts with a character left out would be shared by half the register. */
const MIN_CORE_TO_SHORTEN = 3
const HEAD = 4
/** Beyond this no name differs; keys of whatever else was written as one would not fit into memory. */
const MAX_NAME = 200

function coreKeys(core: string): [kind: Kind, text: string][] {
  const keys: [Kind, string][] = [
    // Texts one slip apart become equal when each leaves out the right character; none left out counts too.
    ['core', core],
    ['sound', soundOf(core)],
    ['letters', [...core].sort().join('')],
  ]
  if (core.length >= MIN_CORE_TO_SHORTEN) {
    for (let i = 0; i < core.length; i++) keys.push(['core', core.slice(0, i) + core.slice(i + 1)])
  }
  if (core.length >= HEAD) keys.push(['head', core.slice(0, HEAD)])
  return keys
}

function hash(kind: Kind, text: string): number {
  return fnv1a(text, STARTS[kind])
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number that PostgreSQL's int takes. */
function fnv1a(text: string, start: number): number {
  let value = start
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    value = Math.imul(value ^ (unit & 0xff), 0x01000193)
    value = Math.imul(value ^ (unit >>> 8), 0x01000193)
  }
  return value | 0
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
}

function startOf(kind: Kind): number {
  return fnv1a(`${kind}|`, 0x811c9dc5)
}
