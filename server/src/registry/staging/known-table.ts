import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { KnownRow } from './stage-rows.ts'
import { TOLD_PHONES, type Told, toldHash } from './told-facts.ts'

/**
 * What the register holds, by credit code, in memory that all threads share: an open hash table of 24 bytes a slot, about
 * 50 MB for a million enterprises. Codes and contents stand in it as 64 bits of hash each; an equal content hash is
 * compared in full when the file is applied.
 */
export type KnownTable = {
  readonly slots: Int32Array<SharedArrayBuffer>
  /** What the hashes of contents are over; all that a file can tell unless this says what. */
  readonly told?: Told
}

const WORDS = 6
/** Of the slots, at most so many are taken. */
const LOAD = 0.6
const TWO_TO_32 = 0x1_0000_0000

/** @returns undefined while the register is empty */
export async function readKnownTable(client: pg.ClientBase, told?: Told): Promise<KnownTable | undefined> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*) from enterprise where credit_code is not null',
  )
  const count = Number(rows[0]?.count ?? 0)
  if (count === 0) return undefined
  // Room for what may be entered by hand between the count and the reading.
  const capacity = 2 ** Math.ceil(Math.log2((count + 1000) / LOAD))
  const slots = new Int32Array(new SharedArrayBuffer(capacity * WORDS * Int32Array.BYTES_PER_ELEMENT))
  const phones = told?.phones ? `left join ${TOLD_PHONES} p on p.enterprise_id = e.id` : ''
  const lines = client.query(
    copyTo(`copy (select e.credit_code || ' ' || e.id || ' ' || coalesce(encode(substr(${told ? toldHash(told) : 'e.content_hash'}, 1, 8), 'hex'), '')
      from enterprise e ${phones} where e.credit_code is not null) to stdout`),
  )
  let rest = ''
  for await (const chunk of lines) {
    const text = rest + chunk.toString('latin1')
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      keep(slots, text.slice(start, end))
      start = end + 1
    }
    rest = text.slice(start)
  }
  return { slots, ...(told && { told }) }
}

export function knownFinder({ slots, told }: KnownTable): (creditCode: string) => KnownRow | undefined {
  return (code) => {
    const at = slotOf(slots, code)
    const low = slots[at + 4] ?? 0
    const high = slots[at + 5] ?? 0
    if (low === 0 && high === 0) return undefined
    const id = high * TWO_TO_32 + (low >>> 0)
    const [first = 0, second = 0] = slots.subarray(at + 2, at + 4)
    // No content is known of what was entered by hand.
    return { id, contentHash: first === 0 && second === 0 ? 'none' : hex(first) + hex(second), ...(told && { told }) }
  }
}

/** `CODE ID HASH` */
function keep(slots: Int32Array, line: string): void {
  const [code = '', idText = '', hash = ''] = line.split(' ')
  const at = slotOf(slots, code)
  const id = Number(idText)
  slots[at] = hashed(code, FIRST)
  slots[at + 1] = hashed(code, SECOND)
  slots[at + 2] = Number.parseInt(hash.slice(0, 8) || '0', 16)
  slots[at + 3] = Number.parseInt(hash.slice(8, 16) || '0', 16)
  slots[at + 4] = id % TWO_TO_32
  slots[at + 5] = Math.floor(id / TWO_TO_32)
}

/** Where the code stands, or the empty slot where it would. */
function slotOf(slots: Int32Array, code: string): number {
  const capacity = slots.length / WORDS
  const first = hashed(code, FIRST)
  const second = hashed(code, SECOND)
  for (let slot = (first >>> 0) & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
    const at = slot * WORDS
    const empty = slots[at + 4] === 0 && slots[at + 5] === 0
    if (empty || (slots[at] === first && slots[at + 1] === second)) return at
  }
}

const FIRST = 0x811c9dc5
const SECOND = 0x9e3779b9

/** FNV-1a, mixed at the end so that its low bits may number the slots. */
function hashed(code: string, start: number): number {
  let value = start
  for (let i = 0; i < code.length; i++) value = Math.imul(value ^ code.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b)
  return value ^ (value >>> 13)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
