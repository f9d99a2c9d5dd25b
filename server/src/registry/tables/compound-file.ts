import { UnreadableRegister } from './unreadable-register.ts'

// 依据: [MS-CFB], the container of the files of Office 97 to 2003: sectors in chains, and a tree of names.

const MAGIC = Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1')
const HEADER_BYTES = 512
/** What the header itself lists of the sectors that hold the table of chains. */
const LISTED_IN_HEADER = 109
const ENTRY_BYTES = 128
const END_OF_CHAIN = 0xffff_fffe
const NO_ENTRY = 0xffff_ffff
const STREAM = 2

export type CompoundFile = {
  /** Of the streams at the top, not of those in objects that were put into a sheet. */
  readonly names: readonly string[]
  /** The whole of a stream. @throws UnreadableRegister when a part of it is missing */
  readonly read: (name: string) => Buffer
}

type Entry = { readonly name: string; readonly type: number; readonly start: number; readonly size: number }
type Node = Entry & { readonly left: number; readonly right: number; readonly child: number }

export function isCompoundFile(first: Buffer): boolean {
  return first.subarray(0, MAGIC.length).equals(MAGIC)
}

/** Opens it without a copy. Chains that run in a circle or out of the file are refused. @throws UnreadableRegister */
export function openCompoundFile(file: Buffer): CompoundFile {
  const shift = file.length < HEADER_BYTES ? 0 : file.readUInt16LE(30)
  const miniShift = shift === 0 ? 0 : file.readUInt16LE(32)
  if ((shift !== 9 && shift !== 12) || miniShift !== 6) throw damaged()
  const sectorBytes = 1 << shift
  const sectors = Math.ceil(file.length / sectorBytes) - 1
  const sector = (number: number) => {
    if (!(number < sectors)) throw damaged()
    return file.subarray((number + 1) * sectorBytes, (number + 2) * sectorBytes)
  }
  const wholeSector = (number: number) => {
    const found = sector(number)
    return found.length < sectorBytes ? Buffer.concat([found, Buffer.alloc(sectorBytes - found.length)]) : found
  }

  const next = joinTable(listTableSectors(file, { sectors, sectorBytes, sector: wholeSector }).map(wholeSector))
  const chain = (start: number) => followChain(next, start, sectors)
  const nodes = readDirectory(joinRuns(file, chain(file.readUInt32LE(48)), sectorBytes))
  const root = nodes[0]
  if (!root) throw damaged()
  const top = streamsBelow(nodes, root.child)

  const cutoff = file.readUInt32LE(56)
  // Small streams stand together in one, which has a table of chains of its own.
  function readSmall({ start, size }: Entry): Buffer {
    const nextMini = joinTable(chain(file.readUInt32LE(60)).map(wholeSector))
    const all = joinRuns(file, chain((root as Node).start), sectorBytes) // there, or nothing could be asked for
    const bytes = 1 << miniShift
    const pieces = followChain(nextMini, start, nextMini.length).map((at) => all.subarray(at * bytes, (at + 1) * bytes))
    return cut(Buffer.concat(pieces), size)
  }
  return {
    names: top.map(({ name }) => name),
    read(name) {
      const entry = top.find((one) => one.name === name)
      if (!entry) throw damaged()
      if (entry.size === 0) return Buffer.alloc(0)
      return entry.size < cutoff ? readSmall(entry) : cut(joinRuns(file, chain(entry.start), sectorBytes), entry.size)
    },
  }
}

type Sectors = { sectors: number; sectorBytes: number; sector: (number: number) => Buffer }

/** The sectors that hold the table of chains: some are listed in the header, the others in a chain of lists. */
function listTableSectors(file: Buffer, { sectors, sectorBytes, sector }: Sectors): number[] {
  const listed = numbersIn(file.subarray(76, 76 + LISTED_IN_HEADER * 4))
  const perList = sectorBytes / 4 - 1
  let list = file.readUInt32LE(68)
  for (let lists = 0; list < sectors; lists++) {
    if (lists > sectors / perList) throw damaged()
    const numbers = numbersIn(sector(list))
    for (const number of numbers.slice(0, perList)) listed.push(number)
    list = numbers[perList] ?? END_OF_CHAIN
  }
  const used = listed.filter((number) => number < sectors)
  // More than it takes to tell of every sector.
  if (used.length > Math.ceil(((sectors + 1) * 4) / sectorBytes) + perList) throw damaged()
  return used
}

function numbersIn(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4))
}

function joinTable(sectors: readonly Buffer[]): Uint32Array {
  const joined = Buffer.concat(sectors)
  const table = new Uint32Array(joined.length >> 2)
  for (let i = 0; i < table.length; i++) table[i] = joined.readUInt32LE(i * 4)
  return table
}

function followChain(next: Uint32Array, start: number, most: number): number[] {
  const chain: number[] = []
  for (let at = start; at !== END_OF_CHAIN; at = next[at] ?? NO_ENTRY) {
    if (at >= most || chain.length >= most) throw damaged()
    chain.push(at)
  }
  return chain
}

/** Sectors mostly stand one after the other: those are taken in one piece. */
function joinRuns(file: Buffer, chain: readonly number[], sectorBytes: number): Buffer {
  const runs: Buffer[] = []
  for (let from = 0; from < chain.length; ) {
    const first = chain[from] ?? 0
    let to = from + 1
    while (to < chain.length && chain[to] === first + to - from) to++
    runs.push(file.subarray((first + 1) * sectorBytes, (first + 1 + to - from) * sectorBytes))
    from = to
  }
  return runs.length === 1 && runs[0] ? runs[0] : Buffer.concat(runs)
}

function cut(bytes: Buffer, size: number): Buffer {
  if (bytes.length < size) throw damaged()
  return bytes.subarray(0, size)
}

function readDirectory(bytes: Buffer): Node[] {
  return Array.from({ length: Math.floor(bytes.length / ENTRY_BYTES) }, (_, i) => {
    const entry = bytes.subarray(i * ENTRY_BYTES, (i + 1) * ENTRY_BYTES)
    const nameBytes = Math.min(64, Math.max(0, entry.readUInt16LE(64) - 2))
    return {
      name: entry.toString('utf16le', 0, nameBytes),
      type: entry.readUInt8(66),
      left: entry.readUInt32LE(68),
      right: entry.readUInt32LE(72),
      child: entry.readUInt32LE(76),
      start: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    }
  })
}

function streamsBelow(nodes: readonly Node[], child: number): Entry[] {
  const seen = new Set<number>()
  const found: Entry[] = []
  const waiting = [child]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const node = nodes[at]
    if (!node || seen.has(at)) continue
    seen.add(at)
    if (node.type === STREAM) found.push(node)
    waiting.push(node.left, node.right)
  }
  return found
}

function damaged(): UnreadableRegister {
  return new UnreadableRegister('The workbook is damaged, or a part of it is missing.')
}
