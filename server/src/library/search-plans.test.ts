import { ageBands, SizeBand } from '@yijian/shared/library/facets'
import { LibraryFilters, type LibrarySort, librarySorts } from '@yijian/shared/library/list-contract'
import { type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { importRegister } from '../imports/import-register.ts'
import { sampleRegisterSource } from '../registry/sample-register.ts'
import { createFixtures, type Fixtures, monday } from '../testing/fixtures.ts'
import { countInLibrary } from './count-in-library.ts'
import { findInLibrary } from './find-in-library.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import { readLibrarySearch } from './library-filters.ts'

let city: Fixtures
let officers: OfficerCaller[]
beforeAll(async () => {
  city = await createFixtures()
  await importRegister(city.context, { source: sampleRegisterSource({ count: 4000, seed: 3 }) })
  await city.db.owner.query('vacuum (analyze) enterprise')
  officers = [
    await city.addOfficer({ tier: 'city', over: ['330100'] }),
    await city.addOfficer({ tier: 'county', over: ['330106'] }),
    await city.addOfficer({ over: ['330106002'] }),
  ]
})
afterAll(() => city.drop())

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }
const scanned = ({ Plans = [], ...plan }: Plan): boolean =>
  (plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === 'enterprise') || Plans.some(scanned)

/** Runs as `tx` does, and remembers each statement that no index answers. */
function watched(tx: Tx, unindexed: string[]): Tx {
  const execute = async (statement: SQL) => {
    // A small table is read whole sooner than by its index; one of a million rows is not.
    await tx.execute(sql`set local enable_seqscan = off`)
    const [explained] = await rows<{ 'QUERY PLAN': { Plan: Plan }[] }>(tx, sql`explain (format json) ${statement}`)
    if (explained?.['QUERY PLAN'].some(({ Plan }) => scanned(Plan))) unindexed.push(JSON.stringify(explained, null, 1))
    return tx.execute(statement)
  }
  return { execute } as unknown as Tx // what finding and counting use of it
}

/** As in a register of millions, so that every way of searching is taken. */
const large: readonly KeyFrequencies[] = [
  { enterprises: 1e6, shareOf: () => 0.05, shareOfAny: () => 0.05, shareOfPlaces: () => 1 },
  { enterprises: 1e6, shareOf: () => 0.0005, shareOfAny: () => 0.01, shareOfPlaces: () => 1 },
  { enterprises: 5e4, shareOf: () => 0.05, shareOfAny: () => 0.05, shareOfPlaces: () => 1 },
  { enterprises: 1e6, shareOf: () => 1, shareOfAny: () => 1, shareOfPlaces: () => 0.01 },
]

test('whatever a page can ask is answered by an index, in every order and for every post', async () => {
  const words = fc.record(
    {
      q: fc.constantFrom(
        '云栖',
        '科技',
        'yqsm',
        'yq',
        'yunqishuma',
        '王明',
        '松风路588号',
        '9133',
        '云',
        'Z',
        '公司',
        '有限公司 王',
      ),
      industry: fc.constantFrom('I', 'C,unknown'),
      size: fc.constantFrom(...SizeBand.options, 'under_10,from_300'),
      age: fc.constantFrom(...Object.keys(ageBands), 'unknown', 'under_1,from_10'),
      status: fc.constantFrom('gone', 'live', 'paused,moved'),
      outreach: fc.constantFrom('new', 'invalid', 'intent', 'organised,covered', 'applying'),
      tag: fc.constantFrom('1', '1,2'),
      communityId: fc.constant('1'),
      vanished: fc.constant('yes'),
      doubtful: fc.constant('yes'),
    },
    { requiredKeys: [] },
  )
  const ask = (
    caller: OfficerCaller,
    filters: Record<string, string>,
    sort: LibrarySort,
    frequencies: KeyFrequencies,
  ) =>
    withTx(city.context.database, caller.scope, async (tx) => {
      const unindexed: string[] = []
      const search = await readLibrarySearch(tx, caller, z.parse(LibraryFilters, filters), { now: monday, frequencies })
      const first = await findInLibrary(watched(tx, unindexed), search, { sort, cursor: null, limit: 51, frequencies })
      const cursor = first[first.length >> 1] ?? null
      await findInLibrary(watched(tx, unindexed), search, { sort, cursor, limit: 51, frequencies })
      await countInLibrary(watched(tx, unindexed), search, { most: 10_000, frequencies })
      return unindexed
    })
  await fc.assert(
    fc.asyncProperty(
      words,
      fc.constantFrom(...librarySorts),
      fc.nat(2),
      fc.constantFrom(...large),
      async (filters, sort, who, frequencies) => {
        const [officer] = officers.slice(who)
        if (officer) expect(await ask(officer, filters, sort, frequencies)).toEqual([])
      },
    ),
    { numRuns: 120 },
  )
})
