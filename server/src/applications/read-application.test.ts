import { randomBytes, randomUUID } from 'node:crypto'
import * as operations from '@yijian/shared/application/contract'
import { ApplicationView } from '@yijian/shared/application/contract'
import { gradedProcedure } from '@yijian/shared/application/procedure'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { SignedIn } from '../identity/caller.ts'
import { createFixtures, type Fixtures, monday, type NewCase } from '../testing/fixtures.ts'
import { handleListMyApplications } from './list-my-applications.ts'
import { handleReadApplication } from './read-application.ts'

const STREET = '330106011'
let city: Fixtures

beforeAll(async () => {
  city = await createFixtures()
  await city.addOfficer({ over: [STREET], name: '测试街道团工委' })
  await city.addOfficer({ tier: 'county', over: ['330106'], name: '测试区团委' })
})
afterAll(() => city.drop())

const read = (caller: SignedIn, id: number) =>
  city.call(operations.readApplication, handleReadApplication, caller, { params: { id } })

async function apply(application: Partial<NewCase> = {}) {
  const applicant = application.applicant ?? (await city.addAccount())
  const enterpriseId = application.enterpriseId ?? (await city.addEnterprise({ place: STREET }))
  const id = await city.addCase({ place: STREET, ...application, applicant, enterpriseId })
  return { applicant, enterpriseId, id }
}

type NewEvent = {
  action: string
  from: string
  to: string
  by?: 'officer' | 'applicant'
  reasons?: string[]
  note?: string
  text?: string
}

async function addEvents(applicationId: number, events: readonly NewEvent[]): Promise<void> {
  await city.write(async (tx) => {
    for (const [i, { action, from, to, by = 'officer', reasons = [], note, text }] of events.entries()) {
      await tx.execute(sql`insert into ledger_event (application_id, seq, at, agency, action, from_state, to_state, from_step, to_step, actor_kind,
          account_id, officer_id, post_id, actor_name, office_name, reasons, note, applicant_text, payload, command_id, command_digest, prev_hash, hash, key_id)
        values (${applicationId}, ${i + 1}, ${new Date(monday.getTime() + i * 60_000).toISOString()}, 'league', ${action}, ${from}, ${to}, 0, 0, ${by},
          1, 1, 1, '某某', '测试街道团工委', ${sql.param(reasons)}::text[], ${note ?? null}, ${text ?? null}, '{}', ${randomUUID()},
          ${randomBytes(32)}, ${i === 0 ? null : randomBytes(32)}, ${randomBytes(32)}, 'k1')`)
    }
  })
}

describe('progress', () => {
  test('says who has it, until when, what comes next and what the sender may do', async () => {
    const dueAt = new Date('2026-03-03T18:00:00+08:00')
    const { applicant, id } = await apply({ dueAt, kind: 'branch' })
    const view = await read(applicant, id)
    expect(z.parse(ApplicationView, view)).toEqual(view)
    expect(view.holder).toMatchObject({
      who: 'office',
      officeName: '测试街道团工委',
      deskPhone: '0571-80000001',
      dueAt: dueAt.toISOString(),
    })
    expect(view.steps.map(({ name, phase }) => `${name}:${phase}`)).toEqual([
      'submit:done',
      'verify:now',
      'decide:later',
      'meeting:later',
      'result:later',
      'established:later',
    ])
    expect(view.actions).toEqual(['withdraw'])
  })

  test('while a branch waits for the county, the county office is named', async () => {
    const { applicant, id } = await apply({ state: 'awaiting_decision', step: 1, actingTier: 'county' })
    expect((await read(applicant, id)).holder).toMatchObject({ who: 'office', officeName: '测试区团委' })
  })

  test('the history tells what was meant for the applicant, and no internal word', async () => {
    const { applicant, id } = await apply({ state: 'returned' })
    await addEvents(id, [
      { action: 'submit', from: 'awaiting_acceptance', to: 'awaiting_acceptance', by: 'applicant' },
      { action: 'transfer', from: 'awaiting_acceptance', to: 'awaiting_acceptance', note: '内部意见一' },
      { action: 'accept', from: 'awaiting_acceptance', to: 'verifying' },
      {
        action: 'return',
        from: 'verifying',
        to: 'returned',
        reasons: ['numbers', 'licence'],
        note: '内部意见二',
        text: '请核对团员人数',
      },
    ])
    const view = await read(applicant, id)
    expect(JSON.stringify(view)).not.toContain('内部意见')
    expect(JSON.stringify(view)).not.toContain('某某')
    expect(view.history.map(({ action, by }) => [action, by])).toEqual([
      ['submit', view.enterprise.name],
      ['accept', '测试街道团工委'],
      ['return', '测试街道团工委'],
    ])
    expect(view.correct).toEqual({
      reasons: ['numbers', 'licence'],
      fields: ['staff', 'youth', 'members', 'women', 'partyBranch', 'licence'],
      text: '请核对团员人数',
    })
    expect(view.actions).toEqual(['resubmit', 'withdraw'])
  })

  test('once closed, the office to call is still named', async () => {
    const { applicant, id } = await apply({ state: 'deferred' })
    expect(await read(applicant, id)).toMatchObject({
      holder: { who: 'nobody', officeName: '测试街道团工委' },
      nextContactOn: '2026-09-01',
      actions: [],
    })
  })

  test('somebody else’s application does not exist, whoever asks', async () => {
    const { id } = await apply()
    await expect(read(await city.addAccount(), id)).rejects.toMatchObject({ code: 'not_found' })
    const officer = await city.addOfficer({ over: [STREET] })
    await expect(read(officer, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an application that was noted on another one', () => {
  test('looks as a fresh one does, also once the other one is far ahead', async () => {
    const dueAt = new Date('2026-03-03T18:00:00+08:00') // acceptance is promised within one working day
    const first = await apply({ state: 'result_submitted', step: 1, actingTier: 'county' })
    const noted = await apply({ enterpriseId: first.enterpriseId, notedOn: first.id })
    const fresh = await apply({ dueAt, startedAt: monday, kind: 'branch' })
    await city.write((tx) =>
      tx.execute(
        sql`update review set promise_days = ${gradedProcedure.acceptanceDays} where application_id = ${fresh.id}`,
      ),
    )
    await addEvents(fresh.id, [
      { action: 'submit', from: 'awaiting_acceptance', to: 'awaiting_acceptance', by: 'applicant' },
    ])
    const seen = await read(noted.applicant, noted.id)
    const plain = await read(fresh.applicant, fresh.id)
    const own = { id: 0, number: '', enterprise: null, history: [] }
    expect({ ...seen, ...own }).toEqual({ ...plain, ...own })
    expect(seen.history).toEqual(plain.history.map((event) => ({ ...event, by: seen.enterprise.name })))
    expect(seen.actions).toEqual(['withdraw'])
    const [listed] = (await city.call(operations.listMyApplications, handleListMyApplications, noted.applicant)).items
    expect(listed).toMatchObject({ state: 'awaiting_acceptance', yourTurn: false })
  })
})

test('the list is the account’s own, newest first, and says whose turn it is', async () => {
  const applicant = await city.addAccount()
  const one = await apply({ applicant })
  const two = await apply({ applicant, state: 'formation_approved' })
  await apply()
  const { items } = await city.call(operations.listMyApplications, handleListMyApplications, applicant)
  expect(items.map(({ id, yourTurn }) => [id, yourTurn])).toEqual([
    [two.id, true],
    [one.id, false],
  ])
})
