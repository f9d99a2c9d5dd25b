// Workbooks of Excel 97 and 95, written record by record, with nothing in them that a list does not need.

export type OldCell = string | number | boolean | { readonly day: number } | { readonly formula: string }
export type OldSheet = {
  readonly name: string
  readonly rows: readonly (readonly OldCell[])[]
  readonly hidden?: boolean
  /** First row, last row, first column, last column, from 0 on. */
  readonly merges?: readonly (readonly [number, number, number, number])[]
}
export type OldWorkbookOptions = {
  /** Excel 95, with its texts in GBK. */
  readonly bytesOf?: (text: string) => Buffer
  readonly from1904?: boolean
  /** Records to stand at the beginning, as the one of a password. */
  readonly more?: readonly Buffer[]
  /** Records are ended after so many bytes, and go on in the next. */
  readonly recordBytes?: number
}

const DAY_FORMAT = 1
/** No record takes more. */
const MERGES_AT_ONCE = 1000

export function biffRecord(id: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([u16(id, body.length), body])
}

export function u16(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 2)
  numbers.forEach((number, i) => {
    bytes.writeUInt16LE(number, i * 2)
  })
  return bytes
}

function u32(number: number): Buffer {
  return u16(number % 65536, Math.floor(number / 65536))
}

function f64(number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(number)
  return bytes
}

const isNarrow = (text: string) => /^[\0-\xff]*$/.test(text)
const characters = (text: string, narrow = isNarrow(text)) => Buffer.from(text, narrow ? 'latin1' : 'utf16le')
const wideText = (text: string) =>
  Buffer.concat([u16(text.length), Buffer.of(isNarrow(text) ? 0 : 1), characters(text)])

/** Texts in records that go on where they are full, each time with a byte that says how wide characters are. */
function sharedStrings(texts: readonly string[], recordBytes: number): Buffer {
  const records: Buffer[][] = [[u32(texts.length), u32(texts.length)]]
  const size = () => records.at(-1)?.reduce((sum, { length }) => sum + length, 0) ?? 0
  const add = (bytes: Buffer) => records.at(-1)?.push(bytes)
  for (const text of texts) {
    if (size() + 3 > recordBytes) records.push([])
    const narrow = isNarrow(text)
    add(Buffer.concat([u16(text.length), Buffer.of(narrow ? 0 : 1)]))
    for (let at = 0; at < text.length; ) {
      // What fits one byte each is written so after a break, whatever came before it.
      const fits = Math.floor((recordBytes - size()) / (narrow ? 1 : 2))
      const piece = text.slice(at, at + Math.max(0, fits))
      add(characters(piece, narrow))
      at += piece.length
      if (at < text.length) records.push([Buffer.of(narrow ? 0 : 1)])
    }
  }
  return Buffer.concat(records.map((parts, i) => biffRecord(i === 0 ? 0x00fc : 0x003c, ...parts)))
}

export function oldStream(sheets: readonly OldSheet[], options: OldWorkbookOptions = {}): Buffer {
  const { bytesOf, from1904 = false, more = [], recordBytes = 8224 } = options
  const version = bytesOf ? 0x0500 : 0x0600
  const begin = (type: number) => biffRecord(0x0809, u16(version, type, 0, 0), ...(bytesOf ? [] : [u32(0), u32(0)]))
  const end = biffRecord(0x000a)
  const strings = [...new Set(sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'string'))]
  const written = sheets.map(({ rows, merges = [] }) =>
    Buffer.concat([
      begin(0x0010),
      ...rows.flatMap((cells, row) =>
        cells.flatMap((cell, column) => {
          const at = u16(row, column, typeof cell === 'object' && 'day' in cell ? DAY_FORMAT : 0)
          if (cell === '') return []
          if (typeof cell === 'number') return biffRecord(0x0203, at, f64(cell))
          if (typeof cell === 'boolean') return biffRecord(0x0205, at, Buffer.of(cell ? 1 : 0, 0))
          if (typeof cell === 'string')
            return bytesOf
              ? biffRecord(0x0204, at, u16(bytesOf(cell).length), bytesOf(cell))
              : biffRecord(0x00fd, at, u32(strings.indexOf(cell)))
          if ('day' in cell) return biffRecord(0x027e, at, u32(((cell.day << 2) | 2) >>> 0))
          const text = bytesOf ? [u16(bytesOf(cell.formula).length), bytesOf(cell.formula)] : [wideText(cell.formula)]
          return [
            biffRecord(0x0006, at, Buffer.of(0, 0, 0, 0, 0, 0, 0xff, 0xff), Buffer.alloc(8)),
            biffRecord(0x0207, ...text),
          ]
        }),
      ),
      ...Array.from({ length: Math.ceil(merges.length / MERGES_AT_ONCE) }, (_, i) => {
        const some = merges.slice(i * MERGES_AT_ONCE, (i + 1) * MERGES_AT_ONCE)
        return biffRecord(0x00e5, u16(some.length), ...some.map((merge) => u16(...merge)))
      }),
      end,
    ]),
  )
  const globals = (at: (sheet: number) => number) =>
    Buffer.concat([
      begin(0x0005),
      ...more,
      biffRecord(0x0042, u16(bytesOf ? 936 : 1200)),
      ...(from1904 ? [biffRecord(0x0022, u16(1))] : []),
      biffRecord(0x00e0, u16(0, 0), Buffer.alloc(16)),
      biffRecord(0x00e0, u16(0, 14), Buffer.alloc(16)),
      ...sheets.map(({ name, hidden }, i) => {
        const title = bytesOf
          ? [Buffer.of(bytesOf(name).length), bytesOf(name)]
          : [Buffer.of(name.length, 1), characters(name, false)]
        return biffRecord(0x0085, u32(at(i)), Buffer.of(hidden ? 1 : 0, 0), ...title)
      }),
      ...(bytesOf ? [] : [sharedStrings(strings, recordBytes)]),
      end,
    ])
  const lengths = [globals(() => 0).length, ...written.map(({ length }) => length)]
  return Buffer.concat([globals((i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length, 0)), ...written])
}

/** The container of such files, with one stream in it; a small one stands among the small ones. */
export function compoundFile(name: string, stream: Buffer): Buffer {
  const small = stream.length < 4096
  const sectorsOf = (bytes: Buffer) => Math.ceil(bytes.length / 512)
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(sectorsOf(bytes) * 512 - bytes.length)])
  const table = (lengths: readonly number[]) => {
    const next: number[] = []
    for (const length of lengths)
      for (let i = 1; i <= length; i++) next.push(i === length ? 0xffff_fffe : next.length + 1)
    return Buffer.concat([...next.map(u32), Buffer.alloc((128 - (next.length % 128)) * 4, 0xff)])
  }
  const smallTable = small ? table([Math.ceil(stream.length / 64)]) : Buffer.alloc(0)
  const parts = [Buffer.alloc(512), smallTable, stream].map(padded)
  const lengths = parts.map(sectorsOf)
  const before = lengths.reduce((sum, length) => sum + length, 0)
  // The sectors of the table of chains tell of themselves too, as chains of nothing else.
  const chains = Math.ceil((before + Math.ceil(before / 100) + 1) / 128)
  const chainTable = table([...lengths.filter((length) => length > 0), ...Array(chains).fill(1)])
  const [directory = Buffer.alloc(0)] = parts
  const entry = (at: number, title: string, facts: { type: number; child: number; start: number; size: number }) => {
    directory.write(title, at * 128, 'utf16le')
    directory.writeUInt16LE(title.length * 2 + 2, at * 128 + 64)
    directory.writeUInt8(facts.type, at * 128 + 66)
    Buffer.concat([u32(0xffff_ffff), u32(0xffff_ffff), u32(facts.child)]).copy(directory, at * 128 + 68)
    Buffer.concat([u32(facts.start), u32(facts.size)]).copy(directory, at * 128 + 116)
  }
  const start = 1 + (lengths[1] ?? 0)
  entry(0, 'Root Entry', { type: 5, child: 1, start: small ? start : 0xffff_fffe, size: small ? stream.length : 0 })
  entry(1, name, { type: 2, child: 0xffff_ffff, start: small ? 0 : start, size: stream.length })
  const header = Buffer.alloc(512, 0)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  u16(0x3e, 3, 0xfffe, 9, 6).copy(header, 24)
  Buffer.concat([u32(chains), u32(0), u32(0), u32(4096)]).copy(header, 44)
  Buffer.concat([u32(small ? 1 : 0xffff_fffe), u32(lengths[1] ?? 0), u32(0xffff_fffe), u32(0)]).copy(header, 60)
  header.fill(0xff, 76)
  for (let i = 0; i < chains; i++) u32(before + i).copy(header, 76 + i * 4)
  return Buffer.concat([header, ...parts, chainTable.subarray(0, chains * 512)])
}

export function oldWorkbook(sheets: readonly OldSheet[], options: OldWorkbookOptions = {}): Buffer {
  return compoundFile(options.bytesOf ? 'Book' : 'Workbook', oldStream(sheets, options))
}
