import { randomBytes, randomUUID } from 'node:crypto'
import * as operations from '@yijian/shared/application/case-contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import { createFixtures, type Fixtures, monday, type NewCase } from '../testing/fixtures.ts'
import { handleListCases } from './list-cases.ts'
import { handleReadCase } from './read-case.ts'
import { handleReadQueue } from './read-queue.ts'

const STREET = '330106011'
let city: Fixtures
let officer: OfficerCaller

beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ over: [STREET], name: '测试街道团工委' })
  await city.addOfficer({ tier: 'county', over: ['330106'], name: '测试区团委' })
})
afterAll(() => city.drop())

async function newCase(application: Partial<NewCase> = {}, status = 'live'): Promise<number> {
  const enterpriseId = await city.addEnterprise({ place: STREET, status })
  return city.addCase({ enterpriseId, place: STREET, state: 'verifying', ...application })
}

const read = (id: number, by = officer) => city.call(operations.readCase, handleReadCase, by, { params: { id } })

type Found = { staff?: number | null; youth?: number | null; members?: number | null } | null

async function addContact(applicationId: number, found: Found, at: Date): Promise<void> {
  const { cipher } = city.context
  await city.write((tx) =>
    tx.execute(sql`insert into contact_record (application_id, at, officer_id, post_id, officer_name, office_name, means, reached,
        spoke_with_cipher, authority_confirmed, staff, youth, members, numbers_given, command_id)
      values (${applicationId}, ${at.toISOString()}, ${officer.officerId}, ${officer.postId}, ${officer.name}, ${officer.office.name}, 'phone', true,
        ${cipher.seal('contact_record|spoke_with', '赵测试')}, true, ${found?.staff ?? null}, ${found?.youth ?? null}, ${found?.members ?? null},
        ${found !== null}, ${randomUUID()})`),
  )
}

async function addEvidence(
  applicationId: number,
  at: Date,
  findings: readonly [rule: string, effect: string][],
): Promise<void> {
  await city.write(async (tx) => {
    for (const [rule, effect] of findings) {
      await tx.execute(sql`insert into evidence (application_id, taken_at, occasion, rule, rule_version, outcome, effect, sentence)
        values (${applicationId}, ${at.toISOString()}, 'submit', ${rule}, '2026-11', 'differs', ${effect}, 'x')`)
    }
  })
}

const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000)

describe('what a case shows', () => {
  test('the contact by name, the phone masked, whoever handles it and until when', async () => {
    const dueAt = new Date('2026-03-09T18:00:00+08:00')
    const view = await read(await newCase({ dueAt, startedAt: monday, claimedBy: officer.officerId }))
    expect(view.answers).toMatchObject({ contactName: '王测试', contactPhoneMasked: '139****9999' })
    expect(JSON.stringify(view)).not.toContain('13900099999')
    expect(view.holder).toEqual({
      who: 'office',
      officeName: '测试街道团工委',
      deskPhone: '0571-80000001',
      officerName: officer.name,
      dueAt: dueAt.toISOString(),
      promiseDays: 5,
    })
    expect(view.claim).toMatchObject({ officerName: officer.name, mine: true })
    expect(view.urgency).toBe('in_time')
  })

  test('a claim that ran out is nobody’s', async () => {
    const id = await newCase({ claimedBy: officer.officerId })
    await city.write((tx) =>
      tx.execute(sql`update review set claimed_until = ${later(-1).toISOString()} where application_id = ${id}`),
    )
    expect(await read(id)).toMatchObject({ claim: null, holder: { officerName: null } })
  })

  test('numbers as found go before numbers as declared, and fill only what was found', async () => {
    const id = await newCase({ numbers: { staff: 20, youth: 5, members: null, women: 8 } })
    expect(await read(id)).toMatchObject({ found: null, standing: 'unknown', allowedKinds: [] })
    await addContact(id, { staff: 22, members: 2 }, later(1))
    expect(await read(id)).toMatchObject({
      found: { staff: 22, youth: 5, members: 2, women: 8 },
      standing: 'can',
      allowedKinds: ['youth_work_committee', 'joint_branch'],
    })
    await addContact(id, { members: 3, youth: 6 }, later(2))
    await addContact(id, null, later(3))
    const view = await read(id)
    expect(view).toMatchObject({ found: { members: 3, youth: 6, staff: 20 }, allowedKinds: ['branch'] })
    expect(view.contacts).toHaveLength(3)
    expect(view.contacts[0]).toMatchObject({ spokeWith: '赵测试', numbers: null, officeName: '测试街道团工委' })
    const { items } = await city.call(operations.readQueue, handleReadQueue, officer, {
      params: { queue: 'verifying' },
    })
    expect(items.find((item) => item.id === id)).toMatchObject({ members: 3, youth: 6 })
  })

  test('only the newest cross-check counts, and the worklist names what is worst in it', async () => {
    const id = await newCase()
    await addEvidence(id, later(1), [['C4', 'stop']])
    await addEvidence(id, later(2), [
      ['C1', 'none'],
      ['C3', 'note'],
      ['C5', 'look'],
      ['C6', 'look'],
    ])
    const view = await read(id)
    expect(view.findings.map(({ rule }) => rule)).toEqual(['C1', 'C3', 'C5', 'C6'])
    expect(view.findingsAt).toBe(later(2).toISOString())
    const { items } = await city.call(operations.readQueue, handleReadQueue, officer, {
      params: { queue: 'verifying' },
    })
    expect(items.find((item) => item.id === id)?.look).toEqual({ rule: 'C5', effect: 'look', count: 3 })
  })

  test('other applications for the same enterprise stand beside it', async () => {
    const enterpriseId = await city.addEnterprise({ place: STREET })
    const id = await city.addCase({ enterpriseId, place: STREET })
    await city.addCase({ enterpriseId, place: STREET, notedOn: id, numbers: { members: 9 } })
    expect((await read(id)).notes).toEqual([
      expect.objectContaining({ contactName: '王测试', contactPhoneMasked: '139****9999', proof: 'self_declared' }),
    ])
  })
})

describe('what may be done', () => {
  test('the one who has it is offered the actions of the state, one of them big', async () => {
    const { actions } = await read(await newCase())
    expect(actions.filter(({ primary }) => primary)).toEqual([
      { action: 'approve', needs: ['contact', 'kind'], primary: true },
    ])
    expect(actions.map(({ action }) => action)).not.toContain('withdraw')
  })

  test.each(['liquidation', 'revoked', 'gone'])(
    'for an enterprise in %s nothing can be founded, only ended',
    async (status) => {
      const { actions } = await read(await newCase({}, status))
      const offered = actions.map(({ action }) => action)
      expect(offered).toContain('refuse')
      expect(offered).not.toContain('approve')
      expect(offered).not.toContain('found_committee')
    },
  )

  test('the county sees what the street has, and is offered nothing', async () => {
    const county = await city.addOfficer({ tier: 'county', over: ['330106'] })
    expect(await read(await newCase(), county)).toMatchObject({ relation: 'sees', actions: [] })
  })

  test('whoever approved at the street does not approve at the county', async () => {
    const id = await newCase({ state: 'awaiting_decision', step: 1, actingTier: 'county' })
    const county = await city.addOfficer({ tier: 'county', over: ['330106'] })
    await city.write((tx) =>
      tx.execute(sql`insert into ledger_event (application_id, seq, at, agency, action, from_state, to_state, from_step, to_step, actor_kind,
          account_id, officer_id, post_id, actor_name, reasons, payload, command_id, command_digest, hash, key_id)
        values (${id}, 1, ${monday.toISOString()}, 'league', 'approve', 'verifying', 'awaiting_decision', 0, 1, 'officer', ${county.accountId},
          ${county.officerId}, ${county.postId}, ${county.name}, '{}', '{}', ${randomUUID()}, ${randomBytes(32)}, ${randomBytes(32)}, 'k1')`),
    )
    const { actions } = await read(id, county)
    expect(actions.map(({ action }) => action)).not.toContain('approve')
    expect(actions.map(({ action }) => action)).toContain('return')
  })
})

describe('finding a case again', () => {
  test('by a part of the name however bracketed, by its number, and never with a wildcard', async () => {
    const enterpriseId = await city.addEnterprise({ place: STREET, name: '云栖数码（杭州）有限公司' })
    const id = await city.addCase({ enterpriseId, place: STREET })
    const { number } = await read(id)
    const found = async (q: string) =>
      (await city.call(operations.listCases, handleListCases, officer, { query: { q } })).items.map((item) => item.id)
    expect(await found('云栖数码(杭州)')).toEqual([id])
    expect(await found(number)).toEqual([id])
    expect(await found('100%')).toEqual([])
    expect(await found('数_码')).not.toContain(-1)
    expect(await found('云%栖')).toEqual(await found('云栖'))
  })
})
