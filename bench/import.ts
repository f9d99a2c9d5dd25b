import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { rawCsvLine } from '@yijian/server/registry/csv-line'
import { importRegister } from '@yijian/server/registry/import-register'
import { fileSource } from '@yijian/server/registry/register-source'
import { generateRegisterRows, type SampleOptions, sampleRegisterSource } from '@yijian/server/registry/sample-register'
import { nameKey } from '@yijian/shared/enterprise-name'
import { lookUpKeys } from '@yijian/shared/registry/look-up-keys'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type BenchFigure, type BenchResult, figure } from './bench-result.ts'
import { withScratch } from './scratch-database.ts'

const SIZES = [24_000, 50_000]
/** One row in so many has another principal in the second file. */
const CHANGED_EVERY = 50

/**
 * Import of generated rows from opening the file to applied: first load, the same again, and with 2 % of the rows changed,
 * beside what PostgreSQL alone needs. Other numbers of rows may be named on the command line.
 */
export async function run(): Promise<BenchResult> {
  const figures: BenchFigure[] = []
  const named = process.argv.slice(2).map(Number).filter(Number.isInteger)
  for (const count of named.length > 0 ? named : SIZES) figures.push(...(await measure({ count, seed: count })))
  return {
    name: 'import',
    floor:
      'COPY of the raw rows and their search keys, ready made, into a bare table; duplicates removed; then the same indexes built at once',
    figures,
  }
}

async function measure(options: SampleOptions): Promise<BenchFigure[]> {
  return withScratch(async ({ folder, owner, context }) => {
    const path = join(folder, 'register.csv')
    const changedPath = join(folder, 'changed.csv')
    await pipeline(sampleRegisterSource(options).open(), createWriteStream(path))
    await pipeline(Readable.from(changedLines(options)), createWriteStream(changedPath))
    const floor = await loadBare(owner, folder, options)
    const memory = watchMemory()
    const first = await importRegister(context, { source: fileSource(path) })
    const notes = { rows: first.rows, new: first.new, rejected: first.rejected, memoryAboveIdleMB: memory.stop() }
    const again = await importRegister(context, { source: fileSource(path) })
    const changed = await importRegister(context, { source: fileSource(changedPath) })
    return [
      figure(`first load of ${options.count} rows`, 's', first.seconds, floor, notes),
      figure(`the same ${options.count} rows again`, 's', again.seconds, floor, { unchanged: again.unchanged }),
      figure(`${options.count} rows, 2 % changed`, 's', changed.seconds, floor, { changed: changed.changed }),
    ]
  })
}

function* changedLines(options: SampleOptions): Generator<string> {
  let number = 0
  for (const row of generateRegisterRows(options)) {
    const change = number > 0 && number % CHANGED_EVERY === 0
    yield rawCsvLine(change ? row.map((cell, column) => (column === PRINCIPAL ? '新负责人' : cell)) : row)
    number++
  }
}

/** Column of the generated rows. */
const PRINCIPAL = 5

function watchMemory(): { stop: () => number } {
  const idle = process.memoryUsage.rss()
  let peak = idle
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  return {
    stop() {
      clearInterval(timer)
      return Math.round((peak - idle) / 1024 / 1024)
    },
  }
}

/** @returns seconds from the first byte copied to the last index built */
async function loadBare(owner: pg.Client, folder: string, options: SampleOptions): Promise<number> {
  const path = join(folder, 'bare')
  const rows = generateRegisterRows(options)
  const header: string[] = rows.next().value ?? []
  const lines = rows.map((row) => bareLine(header.map((_, column) => row[column] ?? '')))
  await pipeline(Readable.from(lines), createWriteStream(path))
  const columns = header.map((_, i) => `raw_${i} text`)
  await owner.query(
    `create table bare (id bigint generated always as identity, ${columns.join(', ')}, name_key text, lookup_keys int[], place_id int)`,
  )
  const clock = performance.now()
  await owner.query('begin')
  const names = [...header.map((_, i) => `raw_${i}`), 'name_key', 'lookup_keys', 'place_id']
  await pipeline(
    createReadStream(path, { highWaterMark: 262_144 }),
    owner.query(copyFrom(`copy bare (${names.join(', ')}) from stdin`)),
  )
  await owner.query(`delete from bare using (select id, row_number() over (partition by raw_0 order by id desc) as place from bare) ranked
    where bare.id = ranked.id and (ranked.place > 1 or raw_0 = '')`)
  await owner.query('alter table bare add primary key (id)')
  await owner.query('create unique index on bare (raw_0)')
  await owner.query('create index on bare (place_id, id)')
  await owner.query('create index on bare using gin (name_key gin_trgm_ops)')
  await owner.query('create index on bare using gin (lookup_keys) with (fastupdate = off)')
  await owner.query('create index on bare (raw_1) where raw_1 is not null')
  await owner.query('commit')
  const seconds = (performance.now() - clock) / 1000
  await owner.query('drop table bare')
  return seconds
}

function bareLine(row: readonly string[]): string {
  const name = row[2] ?? ''
  const cells = [...row, nameKey(name), `{${lookUpKeys([name]).join(',')}}`, '1']
  return `${cells.map((cell) => cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')).join('\t')}\n`
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
