import { addAbortSignal, Readable } from 'node:stream'
import { isXls } from './foreign-kind.ts'
import type { RegisterSource } from './register-source.ts'

/** Some two thousand rows: read in the time that starting a thread takes. */
const SMALL_BYTES = 512 * 1024
const GZIP = Buffer.from([0x1f, 0x8b])
const ZIP = Buffer.from('PK', 'latin1')

/** A small file of plain text, fetched whole; undefined for a larger one, for a workbook, and for what may unpack to a larger one. */
export async function findSmallText(source: RegisterSource, signal?: AbortSignal): Promise<RegisterSource | undefined> {
  if (source.bytes === undefined || source.bytes > SMALL_BYTES) return undefined
  const chunks: Buffer[] = []
  let size = 0
  const opened = source.open()
  for await (const chunk of signal ? addAbortSignal(signal, opened) : opened) {
    size += chunk.length
    // Larger than it said.
    if (size > SMALL_BYTES) return undefined
    chunks.push(chunk)
  }
  const whole = Buffer.concat(chunks)
  const start = whole.subarray(0, 2)
  if (start.equals(GZIP) || start.equals(ZIP) || isXls(whole)) return undefined
  return { name: source.name, bytes: size, open: () => Readable.from(whole.length > 0 ? [whole] : []) }
}
