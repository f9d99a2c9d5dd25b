import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A file as somebody brought it, read twice: once to know it, once to take it in. */
export type RegisterSource = { readonly name: string; readonly open: () => Readable }

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

export type SourceFacts = {
  readonly sha256: string
  readonly gzip: boolean
  readonly encoding: TextEncoding
  /** The first characters, enough to see header and delimiter. */
  readonly head: string
}

const HEAD_CHARACTERS = 65_536

export function fileSource(path: string): RegisterSource {
  return { name: basename(path), open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) }
}

/**
 * Reads the whole source once. The encoding is what its mark says, else UTF-8 when every byte fits it, else GB18030,
 * which holds GBK and GB2312.
 */
export async function inspectSource(source: RegisterSource): Promise<SourceFacts> {
  const digest = createHash('sha256')
  const raw = source.open()
  let gzip: boolean | undefined
  let marked: TextEncoding | undefined
  let first = Buffer.alloc(0)
  let utf8 = true
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const look = (chunk: Buffer) => {
    if (first.length < HEAD_CHARACTERS) {
      first = Buffer.concat([first, chunk.subarray(0, HEAD_CHARACTERS)])
      marked = byteOrderMark(first)
    }
    if (!utf8 || marked) return
    try {
      decoder.decode(chunk, { stream: true })
    } catch {
      utf8 = false
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
  const encoding = marked ?? (utf8 && endsWhole(decoder) ? 'utf-8' : 'gb18030')
  const head = new TextDecoder(encoding).decode(first)
  return { sha256: digest.digest('hex'), gzip: gzip ?? false, encoding, head }
}

/** The text of the source in pieces. Bytes that fit no character come out as U+FFFD, for the row to be refused. */
export async function* readText(source: RegisterSource, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of inflated(source.open())) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Chunks of the source, unpacked when it starts like gzip. */
async function* inflated(raw: Readable, onKind?: (gzip: boolean) => void): AsyncGenerator<Buffer> {
  const chunks = raw[Symbol.asyncIterator]()
  const start = await chunks.next()
  if (start.done) return
  const opening: Buffer = start.value
  const gzip = opening[0] === 0x1f && opening[1] === 0x8b
  onKind?.(gzip)
  async function* whole(): AsyncGenerator<Buffer> {
    yield opening
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }
  if (!gzip) {
    yield* whole()
    return
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const feeding = (async () => {
    for await (const chunk of whole()) {
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve))
    }
    gunzip.end()
  })()
  feeding.catch((error) => gunzip.destroy(error))
  yield* gunzip
}

function byteOrderMark(bytes: Buffer): TextEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined
}

function endsWhole(decoder: InstanceType<typeof TextDecoder>): boolean {
  try {
    decoder.decode()
    return true
  } catch {
    return false
  }
}
