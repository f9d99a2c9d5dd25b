import type { Database } from '@yijian/server/db/client'
import { firstRow, rows, withTx } from '@yijian/server/db/tx'
import type { OfficerCaller } from '@yijian/server/identity/caller'
import { importRegister } from '@yijian/server/imports/import-register'
import { writeLibraryCursor } from '@yijian/server/library/library-cursor'
import { handleCountLibrary, handleSearchLibrary } from '@yijian/server/library/search-library'
import { handleListFollowUps } from '@yijian/server/outreach/list-follow-ups'
import { handleListPoolGroups } from '@yijian/server/places/list-pool'
import { settlePool } from '@yijian/server/places/settle-pool'
import { sampleRegisterSource } from '@yijian/server/registry/sample-register'
import { countLibrary, searchLibrary } from '@yijian/shared/library/list-contract'
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
  ['two initials', { q: 'yq' }],
  ['two initials that are rare', { q: 'aw' }],
  ['pinyin', { q: 'yunqishuma' }],
  ['beginning of a code', { q: '91330106YJ0' }],
  ['three filters', { industry: 'I', size: 'from_50', status: 'live' }],
  ['what is closed', { status: 'gone' }],
  ['one character', { q: '云' }],
  ['what no key holds', { q: '公司' }],
  ['newest first', { sort: 'newest' }],
  ['newest first, ten years and older', { sort: 'newest', age: 'from_10' }],
  ['newest first, searched by initials', { sort: 'newest', q: 'yqsm' }],
  ['most staff first, searched', { sort: 'headcount', q: '科技' }],
  ['most staff first, under ten', { sort: 'headcount', size: 'under_10' }],
  ['what was contacted', { outreach: 'contacted' }],
  ['what nothing will come of', { outreach: 'invalid' }],
  ['what nothing will come of, in one industry', { outreach: 'invalid', industry: 'I' }],
  ['streets to be confirmed', { doubtful: 'yes' }],
  ['streets to be confirmed, newest first', { doubtful: 'yes', sort: 'newest' }],
  ['streets to be confirmed, common search', { doubtful: 'yes', q: '科技' }],
]
const COUNTS: readonly (readonly [what: string, words: Record<string, string>])[] = [
  ['everything', {}],
  ['a common search', { q: '科技' }],
  ['a rare search', { q: '松风路588号' }],
  ['two initials', { q: 'yq' }],
  ['three filters', { industry: 'I', size: 'from_50', status: 'live' }],
  ['what was contacted', { outreach: 'contacted' }],
  ['what nothing will come of', { outreach: 'invalid' }],
  ['streets to be confirmed', { doubtful: 'yes' }],
]
/** Flat in cost: no more than so many times what it takes in the smallest register, or so few milliseconds. */
const FLAT = { times: 2, ms: 50 } as const

/** Pages and lists of the library as city, county and street see them, beside a page of rows by their primary key. */
export async function run(): Promise<BenchResult> {
  const named = process.argv.slice(2).map(Number).filter(Number.isInteger)
  const bySize: BenchFigure[][] = []
  for (const count of named.length > 0 ? named : SIZES)
    bySize.push(await withScratch((scratch) => measure(scratch, count)))
  return {
    name: 'library',
    floor:
      'fifty rows by their primary key with the names of their places, in a transaction of its own as every request has; median',
    figures: bySize.flatMap((figures) => (figures === bySize[0] ? figures : withGrowth(figures, bySize[0] ?? []))),
  }
}

/** Beside each figure of a larger register what it is of the same in the smallest, and whether that is flat. */
function withGrowth(figures: readonly BenchFigure[], smallest: readonly BenchFigure[]): BenchFigure[] {
  return figures.map((one, i) => {
    const growth = one.measured / (smallest[i]?.measured ?? Number.NaN)
    const flat = growth <= FLAT.times || one.measured <= FLAT.ms
    return { ...one, notes: { ...one.notes, growth: Math.round(growth * 100) / 100, flat: flat ? 'yes' : 'NO' } }
  })
}

async function measure({ owner, context }: Scratch, count: number): Promise<BenchFigure[]> {
  await importRegister(context, { source: sampleRegisterSource({ count, seed: 1 }) })
  // As PostgreSQL does by itself within a minute.
  await owner.query('vacuum (analyze) enterprise')
  await owner.query('vacuum (analyze) enterprise_contact')
  await followUp(owner)
  // As the worker does within a minute.
  await settlePool(context)
  await owner.query('vacuum (analyze) pool_group')
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
    for (const [what, words] of COUNTS) {
      const counted = () => handleCountLibrary({ context, caller, query: countLibrary.query.parse(words) } as never)
      const { count: rowsCounted, more } = await counted()
      const notes = { rows: rowsCounted, ...(more && { more: 'yes' }) }
      figures.push(figure(`${count} rows, ${who}: count of ${what}`, 'ms', await median(counted), floor, notes))
    }
    const lists = {
      'what is due at the office': () => handleListFollowUps({ context, caller, query: { which: 'all' } } as never),
      'buildings that wait for a street': () => handleListPoolGroups({ context, caller, query: {} } as never),
      'buildings that wait, searched by road and number': () =>
        handleListPoolGroups({ context, caller, query: { q: '松风路588号' } } as never),
      'buildings that wait, searched by a common word': () =>
        handleListPoolGroups({ context, caller, query: { q: '科技' } } as never),
    }
    for (const [what, list] of Object.entries(lists))
      figures.push(
        figure(`${count} rows, ${who}: ${what}`, 'ms', await median(list), floor, {
          rows: (await list()).items.length,
        }),
      )
  }
  return figures
}

/** A tenth of all enterprises have been contacted, a third of those are due. */
async function followUp(owner: Scratch['owner']): Promise<void> {
  await owner.query(`select set_config('yijian.system', 'on', false)`)
  await owner.query(`insert into outreach (enterprise_id, agency, state, next_on, version, updated_at)
    select id, 'league', case when id % 20 = 0 then 'contacted' else 'intent' end, current_date - 20 + (id / 10 % 60)::int, 1, now()
    from enterprise where id % 10 = 0`)
  await owner.query('vacuum (analyze) outreach')
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
