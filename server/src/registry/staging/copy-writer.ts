/** Values as they stand in a field, by the name of the PostgreSQL type. Days are `YYYY-MM-DD`, json is text. */
export type CopyValues = {
  readonly boolean: boolean
  readonly smallint: number
  readonly int: number
  readonly bigint: number
  readonly 'numeric(20, 2)': number
  readonly text: string
  readonly date: string
  readonly jsonb: string
  readonly bytea: Uint8Array
  readonly 'int[]': readonly number[]
  readonly 'text[]': readonly string[]
  readonly 'boolean[]': readonly boolean[]
  readonly 'bytea[]': readonly Uint8Array[]
}
export type CopyType = keyof CopyValues

/** What stands before the first row: signature, no flags, no extension. */
export const COPY_START: Uint8Array = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
/** What stands after the last one. */
export const COPY_END: Uint8Array = Buffer.from([0xff, 0xff])

const OID = { boolean: 16, bytea: 17, int: 23, text: 25 } as const
const INT_BYTES = 4
const MOST_BYTES_OF_A_UNIT = 3
const ROOM = 65_536
const LONG = 20
const encoder = new TextEncoder()
const REPLACEMENT = [0xef, 0xbf, 0xbd]
const DAY_MS = 86_400_000
const DAYS_TO_2000 = 10_957

/**
 * Rows in PostgreSQL's binary COPY format, without `COPY_START` and `COPY_END`: numbers need no text between, nothing is
 * escaped, and neither side looks for the ends of fields. 依据: PostgreSQL documentation, COPY, Binary Format.
 */
export class CopyWriter {
  #bytes = new Uint8Array(ROOM)
  #view = new DataView(this.#bytes.buffer)
  /** Bytes written since the last `take`. */
  length = 0

  readonly #writers: { readonly [T in CopyType]: (value: CopyValues[T]) => void } = {
    boolean: (value) => this.#boolean(value),
    smallint: (value) => this.#smallint(value),
    int: (value) => this.#sized(value),
    bigint: (value) => this.#bigint(value),
    'numeric(20, 2)': (value) => this.#numeric(value),
    text: (value) => this.#text(value),
    date: (value) => this.#sized(Date.parse(value) / DAY_MS - DAYS_TO_2000),
    jsonb: (value) => this.#json(value),
    bytea: (value) => this.#blob(value),
    'int[]': (values) => this.#ints(values),
    'text[]': (values) => this.#array(OID.text, values, (value) => this.#text(value)),
    'boolean[]': (values) => this.#array(OID.boolean, values, (value) => this.#boolean(value)),
    'bytea[]': (values) => this.#array(OID.bytea, values, (value) => this.#blob(value)),
  }

  row(fields: number): void {
    this.#short(fields)
  }

  field<T extends CopyType>(type: T, value: CopyValues[T] | null): void {
    if (value === null) this.#int(-1)
    else this.#writers[type](value)
  }

  nulls(count: number): void {
    for (let i = 0; i < count; i++) this.#int(-1)
  }

  /** What another writer wrote. */
  append(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** A look at what was written, until more is. */
  written(from = 0): Uint8Array {
    return this.#bytes.subarray(from, this.length)
  }

  /** All that was written, in memory of its own; the writer begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.length)
    this.length = 0
    return taken
  }

  clear(): void {
    this.length = 0
  }

  #boolean(value: boolean): void {
    this.#int(1)
    this.#room(1)
    this.#bytes[this.length++] = value ? 1 : 0
  }

  #smallint(value: number): void {
    this.#int(2)
    this.#short(value)
  }

  #bigint(value: number): void {
    this.#int(8)
    this.#room(8)
    this.#view.setBigInt64(this.length, BigInt(value))
    this.length += 8
  }

  #short(value: number): void {
    this.#room(2)
    this.#view.setInt16(this.length, value)
    this.length += 2
  }

  #int(value: number): void {
    this.#room(INT_BYTES)
    this.#view.setInt32(this.length, value)
    this.length += INT_BYTES
  }

  #sized(value: number): void {
    this.#int(INT_BYTES)
    this.#int(value)
  }

  #blob(value: Uint8Array): void {
    this.#int(value.length)
    this.append(value)
  }

  #text(value: string): void {
    const start = this.#begin()
    this.#utf8(value)
    this.#close(start)
  }

  #json(value: string): void {
    const start = this.#begin()
    this.#room(1)
    this.#bytes[this.length++] = 1 // the version of the format
    this.#utf8(value)
    this.#close(start)
  }

  /** Short texts are written here: a call into the platform takes longer. */
  #utf8(text: string): void {
    this.#room(text.length * MOST_BYTES_OF_A_UNIT)
    if (text.length >= LONG) {
      this.length += encoder.encodeInto(text, this.#bytes.subarray(this.length)).written
      return
    }
    const bytes = this.#bytes
    let at = this.length
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit < 0x80) bytes[at++] = unit
      else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6)
        bytes[at++] = 0x80 | (unit & 0x3f)
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[at++] = 0xe0 | (unit >> 12)
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
        bytes[at++] = 0x80 | (unit & 0x3f)
      } else {
        const point = text.codePointAt(i) ?? 0
        // Half of a pair is no character.
        if (point <= 0xffff) bytes.set(REPLACEMENT, at)
        else {
          bytes[at] = 0xf0 | (point >> 18)
          bytes[at + 1] = 0x80 | ((point >> 12) & 0x3f)
          bytes[at + 2] = 0x80 | ((point >> 6) & 0x3f)
          bytes[at + 3] = 0x80 | (point & 0x3f)
          i++
        }
        at += point <= 0xffff ? REPLACEMENT.length : 4
      }
    }
    this.length = at
  }

  #ints(values: readonly number[]): void {
    const start = this.#beginArray(OID.int, values.length)
    this.#room(2 * INT_BYTES * values.length)
    const view = this.#view
    let at = this.length
    for (let i = 0; i < values.length; i++) {
      view.setInt32(at, INT_BYTES)
      view.setInt32(at + INT_BYTES, values[i] ?? 0)
      at += 2 * INT_BYTES
    }
    this.length = at
    this.#close(start)
  }

  #array<T>(oid: number, values: readonly T[], write: (value: T) => void): void {
    const start = this.#beginArray(oid, values.length)
    for (const value of values) write(value)
    this.#close(start)
  }

  /** One dimension that counts from 1, without nulls; an empty array has no dimension. */
  #beginArray(oid: number, count: number): number {
    const start = this.#begin()
    this.#int(count === 0 ? 0 : 1)
    this.#int(0)
    this.#int(oid)
    if (count > 0) {
      this.#int(count)
      this.#int(1)
    }
    return start
  }

  /** A field whose size is known at its end. @returns where it begins */
  #begin(): number {
    this.#int(0)
    return this.length
  }

  #close(start: number): void {
    this.#view.setInt32(start - INT_BYTES, this.length - start)
  }

  /** Groups of four decimal digits, with the power of 10,000 that the first one stands for; two digits behind the point. */
  #numeric(value: number): void {
    const absolute = Math.abs(value)
    let whole = Math.trunc(absolute)
    const cents = Math.round((absolute - whole) * 100)
    const groups = [cents * 100]
    for (; whole > 0; whole = Math.trunc(whole / 10_000)) groups.unshift(whole % 10_000)
    const weight = groups.length - 2
    while (groups.at(-1) === 0) groups.pop()
    this.#int(8 + 2 * groups.length)
    this.#short(groups.length)
    this.#short(groups.length === 0 ? 0 : weight)
    this.#short(value < 0 ? 0x4000 : 0)
    this.#short(2)
    for (const group of groups) this.#short(group)
  }

  #room(bytes: number): void {
    const needed = this.length + bytes
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length))
    larger.set(this.#bytes)
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }
}
