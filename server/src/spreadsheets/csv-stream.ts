import { Readable } from 'node:stream'
import { csvLine } from '../registry/tables/csv-line.ts'
import type { Sheet } from './sheet.ts'

const BATCH_CHARACTERS = 64 * 1024

/** UTF-8 with its mark, by which Excel knows it. */
export function csvStream(sheet: Sheet): Readable {
  return Readable.from(lines(sheet), { objectMode: false })
}

async function* lines({ header, rows }: Sheet): AsyncGenerator<Buffer> {
  let text = `\ufeff${csvLine(header)}`
  for await (const row of rows) {
    text += csvLine(row)
    if (text.length < BATCH_CHARACTERS) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
