import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import { importRegister } from '@yijian/server/imports/import-register'
import { generateRegisterRows, type SampleOptions } from '@yijian/server/registry/sample-register'
import { fileSource } from '@yijian/server/registry/tables/register-source'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type BenchFigure, type BenchResult, figure } from './bench-result.ts'
import { withScratch } from './scratch-database.ts'
import { writeSample } from './write-sample.ts'

const SIZES = [24_000, 200_000, 1_000_000]
/** How many times the floor a first load should take at most; docs/import-figures.md says how far it is from that. */
const GOAL = { few: 2, many: 1.5 } as const
const FROM_MANY_ROWS = 200_000

/**
 * Import of generated rows from opening the file to applied, with nobody asked in between: first load, the same again, and
 * with 2 % of the rows changed, beside what PostgreSQL alone needs. Other numbers of rows may be named on the command line.
 */
export async function run(): Promise<BenchResult> {
  const figures: BenchFigure[] = []
  const named = process.argv.slice(2).map(Number).filter(Number.isInteger)
  for (const count of named.length > 0 ? named : SIZES) figures.push(...(await measure({ count, seed: count })))
  return {
    name: 'import',
    floor:
      'COPY of the raw rows, with what the indexes are over ready made, into a bare table that keeps them; duplicates removed; primary key and every index of the register built at once',
    figures,
  }
}

async function measure(options: SampleOptions): Promise<BenchFigure[]> {
  return withScratch(async ({ folder, owner, context }) => {
    const [register, changed, bare] = ['register.csv', 'changed.csv', 'bare'].map((name) => join(folder, name)) as [
      string,
      string,
      string, // as many as there are names
    ]
    await writeSample({ options, register, changed, bare })
    const take = async (path: string) => {
      const watch = watchProcess()
      const report = await importRegister(context, { source: fileSource(path), complete: true })
      return { ...report, ...watch.stop() }
    }
    const first = await take(register)
    const again = await take(register)
    const later = await take(changed)
    const floor = await loadBare(owner, folder, bare)
    const { count } = options
    const notes = ({
      memoryAboveIdleMB,
      mainThreadLateMs,
      rowsPerSecond,
    }: Awaited<ReturnType<typeof take>> & { rowsPerSecond?: number }) => ({
      memoryAboveIdleMB,
      mainThreadLateMs,
      ...(rowsPerSecond && { rowsPerSecond }),
    })
    return [
      figure(`first load of ${count} rows`, 's', first.seconds, floor, {
        goal: count < FROM_MANY_ROWS ? GOAL.few : GOAL.many,
        new: first.new,
        rejected: first.rejected,
        duplicate: first.duplicate,
        ...notes(first),
      }),
      figure(`the same ${count} rows again`, 's', again.seconds, floor, {
        unchanged: again.unchanged,
        ...notes(again),
      }),
      figure(`${count} rows, 2 % changed`, 's', later.seconds, floor, { changed: later.changed, ...notes(later) }),
    ]
  })
}

/** Peak memory, and by how much the thread that serves requests was late (99th percentile). */
function watchProcess(): { stop: () => { memoryAboveIdleMB: number; mainThreadLateMs: number } } {
  const idle = process.memoryUsage.rss()
  let peak = idle
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  return {
    stop() {
      clearInterval(timer)
      delay.disable()
      return {
        memoryAboveIdleMB: Math.round((peak - idle) / 1024 / 1024),
        mainThreadLateMs: Math.round(delay.percentile(99) / 100_000) / 10,
      }
    },
  }
}

/** @returns seconds from the first byte copied to the last index built */
async function loadBare(owner: pg.Client, folder: string, path: string): Promise<number> {
  const header: string[] = generateRegisterRows({ count: 1, seed: 1 }).next().value ?? []
  const raw = header.map((_, i) => `raw_${i}`)
  const { rows: columns } = await owner.query<{ name: string; type: string }>(`
    select distinct a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum > 0
      and (a.attnum = any (i.indkey) or pg_get_indexdef(i.indexrelid) ~ ('\\m' || a.attname || '\\M'))
    where i.indrelid = 'enterprise'::regclass and not i.indisprimary and a.attname <> 'id' order by 1`)
  const { rows: indexes } = await owner.query<{ definition: string }>(`
    select replace(regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\S+ ON', 'INDEX ON'), 'public.enterprise', 'bare') as definition
    from pg_index where indrelid = 'enterprise'::regclass and not indisprimary and not indisunique`)
  const whole = join(folder, 'bare-whole')
  await owner.query(`create unlogged table bare_raw (${raw.map((name) => `${name} text`).join(', ')})`)
  await pipeline(createReadStream(path), owner.query(copyFrom('copy bare_raw from stdin')))
  await pipeline(
    owner.query(
      copyTo(`copy (select r.*, ${columns.map(({ name }) => `e.${name}`).join(', ')} from bare_raw r left join enterprise e
        on e.credit_code = upper(regexp_replace(normalize(r.raw_0, nfkc), '[^0-9A-Za-z]', '', 'g'))) to stdout`),
    ),
    createWriteStream(whole),
  )
  await owner.query('drop table bare_raw')
  await owner.query(`create table bare (id bigint generated always as identity, ${raw.map((name) => `${name} text`).join(', ')},
    ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`)
  await owner.query('checkpoint').catch(() => {})
  const clock = performance.now()
  await owner.query('begin')
  await owner.query(`set local maintenance_work_mem = '256MB'`)
  await pipeline(
    createReadStream(whole, { highWaterMark: 262_144 }),
    owner.query(copyFrom(`copy bare (${[...raw, ...columns.map(({ name }) => name)].join(', ')}) from stdin`)),
  )
  await owner.query(`delete from bare using (select id, row_number() over (partition by raw_0 order by id desc) as place from bare) ranked
    where bare.id = ranked.id and (ranked.place > 1 or raw_0 = '')`)
  await owner.query('alter table bare add primary key (id)')
  await owner.query('create unique index on bare (raw_0)')
  for (const { definition } of indexes) await owner.query(definition)
  await owner.query('commit')
  const seconds = (performance.now() - clock) / 1000
  await owner.query('drop table bare')
  return seconds
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
