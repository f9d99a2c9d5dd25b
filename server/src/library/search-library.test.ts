import { randomUUID } from 'node:crypto'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import * as operations from '@yijian/shared/library/list-contract'
import { type LibrarySort, librarySorts } from '@yijian/shared/library/list-contract'
import { correctPlace } from '@yijian/shared/places/contract'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { rows, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleCorrectPlace } from '../places/correct-place.ts'
import { createFixtures, type Fixtures, monday } from '../testing/fixtures.ts'
import { countInLibrary, countToTheEnd } from './count-in-library.ts'
import { type Found, findInLibrary } from './find-in-library.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import { writeLibraryCursor } from './library-cursor.ts'
import { readLibrarySearch } from './library-filters.ts'
import { handleListCommunities, handleListLibraryPlaces } from './list-communities.ts'
import { handleReadLibraryEnterprise } from './read-library-enterprise.ts'
import { handleCountLibrary, handleSearchLibrary } from './search-library.ts'

const STREET = '330106011'
const OTHER = '330106010'
const CODE = '91330106MA2TE5T01R'

let city: Fixtures
let officer: OfficerCaller
let county: OfficerCaller
let alibaba: number

beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ over: [STREET] })
  county = await city.addOfficer({ tier: 'county', over: ['330106'] })
  alibaba = await city.addEnterprise({
    place: STREET,
    name: '阿里巴巴（中国）网络技术有限公司',
    formerNames: ['杭州旧名科技有限公司'],
    code: CODE,
    principal: '张三丰',
    address: '西湖区文一西路588号西溪首座A幢',
    establishedOn: '2024-06-01',
    headcount: 320,
    industrySection: 'I',
    phone: '13700000001',
  })
})
afterAll(() => city.drop())

/** As the route reads an address. */
const query = (words: Record<string, string>) => z.parse(operations.searchLibrary.query, words)
const search = (words: Record<string, string>, by = officer) =>
  city.call(operations.searchLibrary, handleSearchLibrary, by, { query: query(words) })
const ids = async (words: Record<string, string>, by = officer) => (await search(words, by)).items.map(({ id }) => id)

describe('where nothing has what was typed', () => {
  const alike = async (words: Record<string, string>, by = officer) =>
    (await search(words, by)).alike?.map(({ id }) => id)
  test.each([
    ['other characters of the same sound', '啊力八巴'],
    ['one character wrong in the whole name', '阿里巴八（中国）网络技术有限公司'],
    ['the place of another region before it', '上海阿里巴巴网络技术有限公司'],
  ])('a name like it is offered: %s', async (_, q) => {
    expect(await alike({ q })).toEqual([alibaba])
    expect(await ids({ q })).toEqual([])
  })

  test('but nothing outside the filters or the post, and nothing for marks, codes or nothing', async () => {
    const neighbour = await city.addOfficer({ over: [OTHER] })
    expect(await alike({ q: '啊力八巴' }, neighbour)).toBeUndefined()
    expect(await alike({ q: '啊力八巴', size: 'from_300' })).toEqual([alibaba])
    expect(await alike({ q: '啊力八巴', size: 'under_10' })).toBeUndefined()
    for (const q of ['（）%', '啊', '91330106MA2TE5T99X']) expect(await alike({ q })).toBeUndefined()
    expect(await alike({ size: 'under_10' })).toBeUndefined()
    expect(await alike({ q: '巴巴' })).toBeUndefined()
  })
})

describe('a search of the library', () => {
  test.each([
    ['a part of the name', '巴巴'],
    ['other brackets and widths', '［中国］网络'],
    ['one character, as the beginning', '阿'],
    ['a former name', '旧名科技'],
    ['initials', 'albb'],
    ['two initials', 'lb'],
    ['full pinyin, also a part', 'babazhong'],
    ['the principal', '张三丰'],
    ['the building', '西溪首座'],
    ['road and number', '文一西路588号'],
    ['the beginning of a code, written badly', '９１３３０１０６ ma2t'],
    ['the whole code', CODE],
    ['two words', '首座 alibaba'],
  ])('finds by %s', async (_, q) => {
    expect(await ids({ q })).toEqual([alibaba])
    expect(await city.call(operations.countLibrary, handleCountLibrary, officer, { query: { q } })).toEqual({
      count: 1,
      more: false,
    })
  })

  test.each([
    ['one character from the middle', '巴'],
    ['a wildcard', '%%'],
    ['a pattern', '阿_巴'],
    ['marks only', '（）'],
    ['a word that is nowhere', '阿里 东海'],
    ['another code', '91330106MA2TE5T02'],
  ])('does not find by %s', async (_, q) => {
    expect(await ids({ q })).toEqual([])
  })

  test('nobody sees beyond the places of the post, and asking for them finds nothing', async () => {
    const elsewhere = await city.addEnterprise({ place: OTHER, name: '阿里巴巴别处有限公司' })
    expect(await ids({ q: 'albb' })).toEqual([alibaba])
    expect((await ids({ q: 'albb' }, county)).sort()).toEqual([alibaba, elsewhere].sort())
    expect(await ids({ q: 'albb', placeId: String(city.place(OTHER)) }, county)).toEqual([elsewhere])
    await expect(ids({ placeId: String(city.place(OTHER)) })).rejects.toMatchObject({ code: 'not_found' })
    const park = await city.addOfficer({ over: [elsewhere] })
    expect(await ids({}, park)).toEqual([elsewhere])
    expect(await ids({ q: '巴巴', placeId: String(city.place(OTHER)) }, park)).toEqual([elsewhere])
  })
})

test('places to choose from are those of the post, with the communities of a street', async () => {
  const places = async (by: OfficerCaller) =>
    (await city.call(operations.listLibraryPlaces, handleListLibraryPlaces, by)).counties.map(
      ({ county: { name }, streets }) => [name, streets.length],
    )
  expect(await places(officer)).toEqual([['西湖区', 1]])
  expect(await places(county)).toEqual([['西湖区', 12]])
  const query = { placeId: city.place(STREET) }
  const { items } = await city.call(operations.listCommunities, handleListCommunities, officer, { query })
  expect(items.length).toBeGreaterThan(5)
  const [community] = items
  await city.write((tx) => tx.execute(sql`update enterprise set community_id = ${community?.id} where id = ${alibaba}`))
  const beside = await city.addEnterprise({ place: STREET, name: '别的社区有限公司' })
  expect(await ids({})).toEqual(expect.arrayContaining([alibaba, beside]))
  expect(await ids({ communityId: String(community?.id) })).toEqual([alibaba])
  expect(await ids({ communityId: String(community?.id), q: '有限公司' })).toEqual([alibaba])
  expect(
    await city.call(operations.countLibrary, handleCountLibrary, officer, {
      query: z.parse(operations.countLibrary.query, { communityId: String(community?.id) }),
    }),
  ).toEqual({ count: 1, more: false })
  await city.write((tx) => tx.execute(sql`delete from enterprise where id = ${beside}`))
  await expect(
    city.call(operations.listCommunities, handleListCommunities, officer, { query: { placeId: city.place(OTHER) } }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

describe('filters', () => {
  const place = '330106012'
  let own: OfficerCaller
  let made: Record<'plain' | 'big' | 'old' | 'gone' | 'farm', number>
  const named = async (words: Record<string, string>) => {
    const found = await ids(words, own)
    return Object.entries(made)
      .filter(([, id]) => found.includes(id))
      .map(([name]) => name)
  }

  beforeAll(async () => {
    own = await city.addOfficer({ over: [place] })
    made = {
      plain: await city.addEnterprise({ place }),
      big: await city.addEnterprise({ place, headcount: 120, industrySection: 'C', establishedOn: '2025-03-01' }),
      old: await city.addEnterprise({ place, headcount: 24, industrySection: 'C', establishedOn: '2001-01-01' }),
      gone: await city.addEnterprise({ place, status: 'gone', establishedOn: '2023-03-02' }),
      farm: await city.addEnterprise({ place, headcount: 9, industrySection: 'A', establishedOn: '2025-03-02' }),
    }
  })

  test.each([
    [{ industry: 'C' }, ['big', 'old']],
    [{ industry: 'A,unknown' }, ['plain', 'gone', 'farm']],
    [{ size: 'from_100' }, ['big']],
    [{ size: 'from_10,under_10' }, ['old', 'farm']],
    [{ size: 'unknown' }, ['plain', 'gone']],
    [{ status: 'gone' }, ['gone']],
    [{ status: 'live,paused' }, ['plain', 'big', 'old', 'farm']],
    // On Monday 2 March 2026: a year old on the day itself.
    [{ age: 'under_1' }, []],
    [{ age: 'from_1' }, ['big', 'farm']],
    [{ age: 'from_3' }, ['gone']],
    [{ age: 'from_10' }, ['old']],
    [{ age: 'unknown' }, ['plain']],
    [{ industry: 'C', size: 'from_100', age: 'from_1', status: 'live' }, ['big']],
    [{ vanished: 'yes' }, []],
  ])('%o', async (words, expected) => {
    expect(await named(words)).toEqual(expected)
  })

  test('an unknown word is refused, not ignored', () => {
    expect(() => query({ industry: 'Z' })).toThrow()
    expect(() => query({ size: 'huge' })).toThrow()
    expect(() => query({ tag: 'x' })).toThrow()
  })

  test('a street found with doubts waits until somebody has said so, and what waits for a street is another list', async () => {
    const set = (id: number, how: string, certain: boolean) =>
      city.write((tx) =>
        tx.execute(sql`update enterprise set place_how = ${how}, place_certain = ${certain} where id = ${id}`),
      )
    expect(await named({ doubtful: 'yes' })).toEqual([])
    await set(made.big, 'street_in_address', false)
    await set(made.farm, 'community_in_address', false)
    await set(made.old, 'district_pool', false)
    expect(await named({ doubtful: 'yes' })).toEqual(['big', 'farm'])
    expect(await named({ doubtful: 'yes', industry: 'C' })).toEqual(['big'])
    const counted = { query: { ...query({ doubtful: 'yes' }), whole: 'yes' as const } }
    expect(await city.call(operations.countLibrary, handleCountLibrary, own, counted)).toEqual({
      count: 2,
      more: false,
    })
    await city.call(correctPlace, handleCorrectPlace, own, {
      params: { id: made.big },
      body: { commandId: randomUUID(), placeId: city.place(place), teach: false, follows: 0 },
    })
    expect(await named({ doubtful: 'yes' })).toEqual(['farm'])
    await set(made.farm, 'street_in_address', true)
    await set(made.old, 'street_in_address', true)
  })

  test('a missing enterprise is shown, marked, and found as such', async () => {
    const [batch] = await city.write((tx) =>
      rows<{ id: number }>(
        tx,
        sql`insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, started_at, applied_at) values ('x', ${'0'.repeat(64)}, 'utf-8', ',', '{}', now(), now()) returning id`,
      ),
    )
    await city.write((tx) =>
      tx.execute(sql`update enterprise set vanished_batch_id = ${batch?.id} where id = ${made.old}`),
    )
    const { items } = await search({ vanished: 'yes' }, own)
    expect(items).toMatchObject([{ id: made.old, vanished: true }])
    await city.write((tx) => tx.execute(sql`update enterprise set vanished_batch_id = null where id = ${made.old}`))
  })

  test('outreach as it stands, whether people said so or facts do', async () => {
    await city.write(async (tx) => {
      await tx.execute(sql`insert into outreach (enterprise_id, agency, state, version, updated_at)
        values (${made.big}, 'league', 'intent', 1, now()), (${made.old}, 'union', 'intent', 1, now())`)
    })
    await city.addCase({ enterpriseId: made.farm, place })
    expect(await named({ outreach: 'intent' })).toEqual(['big'])
    expect(await named({ outreach: 'applying' })).toEqual(['farm'])
    expect(await named({ outreach: 'intent,applying' })).toEqual(['big', 'farm'])
    expect(await named({ outreach: 'invalid' })).toEqual(['gone'])
    expect(await named({ outreach: 'new' })).toEqual(['plain', 'old'])
    const { items } = await search({}, own)
    expect(items.find(({ id }) => id === made.big)).toMatchObject({ outreach: 'intent', invited: false })
  })
})

test('the score is what the list is in order of, and its reasons add up to it', async () => {
  const { items } = await search({ q: 'albb' })
  expect(items[0]).toMatchObject({ id: alibaba, score: 92 })
  expect(items[0]?.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(92)
  const page = await city.call(readLibraryEnterprise, handleReadLibraryEnterprise, officer, { params: { id: alibaba } })
  expect(page).toMatchObject({ id: alibaba })
  const scores = (await search({}, county)).items.map(({ score }) => score)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
})

test('a cursor belongs to the order it was given out in', async () => {
  await expect(ids({ cursor: 'x' })).rejects.toMatchObject({ code: 'malformed_request' })
  const cursor = Buffer.from(JSON.stringify(['score', '50', 1])).toString('base64url')
  await expect(ids({ cursor })).resolves.toEqual(expect.any(Array))
  await expect(ids({ cursor, sort: 'newest' })).rejects.toMatchObject({ code: 'malformed_request' })
  const noSuchDay = writeLibraryCursor('newest', { value: '2026-02-30', id: 1 })
  await expect(ids({ cursor: noSuchDay, sort: 'newest' })).rejects.toMatchObject({ code: 'malformed_request' })
})

describe('pages', () => {
  const places = ['330106004', '330106005', '330106007']
  const names = ['云栖', '松风', '白鹭', '长河', 'ABC']
  let own: OfficerCaller

  const addSome = async (count: number, seed: number) => {
    for (let i = 0; i < count; i++) {
      const at = (i * 7 + seed) % 97
      await city.addEnterprise({
        place: places[at % 3] ?? '',
        name: `杭州${names[at % 5]}${at}${['科技', '物流'][at % 2]}有限公司`,
        ...(at % 4 > 0 && { headcount: (at * 13) % 400 }),
        ...(at % 5 > 0 && { establishedOn: `20${String(10 + (at % 16)).padStart(2, '0')}-03-02` }),
        industrySection: at % 3 === 0 ? 'I' : 'C',
        status: at % 11 === 0 ? 'gone' : 'live',
      })
    }
  }
  beforeAll(async () => {
    own = await city.addOfficer({ tier: 'county', over: places })
    await addSome(150, 1)
    await city.write((tx) => tx.execute(sql`update enterprise set place_certain = false where id % 3 = 0`))
  })

  /** Ways to search: by keys, by walking, by walking that gives way; statistics choose one and must not change the answer. */
  const ways: Record<string, KeyFrequencies> = {
    gathered: { enterprises: 0, shareOf: () => 0.1, shareOfAny: () => 0.1, shareOfPlaces: () => 1 },
    'of a register that is counted to its end': {
      enterprises: 5e4,
      shareOf: () => 0.1,
      shareOfAny: () => 0.1,
      shareOfPlaces: () => 1,
    },
    walked: { enterprises: 1e6, shareOf: () => 0.1, shareOfAny: () => 0.1, shareOfPlaces: () => 1 },
    'walked to its end': { enterprises: 1e6, shareOf: () => 0.1, shareOfAny: () => 0.1, shareOfPlaces: () => 0.002 },
    'walked without keys': { enterprises: 1e6, shareOf: () => 1, shareOfAny: () => 1, shareOfPlaces: () => 1 },
  }
  const find = (
    words: Record<string, string>,
    sort: LibrarySort,
    way: KeyFrequencies,
    cursor: Found | null,
    limit: number,
  ) =>
    withTx(city.context.database, own.scope, async (tx) => {
      const search = await readLibrarySearch(tx, own, z.parse(operations.LibraryFilters, words), {
        now: monday,
        frequencies: way,
      })
      const found = await findInLibrary(tx, search, { sort, cursor, limit, frequencies: way })
      const counting = { most: 10_000, frequencies: way }
      return {
        found,
        count: await countInLibrary(tx, search, counting),
        toTheEnd: await countToTheEnd(tx, search, counting),
      }
    })

  test('every way finds the same, in the same order, and as many as are counted', async () => {
    const words = fc.record(
      {
        q: fc.constantFrom('云栖', '科技', 'yunqi', 'yqk', 'hz', 'lk', '杭', 'abc', '9133', '松风 物流', '李测试'),
        industry: fc.constantFrom('I', 'C', 'I,C'),
        size: fc.constantFrom('unknown', 'from_100', 'under_10,from_300'),
        age: fc.constantFrom('from_1', 'from_5', 'from_10', 'unknown,from_1'),
        status: fc.constantFrom('gone', 'live'),
        outreach: fc.constantFrom('new', 'intent', 'new,invalid', 'invalid'),
        doubtful: fc.constant('yes'),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom(...librarySorts), async (filters, sort) => {
        const answers = await Promise.all(Object.values(ways).map((way) => find(filters, sort, way, null, 300)))
        for (const { found, count, toTheEnd } of answers) {
          expect(found).toEqual(answers[0]?.found)
          expect(count).toEqual({ count: found.length, more: false })
          expect(toTheEnd).toEqual(count)
        }
      }),
      { numRuns: 40 },
    )
  })

  test.each(librarySorts)(
    'by %s: walking them gives one sorted list without gap or repeat while enterprises come in',
    async (sort) => {
      for (const way of Object.values(ways)) {
        const before = await find({ q: '杭州' }, sort, way, null, 1000)
        const walked: Found[] = []
        for (let cursor: Found | null = null, round = 0; ; round++) {
          const { found } = await find({ q: '杭州' }, sort, way, cursor, 37)
          walked.push(...found)
          const last = found.at(-1)
          if (found.length < 37 || !last) break
          cursor = last
          await addSome(2, round)
        }
        const seen = walked.map(({ id }) => id)
        expect(new Set(seen).size).toBe(seen.length)
        const missing = before.found.filter(({ id }) => !seen.includes(id))
        expect(missing).toEqual([])
        const keyOf = ({ value, id }: Found): [number | string, number] => [
          sort === 'newest' ? value : Number(value),
          id,
        ]
        const sorted = [...walked].sort((a, b) => {
          const [x, y] = [keyOf(a), keyOf(b)]
          return x[0] === y[0] ? y[1] - x[1] : x[0] < y[0] ? 1 : -1
        })
        expect(walked).toEqual(sorted)
      }
    },
  )

  test('fifty at a time over HTTP’s own cursor', async () => {
    const first = await search({ q: '有限公司' }, own)
    expect(first.items).toHaveLength(50)
    const second = await search({ q: '有限公司', cursor: first.next ?? '' }, own)
    expect(second.items).toHaveLength(50)
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(100)
  })
})
