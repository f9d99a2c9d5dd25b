import type { Database } from '@yijian/server/db/client'
import { firstRow, rows, withTx } from '@yijian/server/db/tx'
import type { OfficerCaller } from '@yijian/server/identity/caller'
import { importRegister } from '@yijian/server/imports/import-register'
import { writeLibraryCursor } from '@yijian/server/library/library-cursor'
import { handleCountLibrary, handleSearchLibrary } from '@yijian/server/library/search-library'
import { sampleRegisterSource } from '@yijian/server/registry/sample-register'
import { searchLibrary } from '@yijian/shared/library/list-contract'
import { type BenchFigure, type BenchResult, figure } from './bench-result.ts'
import { type Scratch, withScratch } from './scratch-database.ts'

const SIZES = [24_000, 1_000_000]
const RUNS = 31
/** Rows before a deep page, in its post's own order. */
const DEEP = 10_000

/** Pages as a person asks for them; in generated rows one in 13 is 科技 and one in 12,600 stands at 松风路588号. */
const PAGES: readonly (readonly [what: string, words: Record<string, string>])[] = [
  ['first page', {}],
  ['deep page', { deep: 'yes' }],
  ['common search', { q: '科技' }],
  ['common search, deep page', { q: '科技', deep: 'yes' }],
  ['medium search', { q: '王明' }],
  ['rare search', { q: '松风路588号' }],
  ['search for nothing there is', { q: '阿里巴巴' }],
  ['initials', { q: 'yqsm' }],
  ['pinyin', { q: 'yunqishuma' }],
  ['beginning of a code', { q: '91330106YJ0' }],
  ['three filters', { industry: 'I', size: 'from_50', status: 'live' }],
  ['what is closed', { status: 'gone' }],
  ['newest first', { sort: 'newest' }],
  ['most staff first, searched', { sort: 'headcount', q: '科技' }],
]

/** Pages of the library as city, county and street see them, beside a page of rows by their primary key. */
export async function run(): Promise<BenchResult> {
  const named = process.argv.slice(2).map(Number).filter(Number.isInteger)
  const figures: BenchFigure[] = []
  for (const count of named.length > 0 ? named : SIZES)
    figures.push(...(await withScratch((scratch) => measure(scratch, count))))
  return {
    name: 'library',
    floor:
      'fifty rows by their primary key with the names of their places, in a transaction of its own as every request has; median',
    figures,
  }
}

async function measure({ owner, context }: Scratch, count: number): Promise<BenchFigure[]> {
  await importRegister(context, { source: sampleRegisterSource({ count, seed: 1 }) })
  // As PostgreSQL does by itself within a minute.
  await owner.query('vacuum (analyze) enterprise')
  await owner.query('vacuum (analyze) enterprise_contact')
  const { database } = context
  const floor = await median(() => readByKey(database, count >> 1))
  const figures: BenchFigure[] = []
  for (const [who, code] of [
    ['city', '330100'],
    ['county', '330106'],
    ['street', '330106002'],
  ] as const) {
    const caller = await officerOver(database, code)
    const page = (query: Record<string, string>) =>
      handleSearchLibrary({ context, caller, query: searchLibrary.query.parse(query) } as never)
    for (const [what, { deep, ...words }] of PAGES) {
      const cursor = deep ? await cursorDown(database, caller) : undefined
      const query = { ...words, ...(cursor && { cursor }) }
      const rowsFound = (await page(query)).items.length
      figures.push(
        figure(`${count} rows, ${who}: ${what}`, 'ms', await median(() => page(query)), floor, { rows: rowsFound }),
      )
    }
    const counted = () => handleCountLibrary({ context, caller, query: { q: '科技' } } as never)
    figures.push(
      figure(`${count} rows, ${who}: count of a common search`, 'ms', await median(counted), floor, {
        rows: (await counted()).count,
      }),
    )
  }
  return figures
}

async function readByKey(database: Database, after: number): Promise<unknown> {
  return withTx(database, { kind: 'system' }, (tx) =>
    rows(
      tx,
      `select e.id, e.name, e.credit_code, e.status_text, e.headcount, d.name as place from enterprise e
      join division d on d.id = e.place_id where e.id > ${after} order by e.id limit 51`,
    ),
  )
}

async function officerOver(database: Database, code: string): Promise<OfficerCaller> {
  const under = await withTx(database, { kind: 'system' }, (tx) =>
    rows<{ id: number; tier: OfficerCaller['office']['tier'] }>(
      tx,
      `with recursive under as (
          select id, tier from division where code = '${code}' and valid_to is null
          union all select d.id, d.tier from division d join under on d.parent_id = under.id where d.valid_to is null)
        select id, tier from under`,
    ),
  )
  const places = under.map(({ id }) => id)
  return {
    accountId: 1,
    familyId: '',
    officerId: 1,
    postId: 1,
    role: 'clerk',
    name: '',
    office: { id: 1, agency: 'league', tier: under[0]?.tier ?? 'city', name: '', covers: 'places' },
    places,
    enterprises: [],
    scope: { kind: 'officer', accountId: 1, officeId: 1, agency: 'league', places, enterprises: [] },
  }
}

async function cursorDown(database: Database, { places }: OfficerCaller): Promise<string | undefined> {
  const found = await withTx(database, { kind: 'system' }, (tx) =>
    firstRow<{ id: number; value: string }>(
      tx,
      `select id, standard_score::text as value from (
          select id, standard_score, row_number() over (order by standard_score desc, id desc) as place, count(*) over () as all_of_them
          from enterprise where place_id = any ('{${places.join(',')}}')) ranked
        where place = least(${DEEP}, all_of_them / 2)`,
    ),
  )
  return found && writeLibraryCursor('score', found)
}

async function median(one: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < RUNS + 3; i++) {
    const clock = performance.now()
    await one()
    if (i >= 3) times.push(performance.now() - clock)
  }
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? Number.NaN
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
