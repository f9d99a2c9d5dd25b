import { storable } from './sheet-rows.ts'
import { UnreadableRegister } from './unreadable-register.ts'

// 依据: [MS-XLS] 2.1.4: a workbook of Excel 5 to 2003 is a row of records, each a number, a length and that many bytes.

/** The numbers of the records that are read. */
export const BIFF = {
  formula: 0x0006,
  end: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continued: 0x003c,
  codePage: 0x0042,
  sheet: 0x0085,
  mulRk: 0x00bd,
  richLabel: 0x00d6,
  cellFormat: 0x00e0,
  merges: 0x00e5,
  sharedStrings: 0x00fc,
  labelShared: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolOrError: 0x0205,
  formulaText: 0x0207,
  rk: 0x027e,
  numberFormat: 0x041e,
  begin: 0x0809,
} satisfies Record<string, number>

const HEADER = 4

/** The record at a place of the stream; one object, filled anew as it goes on. */
export class RecordCursor {
  readonly stream: Buffer
  id = 0
  /** Where its bytes begin, and where they end. */
  start = 0
  end: number

  constructor(stream: Buffer, at: number) {
    this.stream = stream
    this.end = at
  }

  /** Goes to the next record. @throws UnreadableRegister when the stream ends before it does */
  next(): void {
    const at = this.end
    if (at + HEADER > this.stream.length) throw cutOff()
    this.id = this.stream.readUInt16LE(at)
    this.start = at + HEADER
    this.end = this.start + this.stream.readUInt16LE(at + 2)
    if (this.end > this.stream.length) throw cutOff()
  }

  get length(): number {
    return this.end - this.start
  }

  u8(offset: number): number {
    this.#need(offset + 1)
    return this.stream.readUInt8(this.start + offset)
  }

  u16(offset: number): number {
    this.#need(offset + 2)
    return this.stream.readUInt16LE(this.start + offset)
  }

  u32(offset: number): number {
    this.#need(offset + 4)
    return this.stream.readUInt32LE(this.start + offset)
  }

  f64(offset: number): number {
    this.#need(offset + 8)
    return this.stream.readDoubleLE(this.start + offset)
  }

  bytes(offset: number, length: number): Buffer {
    this.#need(offset + length)
    return this.stream.subarray(this.start + offset, this.start + offset + length)
  }

  #need(length: number): void {
    if (this.start + length > this.end) throw cutOff()
  }
}

export function cutOff(): UnreadableRegister {
  return new UnreadableRegister('The workbook is damaged: a record of it is cut off.')
}

const WIDE = 1
const PHONETIC = 4
const RICH = 8

/**
 * Reads texts of Excel 97 and later at a place within a record and those that continue it. Where the characters of a text
 * go on in the next record, that begins with a byte which says anew whether they take one byte each or two.
 */
export class TextCursor {
  readonly stream: Buffer
  at: number
  /** Where the record ends that `at` is in. */
  end: number

  constructor(stream: Buffer, at: number, end: number) {
    this.stream = stream
    this.at = at
    this.end = end
  }

  /** Whether there is more, in this record or those that continue it. */
  more(): boolean {
    while (this.at >= this.end) if (!this.#goOn()) return false
    return true
  }

  /** A text whose length takes two bytes, or one. @throws UnreadableRegister when it is longer than what holds it */
  read(lengthBytes: 1 | 2 = 2): string {
    const { length, flags, runs, phonetic } = this.#readHead(lengthBytes)
    const text = this.#readCharacters(length, flags)
    this.#skip(runs * 4 + phonetic)
    return storable(text)
  }

  /** Goes behind a text. */
  pass(): void {
    const { length, flags, runs, phonetic } = this.#readHead(2)
    this.#readCharacters(length, flags, true)
    this.#skip(runs * 4 + phonetic)
  }

  /** The number of characters of the text that comes. */
  peekLength(): number {
    const { at, end } = this
    const length = this.#byte() | (this.#byte() << 8)
    this.at = at
    this.end = end
    return length
  }

  #readHead(lengthBytes: 1 | 2) {
    const length = lengthBytes === 1 ? this.#byte() : this.#byte() | (this.#byte() << 8)
    const flags = this.#byte()
    const runs = flags & RICH ? this.#byte() | (this.#byte() << 8) : 0
    let phonetic = 0
    if (flags & PHONETIC) for (let i = 0; i < 4; i++) phonetic += this.#byte() * 256 ** i
    return { length, flags, runs, phonetic }
  }

  #readCharacters(length: number, flags: number, unread = false): string {
    let text = ''
    let wide = flags & WIDE
    for (let left = length; left > 0; ) {
      if (this.at >= this.end) {
        if (!this.#goOn()) throw cutOff()
        wide = this.#byte() & WIDE
      }
      const here = Math.min(left, (this.end - this.at) >> wide)
      // Half a character at the end of a record.
      if (here === 0) throw cutOff()
      const to = this.at + (here << wide)
      if (!unread) text += this.stream.toString(wide ? 'utf16le' : 'latin1', this.at, to)
      this.at = to
      left -= here
    }
    return text
  }

  #byte(): number {
    if (!this.more()) throw cutOff()
    return this.stream.readUInt8(this.at++)
  }

  #skip(bytes: number): void {
    for (let left = bytes; left > 0; ) {
      if (!this.more()) throw cutOff()
      const here = Math.min(left, this.end - this.at)
      this.at += here
      left -= here
    }
  }

  #goOn(): boolean {
    const at = this.end
    if (at + HEADER > this.stream.length || this.stream.readUInt16LE(at) !== BIFF.continued) return false
    this.at = at + HEADER
    this.end = this.at + this.stream.readUInt16LE(at + 2)
    if (this.end > this.stream.length) throw cutOff()
    return true
  }
}
