import { randomUUID } from 'node:crypto'
import { gradedProcedure } from '@yijian/shared/application/procedure'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { addOfficer } from '../offices/add-officer.ts'
import { addPost } from '../offices/posts.ts'
import { branchNumbers, fewNumbers, type Line, linePhone, openLine, type Person } from '../testing/line.ts'

let line: Line
let clerk: Person
let secretary: Person
let county: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk, secretary] = line.officers('330106011')
  ;[county] = line.officers('330106')
})
afterAll(() => line.close())

async function accepted(change: Parameters<Line['submission']>[1] = {}) {
  const id = await line.submit(await line.person(), await line.addEnterprise(), change)
  await line.decide(clerk, id, 'accept')
  return id
}

describe('who may', () => {
  test('outside the jurisdiction it does not exist, inside it at the wrong tier it is refused', async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    for (const place of ['330106013', '330105', '330105005'] as const) {
      const [stranger] = line.officers(place)
      expect((await line.decide(stranger, id, 'accept')).status).toBe(404)
      expect((await line.contact(stranger, id)).status).toBe(404)
      expect((await stranger.call('POST', `/api/cases/${id}/claim`, {})).status).toBe(404)
    }
    expect([(await line.decide(county, id, 'accept')).status, (await line.contact(county, id)).status]).toEqual([
      403, 403,
    ])
    expect((await line.standing(id)).events).toBe(1)
  })

  test('the applicant is no officer, and nobody decides without a post', async () => {
    const by = await line.person()
    const id = await line.submit(by, await line.addEnterprise())
    const { status, body } = await line.decide(by, id, 'accept')
    expect([status, body.code]).toEqual([403, 'not_an_officer'])
  })

  test('one person with posts at both tiers decides once: the next step needs somebody else', async () => {
    const phone = linePhone()
    const [street, above] = await withTx(line.test.context.database, systemScope, async (tx) => {
      const { context } = line.test
      await addOfficer(tx, context, { phone, name: '双岗' })
      const post = { phone, role: 'clerk' as const, from: '2026-01-01' }
      return [
        await addPost(tx, context, { ...post, officeName: '共青团杭州市西湖区蒋村街道工作委员会' }),
        await addPost(tx, context, { ...post, officeName: '共青团杭州市西湖区委员会' }),
      ]
    })
    const id = await accepted()
    await line.contact(clerk, id)
    expect(
      (await line.decide(await line.person(phone, { postId: street ?? 0 }), id, 'approve', { kind: 'branch' })).status,
    ).toBe(200)
    const again = await line.decide(await line.person(phone, { postId: above ?? 0 }), id, 'approve')
    expect([again.status, again.body.code]).toEqual([403, 'same_person'])
    expect((await line.decide(county, id, 'approve')).body.state).toBe('formation_approved')
  })

  test('a procedure may ask for the secretary', async () => {
    const [first, ...rest] = gradedProcedure.routes.branch.steps
    const steps = [{ ...first, tier: 'street' as const, decisionDays: 5, role: 'secretary' as const }, ...rest]
    const routes = { ...gradedProcedure.routes, branch: { ...gradedProcedure.routes.branch, steps } }
    await line.adopt({ ...gradedProcedure, name: 'secretary-first', routes })
    const id = await accepted()
    await line.adopt(gradedProcedure)
    await line.contact(clerk, id)
    expect((await line.decide(clerk, id, 'approve', { kind: 'branch' })).body.code).toBe('role_required')
    expect((await line.decide(secretary, id, 'approve', { kind: 'branch' })).body.state).toBe('awaiting_decision')
  })

  test('a colleague’s claim holds until it ends or is taken over with a reason', async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    expect((await clerk.call('POST', `/api/cases/${id}/claim`, {})).status).toBe(200)
    const second = await secretary.call('POST', `/api/cases/${id}/claim`, {})
    expect([second.status, second.body.code]).toEqual([409, 'claimed_by_other'])
    expect((await line.decide(secretary, id, 'accept')).body.code).toBe('claimed_by_other')
    expect((await secretary.call('POST', `/api/cases/${id}/claim`, { takeOver: '经办人休假' })).status).toBe(200)
    expect((await line.decide(secretary, id, 'accept')).body.state).toBe('verifying')
  })

  test('a claim ends by itself', async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    await clerk.call('POST', `/api/cases/${id}/claim`, {})
    line.test.advance(25 * 3_600_000)
    expect((await line.decide(secretary, id, 'accept')).status).toBe(200)
  })
})

describe('what it needs', () => {
  test('the street has spoken with the enterprise first', async () => {
    const id = await accepted()
    expect((await line.decide(clerk, id, 'approve', { kind: 'branch' })).body.code).toBe('contact_first')
    await line.contact(clerk, id, { reached: false, authorityConfirmed: false })
    const unreached = await line.decide(clerk, id, 'approve', { kind: 'branch' })
    expect([unreached.status, unreached.body.code]).toEqual([409, 'contact_first'])
    expect((await line.decide(clerk, id, 'defer', { nextDate: '2031-01-01' })).body.code).toBe('contact_first')
  })

  test('a self-declared sender’s authority is confirmed, or the licence is there', async () => {
    const id = await accepted()
    await line.contact(clerk, id, { authorityConfirmed: false })
    expect((await line.decide(clerk, id, 'approve', { kind: 'branch' })).body.code).toBe('proof_needed')
    await line.contact(clerk, id, { authorityConfirmed: true })
    expect((await line.decide(clerk, id, 'approve', { kind: 'branch' })).status).toBe(200)
    const by = await line.person()
    const licenceId = await by.upload('licence')
    const withLicence = await line.submit(by, await line.addEnterprise(), { licenceId })
    await line.decide(clerk, withLicence, 'accept')
    await line.contact(clerk, withLicence, { authorityConfirmed: false })
    expect((await line.decide(clerk, withLicence, 'approve', { kind: 'branch' })).status).toBe(200)
  })

  test('the numbers as found decide, not those that were declared', async () => {
    const id = await accepted()
    await line.contact(clerk, id, { numbers: { ...branchNumbers, members: 1 } })
    expect((await line.decide(clerk, id, 'approve', { kind: 'branch' })).body.code).toBe('numbers_do_not_allow')
    expect((await line.decide(clerk, id, 'approve', { kind: 'joint_branch' })).body.state).toBe('formation_approved')
    const unknown = await accepted({ numbers: { ...branchNumbers, members: null, youth: null } })
    await line.contact(clerk, unknown, { numbers: branchNumbers })
    expect((await line.decide(clerk, unknown, 'approve', { kind: 'branch' })).status).toBe(200)
  })

  test('a committee is founded by its own action only', async () => {
    const id = await accepted({ numbers: fewNumbers })
    await line.contact(clerk, id)
    expect((await line.decide(clerk, id, 'approve', { kind: 'youth_work_committee' })).body.code).toBe(
      'numbers_do_not_allow',
    )
    expect((await line.decide(clerk, id, 'found_committee')).body.fields?.[0]?.path).toBe('committee')
  })

  test('a return has reasons, a refusal has words', async () => {
    const id = await accepted()
    expect((await line.decide(clerk, id, 'return')).body.fields?.[0]?.path).toBe('reasons')
    expect((await line.decide(clerk, id, 'refuse')).body.fields?.[0]?.path).toBe('applicantText')
    expect((await line.decide(clerk, id, 'refuse', { applicantText: '不在本市经营' })).body.state).toBe('refused')
  })

  test('an enterprise that died meanwhile is not founded', async () => {
    const enterpriseId = await line.addEnterprise()
    const id = await line.submit(await line.person(), enterpriseId)
    await line.decide(clerk, id, 'accept')
    await line.contact(clerk, id)
    await line.test.db.owner.query(`update enterprise set status_class = 'revoked' where id = $1`, [enterpriseId])
    const { status, body } = await line.decide(clerk, id, 'approve', { kind: 'branch' })
    expect([status, body.code]).toEqual([409, 'enterprise_not_live'])
    expect((await line.standing(id)).state).toBe('verifying')
  })
})

test('a stale decision is answered with the state as it is now and what is allowed', async () => {
  const id = await line.submit(await line.person(), await line.addEnterprise())
  const stale = { commandId: randomUUID(), version: 1, action: 'accept' }
  await line.decide(clerk, id, 'accept')
  const { status, body } = await secretary.call('POST', `/api/cases/${id}/decisions`, stale)
  expect([status, body.code]).toEqual([409, 'stale'])
  expect(body.current).toMatchObject({ state: 'verifying', version: 2 })
  expect(body.current?.allowed).toEqual(expect.arrayContaining(['approve', 'return', 'defer', 'transfer', 'refuse']))
})

test('what the table does not have is refused without a trace', async () => {
  const id = await accepted()
  for (const action of ['approve_result', 'enter_national', 'assign', 'withdraw', 'lapse', 'merge'] as const) {
    const { status, body } = await line.decide(clerk, id, action, { nationalId: 'x', placeId: 1 })
    expect([status, body.code]).toEqual([409, 'action_not_allowed'])
  }
  expect((await line.standing(id)).events).toBe(2)
})

describe('a retried tap', () => {
  const taps: Record<
    string,
    (id: number, commandId: string, other: boolean) => Promise<{ status: number; body: object }>
  > = {
    accept: (id, commandId, other) =>
      tap(id, { commandId, version: 1, action: 'accept', ...(other ? { note: '另有内容' } : {}) }),
    return: (id, commandId, other) =>
      tap(id, { commandId, version: 1, action: 'return', reasons: [other ? 'contact' : 'numbers'] }),
    refuse: (id, commandId, other) => tap(id, { commandId, version: 1, action: 'refuse', note: other ? '甲' : '乙' }),
    contact: (id, commandId, other) =>
      line.contact(clerk, id, { commandId, note: other ? '甲' : '乙', numbers: branchNumbers }),
  }
  const tap = (id: number, body: object) => clerk.call('POST', `/api/cases/${id}/decisions`, body)

  test.each(Object.entries(taps))('%s: one effect, the same answer; other content is refused', async (_, send) => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    const commandId = randomUUID()
    const first = await send(id, commandId, false)
    expect(first.status).toBe(200)
    const before = await counts(id)
    expect(await send(id, commandId, false)).toEqual(first)
    const other = await send(id, commandId, true)
    expect([other.status, other.body]).toMatchObject([422, { code: 'command_reused' }])
    expect(await counts(id)).toEqual(before)
  })

  test('by the applicant: resubmit, withdraw and the result alike', async () => {
    const by = await line.person()
    const id = await line.submit(by, await line.addEnterprise())
    await line.decide(clerk, id, 'return', { reasons: ['numbers'] })
    const send = (what: string, body: object) => by.call('POST', `/api/applications/${id}/${what}`, body)
    const resubmit = { commandId: randomUUID(), version: 2, numbers: { ...branchNumbers, staff: 44 } }
    const first = await send('resubmit', resubmit)
    expect(first.body.state).toBe('awaiting_acceptance')
    expect(await send('resubmit', resubmit)).toEqual(first)
    expect((await send('resubmit', { ...resubmit, note: '另有内容' })).status).toBe(422)
    expect((await send('withdraw', { commandId: resubmit.commandId, version: 2 })).status).toBe(422)
    await line.decide(clerk, id, 'accept')
    await line.contact(clerk, id)
    await line.decide(clerk, id, 'approve', { kind: 'branch' })
    await line.decide(county, id, 'approve')
    const { version } = await line.standing(id)
    const result = { commandId: randomUUID(), version, ...(await line.meetingResult(by)) }
    const sent = await send('result', result)
    expect(await send('result', result)).toEqual(sent)
    expect(await line.read('select count(*)::int as n from meeting_result where application_id = $1', [id])).toEqual([
      { n: 1 },
    ])
    const withdraw = { commandId: randomUUID(), version: version + 1 }
    const withdrawn = await send('withdraw', withdraw)
    expect(withdrawn.body.state).toBe('withdrawn')
    expect(await send('withdraw', withdraw)).toEqual(withdrawn)
    expect((await send('withdraw', { ...withdraw, note: '另有内容' })).status).toBe(422)
  })

  const counts = (id: number) =>
    line.read(
      `select (select count(*) from ledger_event where application_id = $1) as events,
         (select count(*) from contact_record where application_id = $1) as contacts,
         (select count(*) from message where application_id = $1) as messages`,
      [id],
    )
})

test('an enterprise that has an organisation gets no second one', async () => {
  const enterpriseId = await line.addEnterprise()
  const committee = { name: '示例青年工作委员会', directorName: '赵示例', enterpriseIds: [] }
  const first = await line.submit(await line.person(), enterpriseId, { numbers: fewNumbers })
  await line.decide(clerk, first, 'accept')
  await line.contact(clerk, first)
  expect((await line.decide(clerk, first, 'found_committee', { committee })).body.state).toBe('established')
  const second = await line.submit(await line.person(), enterpriseId, { numbers: fewNumbers })
  await line.decide(clerk, second, 'accept')
  await line.contact(clerk, second)
  const { status, body } = await line.decide(clerk, second, 'found_committee', { committee })
  expect([status, body.code]).toEqual([409, 'already_organised'])
  expect((await line.standing(second)).state).toBe('verifying')
})
