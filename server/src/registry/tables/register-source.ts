import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { pipeline, type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isXls, noTable, refuseForeignKind } from './foreign-kind.ts'
import { UnreadableRegister } from './unreadable-register.ts'

/** A file as somebody brought it, read twice: once to know it, once to take it in. */
export type RegisterSource = {
  readonly name: string
  /** Its size where that is known: a small file is read without threads. */
  readonly bytes?: number
  readonly open: () => Readable
}

/** The last one: files of both, one put below the other. */
export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'gb18030 + utf-8'

export type SourceFacts = {
  readonly sha256: string
  readonly gzip: boolean
  /** A workbook, or another zip archive; encoding and head mean nothing then. */
  readonly workbook: boolean
  readonly encoding: TextEncoding
  /** Bytes of the whole, unpacked. */
  readonly size: number
  /** The first characters, enough to see header and delimiter. */
  readonly head: string
}

const HEAD_CHARACTERS = 65_536
const ZIP = Buffer.from('PK\x03\x04', 'latin1')
/** 公司 in UTF-8, which in GB18030 is no word. */
const COMPANY = Buffer.from('公司')
const CHUNK_BYTES = 256 * 1024
const ZERO_SHARE = 0.05
const BROKEN_SHARE = 0.05
/** Of a text no program writes; one in ten bytes of a picture or a packed file is such. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are looked for
const BINARY = /[\u0003-\u0008\u000e-\u0019\u007f]/g
const BINARY_SHARE = 0.02
/** What is decoded at once: a few hundred rows. */
const PIECE_BYTES = 48 * 1024
const MAX_LINE_BYTES = 4_000_000

export function fileSource(path: string): RegisterSource {
  const open = () => createReadStream(path, { highWaterMark: CHUNK_BYTES })
  const bytes = statSync(path, { throwIfNoEntry: false })?.size
  return { name: basename(path), open, ...(bytes !== undefined && { bytes }) }
}

/**
 * Reads the whole source once. The encoding is what its mark says, else UTF-16 when its bytes alternate as that does, else
 * UTF-8 when every byte fits it or all but a few do, else GB18030, which holds GBK and GB2312.
 * @throws UnreadableRegister when it is empty, or of a kind that holds no table
 */
export async function inspectSource(source: RegisterSource): Promise<SourceFacts> {
  const digest = createHash('sha256')
  const raw = source.open()
  let gzip: boolean | undefined
  let marked: TextEncoding | undefined
  let first = Buffer.alloc(0)
  let utf8 = true
  let appended = false
  let size = 0
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const look = (chunk: Buffer) => {
    size += chunk.length
    if (first.length < HEAD_CHARACTERS) {
      first = Buffer.concat([first, chunk.subarray(0, HEAD_CHARACTERS)])
      marked = byteOrderMark(first)
    }
    if (marked) return
    if (!utf8) appended ||= chunk.includes(COMPANY)
    if (!utf8) return
    try {
      decoder.decode(chunk, { stream: true })
    } catch {
      utf8 = false
      appended = chunk.includes(COMPANY)
    }
  }
  const bytes = raw.pipe(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk)
        done(null, chunk)
      },
    }),
  )
  raw.on('error', (error) => bytes.destroy(error))
  for await (const chunk of inflated(bytes, (found) => (gzip = found))) look(chunk)
  refuseForeignKind(first)
  const workbook = isZip(first) || isXls(first)
  const encoding =
    marked ??
    unmarkedUtf16(first) ??
    ((utf8 && endsWhole(decoder)) || mostlyUtf8(first) ? 'utf-8' : appended ? 'gb18030 + utf-8' : 'gb18030')
  const head = workbook ? '' : withoutNul(decodeAt(first, encoding))
  if (!workbook && head.trim() === '') throw new UnreadableRegister('The file is empty.', 'empty')
  if ((head.match(BINARY)?.length ?? 0) > BINARY_SHARE * head.length) throw noTable()
  return { sha256: digest.digest('hex'), gzip: gzip ?? false, workbook, encoding, size, head }
}

export function isZip(first: Buffer): boolean {
  return first.subarray(0, ZIP.length).equals(ZIP)
}

/** The whole of a workbook, unpacked when it is gzip. @throws UnreadableRegister when it is larger than its first bytes allow */
export async function readWorkbook(source: RegisterSource, most: (first: Buffer) => number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  let limit: number | undefined
  for await (const chunk of inflated(source.open())) {
    limit ??= most(chunk)
    size += chunk.length
    if (size > limit)
      throw new UnreadableRegister(
        `A workbook of this kind may have ${limit / 2 ** 20} MB; bring this one as CSV.`,
        'workbook_too_large',
      )
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The text of the source in pieces, `taken` being told how many bytes the next one is of. Bytes that fit no character come
 * out as U+FFFD, for the row to be refused.
 */
export async function* readText(
  source: RegisterSource,
  encoding: TextEncoding,
  taken: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  if (encoding === 'gb18030 + utf-8') return yield* readBoth(source, taken)
  const decoder = new TextDecoder(encoding)
  for await (const chunk of inflated(source.open()))
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const bytes = chunk.subarray(at, at + PIECE_BYTES)
      taken(bytes.length)
      yield withoutNul(decoder.decode(bytes, { stream: true }))
    }
  yield decoder.decode()
}

/** Whole lines at a time, each in the encoding that it is in. */
async function* readBoth(source: RegisterSource, taken: (bytes: number) => void): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of inflated(source.open())) {
    const bytes = Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf('\n') + 1
    taken(end)
    if (end > 0) yield withoutNul(decodeBoth(bytes.subarray(0, end)))
    rest = bytes.subarray(end)
    if (rest.length > MAX_LINE_BYTES) throw new UnreadableRegister('A row is longer than any row is.')
  }
  yield withoutNul(decodeBoth(rest))
}

function decodeAt(bytes: Buffer, encoding: TextEncoding): string {
  return encoding === 'gb18030 + utf-8' ? decodeBoth(bytes) : new TextDecoder(encoding).decode(bytes)
}

function decodeBoth(bytes: Buffer): string {
  const lines: string[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf('\n', start)
    const end = found === -1 ? bytes.length : found + 1
    const line = bytes.subarray(start, end)
    // A line in UTF-8 that lost a byte is still one: its row is refused, and not read as something else.
    lines.push(new TextDecoder(isUtf8(line) || line.includes(COMPANY) ? 'utf-8' : 'gb18030').decode(line))
    start = end
  }
  return lines.join('')
}

/** Exports carry it here and there, and PostgreSQL stores none. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

/** Chunks of the source, unpacked when it starts like gzip. Closes the source when the reader stops early. */
async function* inflated(raw: Readable, onKind?: (gzip: boolean) => void): AsyncGenerator<Buffer> {
  const chunks = raw[Symbol.asyncIterator]()
  try {
    const start = await chunks.next()
    if (start.done) return
    const opening: Buffer = start.value
    const gzip = opening[0] === 0x1f && opening[1] === 0x8b
    onKind?.(gzip)
    const whole = withFirst(opening, chunks)
    if (gzip) yield* gunzipped(whole)
    else yield* whole
  } catch (error) {
    const broken = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
    throw broken ? new UnreadableRegister('The gzip file is damaged or was cut off.') : error
  } finally {
    raw.destroy()
  }
}

function gunzipped(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  // An error closes the unpacked stream, where its reader meets it.
  pipeline(packed, gunzip, () => {})
  return gunzip
}

async function* withFirst(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function byteOrderMark(bytes: Buffer): TextEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined
}

/** Signs, figures and line ends have a zero byte on the same side; a Chinese character has one only now and then. */
function unmarkedUtf16(bytes: Buffer): TextEncoding | undefined {
  const zeros = [0, 0]
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) < ZERO_SHARE * (bytes.length / 2) || Math.max(even, odd) < 3 * Math.min(even, odd))
    return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** A byte that was lost, or a page of another encoding below, spoils the rows it stands in and no others. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  const foreign = text.match(/[^\0-\x7f]/g)?.length ?? 0
  const broken = text.match(/\ufffd/g)?.length ?? 0
  return foreign > 0 && broken <= Math.max(1, BROKEN_SHARE * foreign) && broken < foreign
}

function endsWhole(decoder: InstanceType<typeof TextDecoder>): boolean {
  try {
    decoder.decode()
    return true
  } catch {
    return false
  }
}
