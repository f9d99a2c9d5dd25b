// Writes the files of a benchmark, in a process of its own, so that what it leaves in memory does not count as idle.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { generateRegisterRows, type SampleOptions, sampleRegisterSource } from '@yijian/server/registry/sample-register'
import { rawCsvLine } from '@yijian/server/registry/tables/csv-line'

export type SampleFiles = {
  readonly options: SampleOptions
  readonly register: string
  /** The same with another principal in 2 % of the rows. */
  readonly changed: string
  /** The same in COPY's text format, for the floor. */
  readonly bare: string
}

const CHANGED_EVERY = 50
/** Column of the generated rows. */
const PRINCIPAL = 5

export function writeSample(files: SampleFiles): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const writer = spawn(process.execPath, [import.meta.filename, JSON.stringify(files)], { stdio: 'inherit' })
  writer.on('error', reject)
  writer.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('the sample was not written'))))
  return promise
}

function* changedLines(options: SampleOptions): Generator<string> {
  let number = 0
  for (const row of generateRegisterRows(options)) {
    const change = number > 0 && number % CHANGED_EVERY === 0
    yield rawCsvLine(change ? row.map((cell, column) => (column === PRINCIPAL ? '新负责人' : cell)) : row)
    number++
  }
}

function* bareLines(options: SampleOptions): Generator<string> {
  const rows = generateRegisterRows(options)
  const header: string[] = rows.next().value ?? []
  const escaped = (cell: string) =>
    cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  for (const row of rows) yield `${header.map((_, column) => escaped(row[column] ?? '')).join('\t')}\n`
}

if (import.meta.main) {
  const { options, register, changed, bare }: SampleFiles = JSON.parse(process.argv[2] ?? '')
  await pipeline(sampleRegisterSource(options).open(), createWriteStream(register))
  await pipeline(Readable.from(changedLines(options)), createWriteStream(changed))
  await pipeline(Readable.from(bareLines(options)), createWriteStream(bare))
}
