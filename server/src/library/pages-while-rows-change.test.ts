import * as operations from '@yijian/shared/library/list-contract'
import { librarySorts } from '@yijian/shared/library/list-contract'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { OfficerCaller } from '../identity/caller.ts'
import { importRegister } from '../imports/import-register.ts'
import { sampleRegisterSource } from '../registry/sample-register.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleCountLibrary, handleSearchLibrary } from './search-library.ts'

let city: Fixtures
let officers: OfficerCaller[]
beforeAll(async () => {
  city = await createFixtures()
  await importRegister(city.context, { source: sampleRegisterSource({ count: 1500, seed: 5, dirt: 0.9 }) })
  await city.db.owner.query('vacuum (analyze) enterprise')
  officers = [
    await city.addOfficer({ tier: 'city', over: ['330100'] }),
    await city.addOfficer({ tier: 'county', over: ['330106'] }),
  ]
})
afterAll(() => city.drop())

type Words = Record<string, string>
async function page(by: OfficerCaller, words: Words) {
  const query = z.parse(operations.searchLibrary.query, words)
  const { items, next } = await city.call(operations.searchLibrary, handleSearchLibrary, by, { query })
  return { ids: items.map(({ id }) => id), next }
}

async function walk(
  by: OfficerCaller,
  words: Words,
  between: () => Promise<void> = async () => {},
): Promise<number[][]> {
  const pages: number[][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { ids, next }: Awaited<ReturnType<typeof page>> = await page(by, { ...words, ...(cursor && { cursor }) })
    pages.push(ids)
    cursor = next
    await between()
  }
  return pages
}

/** What happens to enterprises while somebody reads on: each changes its place in some order, leaves, or comes back. */
const CHANGES = [
  sql`standard_score = 100 - standard_score`,
  sql`headcount = coalesce(headcount, 0) * 7 % 500`,
  sql`established_on = date '2001-01-01' + (id % 9000)::int`,
  sql`vanished_batch_id = case when vanished_batch_id is null then batch_id end`,
]

const filters = fc.constantFrom<Words>(
  {},
  { q: '有限公司' },
  { outreach: 'invalid' },
  { outreach: 'new' },
  { industry: 'I,C', status: 'live' },
  { status: 'gone,revoked,paused' },
)

test('whoever pages on while others change sees each enterprise that stands still, once, and no page twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom(...librarySorts),
      fc.constantFrom(0, 1),
      fc.array(fc.tuple(fc.nat(3), fc.nat(6)), { minLength: 1, maxLength: 8 }),
      async (words, sort, who, changes) => {
        const by = officers[who]
        if (!by) throw new Error('no officer')
        const asked = { ...words, sort }
        const before = (await walk(by, asked)).flat()
        let turn = 0
        const pages = await walk(by, asked, async () => {
          const [what, part] = changes[turn++ % changes.length] ?? [0, 0]
          // Every seventh enterprise or so moves; those whose number ends otherwise stand still throughout.
          await city.write((tx) =>
            tx.execute(sql`update enterprise set ${CHANGES[what]} where id % 14 = ${part} and id % 2 = ${part % 2}`),
          )
        })
        const seen = pages.flat()
        const still = (id: number) => id % 14 > 6
        expect(seen.filter(still)).toEqual(before.filter(still))
        expect(pages.slice(0, -1).every((ids) => ids.length === 50)).toBe(true)
      },
    ),
    { numRuns: 12 },
  )
})

test('going back shows the same pages as going on, and as many as are counted', async () => {
  for (const by of officers)
    for (const words of [{}, { outreach: 'invalid' }, { q: '科技', sort: 'newest' }] as Words[]) {
      const cursors: (string | null)[] = ['']
      const onward: number[][] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { ids, next }: Awaited<ReturnType<typeof page>> = await page(by, { ...words, ...(cursor && { cursor }) })
        onward.push(ids)
        cursors.push(next)
        cursor = next
      }
      for (const [i, ids] of [...onward.entries()].reverse().slice(0, 8)) {
        const cursor = cursors[i]
        expect((await page(by, { ...words, ...(cursor && { cursor }) })).ids).toEqual(ids)
      }
      const { sort: _, ...asked } = words
      const query = z.parse(operations.countLibrary.query, asked)
      const counted = await city.call(operations.countLibrary, handleCountLibrary, by, { query })
      expect(counted).toEqual({ count: onward.flat().length, more: false })
    }
})
