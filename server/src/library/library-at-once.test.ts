import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import * as operations from '@yijian/shared/library/list-contract'
import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstRow, rows } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleAssignLibrary, handleListOfficePosts } from './assign-library.ts'
import { handleExportLibrary, handleListLibraryExports } from './export-library.ts'
import { handleDeleteLibraryView, handleListLibraryViews, handleSaveLibraryView } from './saved-views.ts'
import { handleSearchLibrary } from './search-library.ts'
import { handleArchiveTag, handleGiveTag, handleListTags, handleMakeTag } from './tags.ts'

const STREET = '330106011'
const OTHER = '330106010'

let city: Fixtures
let street: OfficerCaller
let clerk: OfficerCaller
let county: OfficerCaller
let far: OfficerCaller
let ids: number[]
let elsewhere: number

beforeAll(async () => {
  city = await createFixtures()
  street = await city.addOfficer({ over: [STREET] })
  clerk = await city.addOfficer({ over: [STREET], officeId: street.office.id, role: 'clerk' })
  county = await city.addOfficer({ tier: 'county', over: ['330106'] })
  far = await city.addOfficer({ tier: 'county', over: ['330108'] })
  ids = []
  for (let i = 0; i < 6; i++)
    ids.push(
      await city.addEnterprise({
        place: STREET,
        name: i === 0 ? '=HYPERLINK("http://a.example")有限公司' : `杭州一起${i}有限公司`,
        phone: `1370000010${i}`,
        principal: '王小明',
        ...(i === 5 && { status: 'gone' }),
      }),
    )
  elsewhere = await city.addEnterprise({ place: OTHER })
})
afterAll(() => city.drop())

const found = async (query: object, by: OfficerCaller) =>
  (await city.call(operations.searchLibrary, handleSearchLibrary, by, { query })).items.map(({ id }) => id)

describe('tags', () => {
  const make = (name: string, by = county) =>
    city.call(operations.makeTag, handleMakeTag, by, { body: { name, kind: 'key_list' } })
  const give = (id: number, which: object, options: { by?: OfficerCaller; take?: boolean; commandId?: string } = {}) =>
    city.call(operations.giveTag, handleGiveTag, options.by ?? county, {
      params: { id },
      body: { commandId: options.commandId ?? randomUUID(), take: options.take ?? false, which },
    })

  test('a county makes one, twice is once; its streets see it and neither they nor others use it', async () => {
    const tag = await make('重点互联网企业')
    expect(await make('重点互联网企业')).toEqual(tag)
    const seen = async (by: OfficerCaller) =>
      (await city.call(operations.listTags, handleListTags, by)).items.map(({ id, own }) => [id, own])
    expect(await seen(county)).toEqual([[tag.id, true]])
    expect(await seen(street)).toEqual([[tag.id, false]])
    expect(await seen(far)).toEqual([])
    const union = await city.addOfficer({ tier: 'county', agency: 'union', over: ['330106'] })
    expect(await seen(union)).toEqual([])
    await expect(make('街道自己的', street)).rejects.toMatchObject({ code: 'tag_not_yours' })
    await expect(give(tag.id, { ids }, { by: street })).rejects.toMatchObject({ code: 'tag_not_yours' })
    await expect(give(tag.id, { ids }, { by: far })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('given to a selection, to what matches, or to a pasted list of codes; found by; a retried command is one', async () => {
    const tag = await make('示范点创建单位')
    const commandId = randomUUID()
    const first = await give(tag.id, { ids: ids.slice(0, 2) }, { commandId })
    expect(first).toEqual({ changed: 2, already: 0, unknown: [], unknownCount: 0 })
    expect(await give(tag.id, { ids: ids.slice(0, 2) }, { commandId })).toEqual(first)
    await expect(give(tag.id, { ids }, { commandId })).rejects.toMatchObject({ code: 'command_reused' })
    expect(await give(tag.id, { filters: { q: '一起', status: 'live' } })).toMatchObject({ changed: 3, already: 1 })
    const [code] = await city.write((tx) =>
      rows<{ code: string }>(tx, sql`select credit_code as code from enterprise where id = ${elsewhere}`),
    )
    const pasted = await give(tag.id, { codes: `${code?.code.toLowerCase()}\n不是代码，91330103704212343N` })
    expect(pasted).toEqual({ changed: 1, already: 0, unknown: ['不是代码', '91330103704212343N'], unknownCount: 2 })
    expect((await found({ tag: [tag.id] }, county)).sort()).toEqual([...ids.slice(0, 5), elsewhere].sort())
    expect((await found({ tag: [tag.id] }, street)).sort()).toEqual(ids.slice(0, 5).sort())
    expect(await give(tag.id, { ids: [elsewhere] }, { take: true })).toMatchObject({ changed: 1 })
    await expect(give(tag.id, { ids: [999_999] })).rejects.toMatchObject({ code: 'not_found' })
    await city.call(operations.archiveTag, handleArchiveTag, county, { params: { id: tag.id } })
    const { items } = await city.call(operations.searchLibrary, handleSearchLibrary, county, { query: {} })
    expect(items.flatMap(({ tags }) => tags.map(({ id }) => id))).not.toContain(tag.id)
  })
})

describe('saved views', () => {
  const save = (name: string, query: object, by: OfficerCaller, { shared = false, replace = false } = {}) =>
    city.call(operations.saveLibraryView, handleSaveLibraryView, by, { body: { name, query, shared, replace } })
  const views = async (by: OfficerCaller) =>
    (await city.call(operations.listLibraryViews, handleListLibraryViews, by)).items
  const names = async (by: OfficerCaller) => (await views(by)).map(({ name, mine }) => [name, mine])

  test('one’s own and the office’s; a name that is taken is replaced only when asked; nobody deletes another’s; thirty and no more', async () => {
    const [name, first, second] = ['未联系的大企业', { outreach: 'new' }, { outreach: 'new', sort: 'headcount' }]
    const own = await save(name, first, street)
    if (own.result !== 'saved') throw new Error('nothing had the name')
    const query = async () => (await views(street)).find((view) => view.id === own.view.id)?.query
    // Two at once, or an answer that was lost: what is there already is saved.
    expect(await save(name, first, street)).toEqual(own)
    expect(await save(name, second, street)).toEqual({ result: 'name_taken' })
    expect(await save(name, first, street, { shared: true })).toEqual({ result: 'name_taken' })
    expect(await query()).toEqual(first)
    expect(await save(name, second, street, { shared: true, replace: true })).toMatchObject({
      result: 'saved',
      view: { id: own.view.id, shared: true },
    })
    expect(await query()).toEqual(second)
    // A colleague's view of that name is another.
    expect(await save(name, first, county)).toMatchObject({ result: 'saved' })
    await city.call(operations.deleteLibraryView, handleDeleteLibraryView, county, {
      params: { id: (await views(county))[0]?.id ?? 0 },
    })
    await save('只给自己', { q: '云' }, clerk)
    expect(await names(street)).toEqual([['未联系的大企业', true]])
    expect(await names(clerk)).toEqual([
      ['只给自己', true],
      ['未联系的大企业', false],
    ])
    expect(await names(county)).toEqual([])
    await city.call(operations.deleteLibraryView, handleDeleteLibraryView, clerk, { params: { id: own.view.id } })
    expect(await names(street)).toHaveLength(1)
    await expect(save('错', { size: 'huge' }, street)).rejects.toMatchObject({ code: 'invalid_input' })
    const many = await Promise.allSettled(Array.from({ length: 33 }, (_, i) => save(`视图${i}`, {}, county)))
    expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
  })
})

describe('assigning many', () => {
  const assign = (postId: number, which: object, by = county, commandId: string = randomUUID()) =>
    city.call(operations.assignLibrary, handleAssignLibrary, by, { body: { commandId, postId, which } })
  const state = () =>
    city.write((tx) =>
      rows<{ id: number; post: number | null; version: number; state: string; events: number }>(
        tx,
        sql`select x.enterprise_id as id, x.assigned_post_id as post, x.version, x.state,
              (select count(*)::int from outreach_event v where v.enterprise_id = x.enterprise_id) as events
            from outreach x where x.enterprise_id = any (${sql.param(ids)}::bigint[]) order by 1`,
      ),
    )

  test('all that the table of outreach allows, with history; a retried command answers what it did', async () => {
    const commandId = randomUUID()
    const which = { filters: { placeId: String(city.place(STREET)) } }
    await city.write((tx) =>
      tx.execute(sql`insert into outreach (enterprise_id, agency, state, reason, version, updated_at)
        values (${ids[5]}, 'league', 'invalid', 'not_target', 1, now())`),
    )
    const answer = await assign(street.postId, which, county, commandId)
    expect(answer).toEqual({ commandId, assigned: 5, already: 0, left: 1, others: 0 })
    expect(await assign(street.postId, which, county, commandId)).toEqual(answer)
    const moved = (await state()).filter(({ post }) => post === street.postId)
    expect(moved.map(({ id }) => id)).toEqual(ids.slice(0, 5))
    for (const one of moved) expect(one).toMatchObject({ version: 1, events: 1, state: 'assigned' })
    expect(await assign(street.postId, which)).toMatchObject({ assigned: 0, already: answer.assigned })
  })

  test('none when one lies outside what the post covers, or is not the caller’s', async () => {
    const before = await state()
    await expect(assign(clerk.postId, { ids: [...ids, elsewhere] })).rejects.toMatchObject({ code: 'beyond_assignee' })
    await expect(assign(clerk.postId, { ids: [...ids, elsewhere] }, street)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(assign(far.postId, { ids })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(assign(county.postId, { ids }, street)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await state()).toEqual(before)
  })

  test('two at once: one after the other, every enterprise with one post and a row of history for each', async () => {
    const before = new Map((await state()).map((one) => [one.id, one]))
    await Promise.all([
      assign(clerk.postId, { ids: ids.slice(0, 5) }),
      assign(county.postId, { ids: ids.slice(0, 5).reverse() }),
    ])
    const after = (await state()).filter(({ id }) => ids.slice(0, 5).includes(id))
    expect(new Set(after.map(({ post }) => post)).size).toBe(1)
    for (const one of after) {
      expect(one.version).toBe((before.get(one.id)?.version ?? 0) + 2)
      expect(one.events).toBe(one.version)
    }
  })

  test('is offered to posts of the own office and of those below, by name', async () => {
    const offered = async (by: OfficerCaller, q?: string) =>
      (await city.call(operations.listOfficePosts, handleListOfficePosts, by, { query: { q } })).items.map(
        ({ postId }) => postId,
      )
    expect(await offered(street)).toEqual([street.postId, clerk.postId])
    expect(await offered(county)).toEqual(expect.arrayContaining([county.postId, street.postId, clerk.postId]))
    expect(await offered(county, clerk.name)).toContain(clerk.postId)
    expect(await offered(far)).toEqual([far.postId])
  })
})

describe('export', () => {
  const take = async (body: object, by: OfficerCaller) => {
    const answer = (await handleExportLibrary({
      context: city.context,
      caller: by,
      body: {
        filters: { q: '有限公司', placeId: String(city.place(STREET)) },
        format: 'csv',
        phones: 'masked',
        ...body,
      },
      language: 'zh-CN',
    } as never)) as unknown as { bytes: NodeJS.ReadableStream; name: string }
    const bytes = await buffer(answer.bytes)
    return { name: answer.name, rows: parse(bytes, { bom: true }) as string[][] }
  }
  const recorded = () =>
    city.write((tx) =>
      rows<{ phones: string; count: number }>(
        tx,
        sql`select phones, row_count as count from library_export order by id`,
      ),
    )

  test('is masked, safe to open, marked and recorded', async () => {
    const { rows: table, name } = await take({}, clerk)
    const [header, ...lines] = table
    expect(header).toContain('电话')
    expect(lines).toHaveLength(7)
    const text = lines.flat().join('\n')
    expect(text).not.toMatch(/137\d{8}/)
    expect(text).toContain('137****0101')
    expect(text).not.toContain('王小明')
    expect(lines.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
    expect(lines.at(-1)?.[0]).toContain(clerk.name)
    expect(name).toMatch(/^企业库-2026-03-02-\d+\.csv$/)
    expect((await recorded()).at(-1)).toEqual({ phones: 'masked', count: 6 })
    const { items } = await city.call(operations.listLibraryExports, handleListLibraryExports, street)
    expect(items[0]).toMatchObject({ officerName: clerk.name, rowCount: 6, phones: 'masked', reason: null })
  })

  test('full numbers are for a secretary or the city, with a reason, and each of them counts as seen', async () => {
    await expect(take({ phones: 'full', reason: '集中走访' }, clerk)).rejects.toMatchObject({ code: 'role_required' })
    await expect(take({ phones: 'full' }, street)).rejects.toMatchObject({ code: 'invalid_input' })
    const { rows: table } = await take({ phones: 'full', reason: '集中走访' }, street)
    expect(table.flat().filter((cell) => /^137000001\d\d$/.test(cell))).toHaveLength(6)
    const seen = await city.write((tx) =>
      firstRow<{ count: number }>(
        tx,
        sql`select count(*)::int as count from enterprise_phone_record where officer_id = ${street.officerId} and what = 'seen'`,
      ),
    )
    expect(seen?.count).toBe(6)
    expect((await recorded()).at(-1)).toEqual({ phones: 'full', count: 6 })
  })

  test('a file shows no more full numbers than one person may look at in a day, looks and files together', async () => {
    const place = '330106012'
    const taker = await city.addOfficer({ over: [place] })
    for (let n = 0; n < 120; n += 1)
      await city.addEnterprise({ place, phone: `1360000${String(n).padStart(4, '0')}`, headcount: n < 90 ? 10 : 60 })
    const full = (filters: object) => take({ phones: 'full', reason: '集中走访', filters }, taker)
    expect((await full({})).rows).toHaveLength(122)
    const before = (await recorded()).length
    await expect(full({ size: 'from_10' })).rejects.toMatchObject({ code: 'too_many_numbers' })
    expect(await recorded()).toHaveLength(before)
    expect((await full({ size: 'from_50' })).rows).toHaveLength(32)
    expect((await take({ filters: {} }, taker)).rows).toHaveLength(122)
  })

  test('holds nothing beyond the post’s places, and its record cannot be rewritten', async () => {
    const { rows: table } = await take({ filters: {} }, street)
    expect(table).toHaveLength(ids.length + 2)
    await expect(take({ filters: { placeId: String(city.place(OTHER)) } }, street)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(city.write((tx) => tx.execute(sql`delete from library_export`))).rejects.toThrow()
    await expect(city.write((tx) => tx.execute(sql`update library_command set counts = '{}'`))).rejects.toThrow()
  })
})
