import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../ledger/verify-ledger.ts'
import { type Answer, fewNumbers, type Line, openLine, type Person } from '../testing/line.ts'

const ROUNDS = 30
let line: Line
let clerk: Person
let secretary: Person

beforeAll(async () => {
  line = await openLine({ max: 20 })
  ;[clerk, secretary] = line.officers('330106011')
})
afterAll(async () => {
  await line.close()
})

/** Runs one race many times, each on a case of its own. */
async function rounds(run: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await run(round)
  expect((await verifyLedger(line.test.context)).problems).toEqual([])
}

async function verifying(): Promise<{ id: number; by: Person; enterpriseId: number }> {
  const by = await line.person()
  const enterpriseId = await line.addEnterprise()
  const id = await line.submit(by, enterpriseId, { numbers: fewNumbers })
  await line.decide(clerk, id, 'accept')
  await line.contact(clerk, id)
  return { id, by, enterpriseId }
}

/** One answer of 200, every other one a clear 409 of these codes. */
function expectOneWinner(answers: readonly Answer[], codes: readonly string[]): void {
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
    expect([status, codes.includes(String(body.code))]).toEqual([409, true])
  }
}

test('two claim: one has it, the other is told', async () => {
  await rounds(async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    const claims = await Promise.all(
      [clerk, secretary].map((officer) => officer.call('POST', `/api/cases/${id}/claim`, {})),
    )
    expectOneWinner(claims, ['claimed_by_other'])
    const [review] = await line.read<{ name: string }>(
      'select o.name from review r join officer o on o.id = r.claimed_by where r.application_id = $1',
      [id],
    )
    expect(review?.name).toContain(claims[0]?.status === 200 ? '经办' : '书记')
  })
}, 120_000)

test('two approve: one approval, one event, one message', async () => {
  await rounds(async () => {
    const { id } = await verifying()
    const { version, events } = await line.standing(id)
    const approve = (officer: Person) =>
      officer.call('POST', `/api/cases/${id}/decisions`, {
        commandId: randomUUID(),
        version,
        action: 'approve',
        kind: 'joint_branch',
      })
    const answers = await Promise.all([clerk, secretary, clerk, secretary].map(approve))
    expectOneWinner(answers, ['stale'])
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body.current).toMatchObject({ state: 'formation_approved', version: version + 1 })
    }
    expect(await line.standing(id)).toMatchObject({
      state: 'formation_approved',
      version: version + 1,
      events: events + 1,
    })
    expect(await line.read('select count(*)::int as n from reply where application_id = $1', [id])).toEqual([{ n: 1 }])
    expect(
      await line.read(
        `select count(*)::int as n from message where application_id = $1 and template = 'formation_approved'`,
        [id],
      ),
    ).toEqual([{ n: 1 }])
  })
}, 120_000)

test('approve against withdraw: one of them happened', async () => {
  const won = { approve: 0, withdraw: 0 }
  await rounds(async (round) => {
    const { id, by } = await verifying()
    const { version, events } = await line.standing(id)
    const decisions = [
      () => line.decide(clerk, id, 'approve', { version, kind: 'joint_branch' }),
      () => by.call('POST', `/api/applications/${id}/withdraw`, { commandId: randomUUID(), version }),
    ]
    const answers = await Promise.all((round % 2 ? decisions : decisions.toReversed()).map((send) => send()))
    expectOneWinner(answers, ['stale'])
    const standing = await line.standing(id)
    expect(standing.events).toBe(events + 1)
    won[standing.state === 'withdrawn' ? 'withdraw' : 'approve'] += 1
  })
  // Both orders were really raced.
  expect(Math.min(won.approve, won.withdraw)).toBeGreaterThan(0)
}, 120_000)

test('two committees over enterprises that overlap: every enterprise ends in one organisation', async () => {
  await rounds(async () => {
    const [a, b, c] = await Promise.all([verifying(), verifying(), verifying()])
    const silent = await line.addEnterprise()
    const found = (lead: { id: number }, others: number[]) =>
      line.decide(clerk, lead.id, 'found_committee', {
        committee: { name: '示例青年工作委员会', directorName: '赵示例', enterpriseIds: others },
      })
    const answers = await Promise.all([
      found(a, [b.enterpriseId, c.enterpriseId, silent]),
      found(b, [c.enterpriseId, a.enterpriseId, silent]),
    ])
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    for (const { status } of answers) expect(status).toBeLessThan(500)
    const covered = await line.read(
      `select enterprise_id, count(*)::int as n from organisation_enterprise where enterprise_id = any ($1) group by 1 having count(*) > 1`,
      [[a.enterpriseId, b.enterpriseId, c.enterpriseId, silent]],
    )
    expect(covered).toEqual([])
  })
}, 180_000)

test('two committees that share only an enterprise without an application: one of them has it', async () => {
  await rounds(async () => {
    const [a, b] = await Promise.all([verifying(), verifying()])
    const silent = await line.addEnterprise()
    const answers = await Promise.all(
      [a, b].map(({ id }, n) =>
        line.decide(n === 0 ? clerk : secretary, id, 'found_committee', {
          committee: { name: '示例青年工作委员会', directorName: '赵示例', enterpriseIds: [silent] },
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(
      await line.read('select count(*)::int as n from organisation_enterprise where enterprise_id = $1', [silent]),
    ).toEqual([{ n: 1 }])
  })
}, 180_000)

test('a committee against an approval of one of its members: one of them happened, neither waits in a circle', async () => {
  await rounds(async (round) => {
    const [lead, member] = await Promise.all([verifying(), verifying()])
    const both = [
      () =>
        line.decide(clerk, lead.id, 'found_committee', {
          committee: { name: '示例青年工作委员会', directorName: '赵示例', enterpriseIds: [member.enterpriseId] },
        }),
      () => line.decide(secretary, member.id, 'approve', { kind: 'joint_branch' }),
    ]
    const answers = await Promise.all((round % 2 ? both : both.toReversed()).map((send) => send()))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status } of answers) expect([200, 400, 409]).toContain(status)
  })
}, 180_000)

test('one command id for two cases at once: one decision, the other is told that the id is taken', async () => {
  await rounds(async () => {
    const ids = [
      await line.submit(await line.person(), await line.addEnterprise()),
      await line.submit(await line.person(), await line.addEnterprise()),
    ]
    const body = { commandId: randomUUID(), version: 1, action: 'accept' }
    const answers = await Promise.all(ids.map((id) => clerk.call('POST', `/api/cases/${id}/decisions`, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })
}, 60_000)
