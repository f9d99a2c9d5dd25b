import { randomUUID } from 'node:crypto'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import type { OutreachContact } from '@yijian/shared/outreach/contract'
import * as operations from '@yijian/shared/outreach/contract'
import { type OutreachState, outreachStates } from '@yijian/shared/outreach/words'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstRow, rows, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleReadLibraryEnterprise } from '../library/read-library-enterprise.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleAddEnterprisePhone } from './add-enterprise-phone.ts'
import { handleListAssignees } from './list-assignees.ts'
import { handleMoveLibraryEnterprise } from './move-library-enterprise.ts'
import { handleRecordOutreach } from './record-outreach.ts'
import { handleRevealEnterprisePhone } from './reveal-enterprise-phone.ts'
import { standingOf, standsAt } from './standing.ts'

const STREET = '330106011'
const OTHER = '330106010'
const TODAY = '2026-03-02'

let city: Fixtures
let officer: OfficerCaller
let colleague: OfficerCaller
let neighbour: OfficerCaller
let county: OfficerCaller
let union: OfficerCaller

beforeAll(async () => {
  city = await createFixtures({ max: 6 })
  officer = await city.addOfficer({ over: [STREET] })
  colleague = await city.addOfficer({ over: [STREET], officeId: officer.office.id })
  neighbour = await city.addOfficer({ over: [OTHER] })
  county = await city.addOfficer({ tier: 'county', over: ['330106'] })
  union = await city.addOfficer({ agency: 'union', over: [STREET] })
})
afterAll(() => city.drop())

const contact = (more: Partial<OutreachContact> = {}): OutreachContact => ({
  commandId: randomUUID(),
  version: 0,
  way: 'phone',
  happenedOn: TODAY,
  outcome: 'talked',
  ...more,
})
const record = (id: number, body: OutreachContact, by = officer) =>
  city.call(operations.recordOutreach, handleRecordOutreach, by, { params: { id }, body })
const move = (id: number, body: Partial<operations.OutreachMoveBody>, by = officer) =>
  city.call(operations.moveLibraryEnterprise, handleMoveLibraryEnterprise, by, {
    params: { id },
    body: { commandId: randomUUID(), version: 0, action: 'assign', ...body },
  })
const read = (id: number, by = officer) =>
  city.call(readLibraryEnterprise, handleReadLibraryEnterprise, by, { params: { id } })
const notNow = { outcome: 'not_now', reason: 'no_youth', nextOn: '2026-09-01' } as const

async function organise(enterpriseId: number, role: 'lead' | 'member', agency = 'league'): Promise<number> {
  const added = await city.write((tx) =>
    firstRow<{ id: number }>(
      tx,
      sql`with o as (
          insert into organisation (number, agency, kind, name, upper_office_id, place_id, founded_on)
          values (${randomUUID()}, ${agency}, 'branch', '测试支部', ${officer.office.id}, ${city.place(STREET)}, '2026-01-01') returning id)
        insert into organisation_enterprise (organisation_id, enterprise_id, role, valid_from)
        select id, ${enterpriseId}, ${role}, '2026-01-01' from o returning organisation_id as id`,
    ),
  )
  return added?.id ?? 0
}

describe('recording a call or a visit', () => {
  test('“not now” keeps its reason and day, who said it, and the whole way here', async () => {
    const id = await city.addEnterprise({ place: STREET, name: '杭州回访测试有限公司' })
    const first = await record(id, contact({ outcome: 'no_answer', reason: 'unanswered' }))
    expect(first).toMatchObject({ state: 'unreachable', unreachableCount: 1, version: 1, byFact: false })
    const second = await record(id, contact({ version: 1, ...notNow, spokeWith: '陈会计', note: '九月招应届生' }))
    expect(second).toMatchObject({ state: 'not_now', reason: 'no_youth', nextOn: '2026-09-01', unreachableCount: 0 })
    const page = await read(id)
    expect(page.outreach).toEqual(second)
    expect(page.notInvited).toBe('agreed_later')
    expect(page.contacts).toMatchObject([
      {
        outcome: 'not_now',
        spokeWith: '陈会计',
        note: '九月招应届生',
        nextOn: '2026-09-01',
        officerName: officer.name,
      },
      { outcome: 'no_answer', reason: 'unanswered', spokeWith: null },
    ])
    const stored = await city.write((tx) =>
      firstRow<{ text: string }>(
        tx,
        sql`select c::text as text from outreach_contact c where enterprise_id = ${id} order by id desc`,
      ),
    )
    expect(stored?.text).not.toContain('陈会计')
  })

  test.each([
    ['a reason of another outcome', { outcome: 'not_now', reason: 'no_interest', nextOn: '2026-09-01' }, 'reason'],
    ['no day to come back on', { outcome: 'not_now', reason: 'no_youth' }, 'nextOn'],
    ['a day that is today', { ...notNow, nextOn: TODAY }, 'nextOn'],
    ['a call that has not been made yet', { happenedOn: '2026-03-03' }, 'happenedOn'],
    ['one of more than a year ago', { happenedOn: '2025-03-01' }, 'happenedOn'],
    ['one before the enterprise was founded', { happenedOn: '2025-11-30' }, 'happenedOn'],
    ['a dead number found out by a visit', { way: 'visit', outcome: 'no_answer', reason: 'out_of_service' }, 'reason'],
    ['nobody there on the phone', { outcome: 'no_answer', reason: 'nobody_there' }, 'reason'],
    [
      'somebody spoken with who did not answer',
      { outcome: 'no_answer', reason: 'unanswered', spokeWith: '陈' },
      'spokeWith',
    ],
  ] as const)('%s is refused by the field', async (_, more, field) => {
    const id = await city.addEnterprise({ place: STREET, establishedOn: '2025-12-01' })
    await expect(record(id, contact(more))).rejects.toMatchObject({
      code: 'invalid_input',
      details: { fields: [{ path: field }] },
    })
    expect((await read(id)).outreach).toMatchObject({ state: 'new', version: 0, changedAt: null })
  })

  test('sent again it is one event; the same id with other content is refused', async () => {
    const id = await city.addEnterprise({ place: STREET })
    const body = contact({ ...notNow })
    const [first, second] = [await record(id, body), await record(id, body)]
    expect(second).toEqual(first)
    expect((await read(id)).contacts).toHaveLength(1)
    await expect(record(id, { ...body, note: '另外' })).rejects.toMatchObject({ code: 'command_reused' })
    await expect(record(id, body, colleague)).rejects.toMatchObject({ code: 'command_reused' })
  })

  test('two officers at once: one is recorded, the other sees how it stands now', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await city.addEnterprise({ place: STREET })
      const answers = await Promise.allSettled([
        record(id, contact({ ...notNow })),
        record(id, contact({ outcome: 'intends' }), colleague),
        record(id, contact({ outcome: 'talked' }), county),
      ])
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const { outreach, contacts } = await read(id)
      for (const answer of answers) {
        if (answer.status === 'rejected') {
          expect(answer.reason).toMatchObject({
            code: 'outreach_changed',
            details: { current: { state: outreach.state, version: 1 } },
          })
        }
      }
      expect(contacts).toHaveLength(1)
    }
  })

  test('one tap on two connections at once is one contact', async () => {
    const id = await city.addEnterprise({ place: STREET })
    const body = contact({ outcome: 'intends' })
    const answers = await Promise.all(Array.from({ length: 4 }, () => record(id, body)))
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([1]))
    expect((await read(id)).contacts).toHaveLength(1)
  })
})

describe('who sees what', () => {
  test('the street and its county; not the neighbour, and nothing of another agency', async () => {
    const id = await city.addEnterprise({ place: STREET, phone: '13700000101' })
    await record(id, contact({ ...notNow, note: '团口的记录' }))
    await move(id, { version: 1 })
    const [phone] = (await read(id)).phones
    const params = { id, phoneId: phone?.id ?? 0 }
    await city.call(operations.revealEnterprisePhone, handleRevealEnterprisePhone, officer, { params })
    expect((await read(id, county)).outreach).toMatchObject({ state: 'not_now', assignedTo: { mine: false } })
    const refused = await Promise.allSettled([
      read(id, neighbour),
      record(id, contact(), neighbour),
      move(id, {}, neighbour),
      city.call(operations.listAssignees, handleListAssignees, neighbour, { params: { id } }),
      city.call(operations.revealEnterprisePhone, handleRevealEnterprisePhone, neighbour, { params }),
      city.call(operations.addEnterprisePhone, handleAddEnterprisePhone, neighbour, {
        params: { id },
        body: { commandId: randomUUID(), phone: '13700000102' },
      }),
    ])
    for (const one of refused) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    expect(await read(id, union)).toMatchObject({ outreach: { state: 'new', version: 0 }, contacts: [], moves: [] })
    // The union keeps its own account of the same enterprise, beside the league's.
    await record(id, contact({ outcome: 'intends', note: '工会的记录' }), union)
    expect(await read(id)).toMatchObject({
      outreach: { state: 'not_now', version: 2 },
      contacts: [{ note: '团口的记录' }],
    })
    for (const table of ['outreach', 'outreach_contact', 'outreach_event', 'enterprise_phone_record']) {
      const seen = (by: OfficerCaller) =>
        withTx(city.context.database, by.scope, (tx) =>
          rows<{ agency: string }>(tx, sql`select agency from ${sql.identifier(table)} where enterprise_id = ${id}`),
        )
      expect(await seen(neighbour), table).toEqual([])
      expect(new Set((await seen(officer)).map(({ agency }) => agency)), table).toEqual(new Set(['league']))
      expect(new Set((await seen(union)).map(({ agency }) => agency)), table).not.toContain('league')
    }
  })

  test('when an enterprise moves to another street, its story goes along', async () => {
    const id = await city.addEnterprise({ place: STREET })
    await record(id, contact({ ...notNow }))
    await city.write((tx) => tx.execute(sql`update enterprise set place_id = ${city.place(OTHER)} where id = ${id}`))
    expect((await read(id, neighbour)).outreach).toMatchObject({ state: 'not_now' })
    await expect(read(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('when it moves away from whoever has it, the new street is asked to take it over', async () => {
    const id = await city.addEnterprise({ place: STREET })
    expect((await move(id, {})).assignedTo).toMatchObject({ mine: true, left: false })
    expect((await read(id, county)).outreach.assignedTo).toMatchObject({ left: false })
    await city.db.owner.query('update enterprise set place_id = $2 where id = $1', [id, city.place(OTHER)])
    expect((await read(id, neighbour)).outreach.assignedTo).toMatchObject({ postId: officer.postId, left: true })
    expect((await move(id, { version: 1 }, county)).assignedTo).toMatchObject({ mine: true, left: false })
  })
})

describe('who has it', () => {
  test('taken over, handed to a colleague, given back; each once and told in the story', async () => {
    const id = await city.addEnterprise({ place: STREET })
    expect(await move(id, {})).toMatchObject({ state: 'assigned', assignedTo: { mine: true } })
    const handed = await move(id, { version: 1, postId: colleague.postId })
    expect(handed).toMatchObject({ state: 'assigned', assignedTo: { officerName: colleague.name, mine: false } })
    expect(await move(id, { version: 2, action: 'give_back' }, colleague)).toMatchObject({
      state: 'new',
      assignedTo: null,
    })
    await expect(move(id, { version: 3, action: 'give_back' })).rejects.toMatchObject({ code: 'outreach_not_allowed' })
    expect((await read(id)).moves.map(({ action, assignedName }) => [action, assignedName])).toEqual([
      ['give_back', null],
      ['assign', colleague.name],
      ['assign', officer.name],
    ])
  })

  test('a county hands it to the street that covers it, and to nobody else', async () => {
    const id = await city.addEnterprise({ place: STREET })
    const { items } = await city.call(operations.listAssignees, handleListAssignees, county, { params: { id } })
    const posts = items.map(({ postId }) => postId)
    expect(posts).toEqual(expect.arrayContaining([county.postId, officer.postId, colleague.postId]))
    expect(posts).not.toContain(neighbour.postId)
    expect(posts).not.toContain(union.postId)
    await expect(move(id, { postId: neighbour.postId }, county)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { fields: [{ path: 'postId' }] },
    })
    expect(await move(id, { postId: officer.postId }, county)).toMatchObject({ state: 'assigned' })
    await city.write((tx) => tx.execute(sql`update post set valid_to = '2026-03-01' where id = ${colleague.postId}`))
    const after = await city.call(operations.listAssignees, handleListAssignees, county, { params: { id } })
    expect(after.items.map(({ postId }) => postId)).not.toContain(colleague.postId)
    await city.write((tx) => tx.execute(sql`update post set valid_to = null where id = ${colleague.postId}`))
  })

  test('set aside and taken up again', async () => {
    const id = await city.addEnterprise({ place: STREET })
    await expect(move(id, { action: 'rest' })).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await move(id, { action: 'rest', reason: 'long_silent' })).toMatchObject({ state: 'dormant' })
    expect(await move(id, { action: 'reopen', version: 1 })).toMatchObject({ state: 'new' })
  })
})

describe('what follows from facts', () => {
  test('the register, an application, an organisation go before what was said; gone, what was said is there again', async () => {
    const id = await city.addEnterprise({ place: STREET })
    await record(id, contact({ outcome: 'intends' }))
    const state = async () => (await read(id)).outreach.state
    const set = (column: string, value: string) =>
      city.write((tx) => tx.execute(sql`update enterprise set ${sql.identifier(column)} = ${value} where id = ${id}`))
    await set('status_class', 'revoked')
    expect(await state()).toBe('invalid')
    await city.addCase({ enterpriseId: id, place: STREET, state: 'verifying' })
    expect(await state()).toBe('applying')
    await set('status_class', 'live')
    const covered = await organise(id, 'member')
    expect(await state()).toBe('covered')
    await organise(id, 'lead', 'union')
    expect(await state()).toBe('covered')
    const own = await organise(id, 'lead')
    expect(await state()).toBe('organised')
    expect((await read(id)).outreach).toMatchObject({ byFact: true, allowed: expect.not.arrayContaining(['not_now']) })
    await expect(record(id, contact({ version: 1, ...notNow }))).rejects.toMatchObject({ code: 'outreach_not_allowed' })
    await city.write((tx) =>
      tx.execute(sql`update organisation set dissolved_on = '2026-03-01' where id in (${own}, ${covered})`),
    )
    await city.write((tx) =>
      tx.execute(sql`update review set state = 'withdrawn', acting_tier = null where enterprise_id = ${id}`),
    )
    expect(await state()).toBe('intent')
  })

  test('every enterprise stands at one state, and every state finds exactly those that stand there', async () => {
    const place = '330106012'
    const own = await city.addOfficer({ over: [place] })
    const add = () => city.addEnterprise({ place })
    await add()
    await move(await add(), {}, own)
    await record(await add(), contact(), own)
    await record(await add(), contact({ outcome: 'intends' }), own)
    await record(await add(), contact({ ...notNow }), own)
    await record(await add(), contact({ outcome: 'refuses', reason: 'no_interest' }), own)
    await record(await add(), contact({ outcome: 'no_answer', reason: 'wrong_number' }), own)
    await record(await add(), contact({ outcome: 'rule_out', reason: 'not_target' }), own)
    await move(await add(), { action: 'rest', reason: 'long_silent' }, own)
    await city.addEnterprise({ place, nature: 'public' })
    await city.addEnterprise({ place, status: 'moved' })
    await city.addCase({ enterpriseId: await add(), place })
    await organise(await add(), 'lead')
    await organise(await add(), 'member')
    await withTx(city.context.database, own.scope, async (tx) => {
      const all = await rows<{ id: number; state: OutreachState }>(
        tx,
        sql`select e.id, ${standingOf(own)} as state from enterprise e where e.place_id = ${city.place(place)} order by id`,
      )
      expect(new Set(all.map(({ state }) => state))).toEqual(new Set(Object.keys(outreachStates)))
      for (const state of Object.keys(outreachStates) as OutreachState[]) {
        const found = await rows<{ id: number }>(
          tx,
          sql`select e.id from enterprise e where e.place_id = ${city.place(place)} and ${standsAt(state, own)} order by id`,
        )
        expect(
          found.map(({ id }) => id),
          state,
        ).toEqual(all.filter((one) => one.state === state).map(({ id }) => id))
      }
    })
  })
})
