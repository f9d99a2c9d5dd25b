import { gradedProcedure, streetEmpoweredProcedure } from '@yijian/shared/application/procedure'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyLedger } from '../ledger/verify-ledger.ts'
import { branchNumbers, fewNumbers, type Line, linePhone, openLine, type Person } from '../testing/line.ts'

const STREET = '330106011'
let line: Line
let clerk: Person
let secretary: Person
let county: Person
let city: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk, secretary] = line.officers(STREET)
  ;[county] = line.officers('330106')
  ;[city] = line.officers('330100')
})
afterAll(() => line.close())

/** Applied, accepted and spoken with: the street may decide. */
async function verified(numbers = branchNumbers, enterpriseId?: number) {
  const hr = await line.person()
  const id = await line.submit(hr, enterpriseId ?? (await line.addEnterprise()), {
    numbers,
    contact: { name: '王示例', phone: hr.phone },
  })
  expect((await line.decide(clerk, id, 'accept')).status).toBe(200)
  expect((await line.contact(clerk, id)).status).toBe(200)
  return { hr, id }
}

const told = async (id: number) =>
  (
    await line.read<{ template: string }>(
      'select template from message where application_id = $1 order by created_at, template',
      [id],
    )
  ).map(({ template }) => template)

describe('graded', () => {
  test('a branch: street, county, meeting, county; two numbered replies and a message at each step', async () => {
    const { hr, id } = await verified()
    expect((await line.decide(secretary, id, 'approve', { kind: 'branch' })).body.state).toBe('awaiting_decision')
    const approved = await line.decide(county, id, 'approve')
    expect(approved.body).toMatchObject({ state: 'formation_approved', organisation: null })
    expect(approved.body.replies?.map(({ kind }) => kind)).toEqual(['formation'])
    const reported = await line.answer(hr, id, 'result', await line.meetingResult(hr))
    expect(reported.body.state).toBe('result_submitted')
    const established = await line.decide(county, id, 'approve_result')
    expect(established.body).toMatchObject({ state: 'established', kind: 'branch' })
    expect(established.body.organisation?.number).toMatch(/^T\d{4}-\d{6}$/)
    const numbers = established.body.replies?.map(({ number }) => number) ?? []
    expect(numbers[0]).toMatch(/^西湖区团批〔\d{4}〕\d+号$/)
    expect(new Set(numbers).size).toBe(2)
    const seen = await hr.call('GET', `/api/applications/${id}`)
    expect(seen.body.organisation).toEqual(established.body.organisation)
    expect(await told(id)).toEqual([
      'submitted',
      'accepted',
      'forwarded',
      'formation_approved',
      'result_received',
      'established',
    ])
    expect((await line.decide(clerk, id, 'enter_national', { nationalId: '示例-1' })).body.state).toBe('registered')
  })

  test('a general branch: three tiers, three people', async () => {
    const { hr, id } = await verified({ ...branchNumbers, members: 35, youth: 40, staff: 90 })
    await line.decide(secretary, id, 'approve', { kind: 'general_branch' })
    expect((await line.decide(city, id, 'approve')).body.code).toBe('wrong_tier')
    await line.decide(county, id, 'approve')
    expect((await line.decide(city, id, 'approve')).body.state).toBe('formation_approved')
    await line.answer(hr, id, 'result', await line.meetingResult(hr, 35))
    expect((await line.decide(county, id, 'approve_result')).body.code).toBe('wrong_tier')
    expect((await line.decide(city, id, 'approve_result')).body.state).toBe('established')
    const actors = await line.read<{ n: number }>(
      `select count(distinct officer_id)::int as n from ledger_event where application_id = $1 and action = 'approve'`,
      [id],
    )
    expect(actors).toEqual([{ n: 3 }])
  })

  test('a result that comes back is sent again', async () => {
    const { hr, id } = await verified()
    await line.decide(clerk, id, 'approve', { kind: 'branch' })
    await line.decide(county, id, 'approve')
    await line.answer(hr, id, 'result', await line.meetingResult(hr))
    expect((await line.decide(county, id, 'return_result', {})).body.code).toBe('invalid_input')
    const returned = await line.decide(county, id, 'return_result', { applicantText: '照片看不清公章' })
    expect(returned.body.state).toBe('formation_approved')
    expect((await line.answer(hr, id, 'result', await line.meetingResult(hr))).body.state).toBe('result_submitted')
  })

  test('a result that cannot be true names the number that is wrong', async () => {
    const { hr, id } = await verified()
    await line.decide(clerk, id, 'approve', { kind: 'branch' })
    await line.decide(county, id, 'approve')
    const paperId = await hr.upload('meeting_result')
    const result = { heldOn: '2031-01-01', expected: 5, present: 6, votesFor: 3, secretaryName: '赵示例', paperId }
    const { status, body } = await line.answer(hr, id, 'result', { result })
    expect(status).toBe(400)
    expect(body.fields?.map(({ path }) => path).sort()).toEqual(['result.heldOn', 'result.present', 'result.votesFor'])
    const someone = await line.person()
    const theirs = {
      ...result,
      heldOn: '2026-01-05',
      expected: 6,
      votesFor: 5,
      paperId: await someone.upload('meeting_result'),
    }
    expect((await line.answer(hr, id, 'result', { result: theirs })).body.fields?.map(({ path }) => path)).toEqual([
      'result.paperId',
    ])
  })
})

test('street-empowered: a branch ends at its street', async () => {
  await line.adopt(streetEmpoweredProcedure)
  const { hr, id } = await verified()
  expect((await line.decide(secretary, id, 'approve', { kind: 'branch' })).body.state).toBe('formation_approved')
  await line.answer(hr, id, 'result', await line.meetingResult(hr))
  expect((await line.decide(secretary, id, 'approve_result')).body.state).toBe('established')
  await line.adopt(gradedProcedure)
  expect((await line.decide(clerk, id, 'enter_national', { nationalId: '示例-2' })).body.state).toBe('registered')
})

test('a youth work committee over two enterprises establishes both applications and one organisation', async () => {
  const lead = await verified(fewNumbers)
  const other = await verified(fewNumbers)
  const enterprises = await line.read<{ id: number }>(
    'select enterprise_id as id from application where id = any ($1) order by id',
    [[lead.id, other.id]],
  )
  const silent = await line.addEnterprise()
  const committee = {
    name: '示例园区青年工作委员会',
    directorName: '赵示例',
    enterpriseIds: [enterprises[1]?.id ?? 0, silent],
  }
  const founded = await line.decide(clerk, lead.id, 'found_committee', { committee })
  expect(founded.body).toMatchObject({ state: 'established', kind: 'youth_work_committee' })
  expect(founded.body.replies?.map(({ kind }) => kind)).toEqual(['committee'])
  const joined = await other.hr.call('GET', `/api/applications/${other.id}`)
  expect(joined.body).toMatchObject({
    state: 'established',
    organisation: { number: founded.body.organisation?.number },
  })
  const members = await line.read(
    `select oe.role, oe.enterprise_id as id from organisation_enterprise oe where oe.organisation_id = $1 order by oe.role, 2`,
    [founded.body.organisation?.id],
  )
  expect(members).toEqual([
    { role: 'lead', id: enterprises[0]?.id },
    ...[enterprises[1]?.id, silent].sort((a, b) => Number(a) - Number(b)).map((id) => ({ role: 'member', id })),
  ])
  expect(await told(other.id)).toEqual(['submitted', 'accepted', 'committee_founded'])
  const elsewhere = await line.addEnterprise({ place: '330106013' })
  const another = await verified(fewNumbers)
  const outside = await line.decide(clerk, another.id, 'found_committee', {
    committee: { ...committee, enterpriseIds: [elsewhere] },
  })
  expect(outside.body.fields?.map(({ path }) => path)).toEqual([`committee.enterpriseIds.${elsewhere}`])
})

test('a committee does not cover an enterprise whose application is under way at another street', async () => {
  const lead = await verified(fewNumbers)
  const moved = await line.addEnterprise()
  await line.submit(await line.person(), moved, { operatingPlaceId: line.place('330106013') })
  const committee = { name: '示例青年工作委员会', directorName: '赵示例', enterpriseIds: [moved] }
  const { status, body } = await line.decide(clerk, lead.id, 'found_committee', { committee })
  expect([status, body.fields?.map(({ path }) => path)]).toEqual([400, [`committee.enterpriseIds.${moved}`]])
})

describe('on the way', () => {
  test('nobody ends on a page of text: without young people a next date is set', async () => {
    const { hr, id } = await verified({ ...fewNumbers, youth: 0, members: 0 })
    expect((await line.decide(clerk, id, 'approve', { kind: 'branch' })).body.code).toBe('numbers_do_not_allow')
    expect(
      (await line.decide(clerk, id, 'defer', { nextDate: '2020-01-01' })).body.fields?.map(({ path }) => path),
    ).toEqual(['nextDate'])
    expect((await line.decide(clerk, id, 'defer', { nextDate: '2031-03-01' })).body).toMatchObject({
      state: 'deferred',
      nextContactOn: '2031-03-01',
    })
    expect((await hr.call('GET', `/api/applications/${id}`)).body.nextContactOn).toBe('2031-03-01')
    expect(await told(id)).toContain('not_yet')
  })

  test('a return opens the marked fields only, and the clock goes on with what was left', async () => {
    const { hr, id } = await verified()
    const before = await line.standing(id)
    const returned = await line.decide(clerk, id, 'return', { reasons: ['numbers'], applicantText: '请核对人数' })
    expect(returned.body.state).toBe('returned')
    const seen = await hr.call('GET', `/api/applications/${id}`)
    expect(seen.body.correct).toMatchObject({ reasons: ['numbers'], text: '请核对人数' })
    const other = await line.answer(hr, id, 'resubmit', { contact: { name: '钱示例', phone: linePhone() } })
    expect(other.body.fields?.map(({ path }) => path)).toEqual(['contact'])
    line.test.advance(3 * 86_400_000)
    const again = await line.answer(hr, id, 'resubmit', { numbers: { ...branchNumbers, members: 5 } })
    expect(again.body.state).toBe('verifying')
    const after = await line.standing(id)
    expect(Date.parse(String(after.dueAt))).toBeGreaterThan(Date.parse(String(before.dueAt)))
    const [clock] = await line.read<{ promise_days: number }>(
      'select promise_days from review where application_id = $1',
      [id],
    )
    expect(clock?.promise_days).toBeLessThanOrEqual(5)
    const evidence = await line.read<{ occasion: string }>(
      'select distinct occasion from evidence where application_id = $1 order by 1',
      [id],
    )
    expect(evidence).toEqual([{ occasion: 'resubmit' }, { occasion: 'submit' }])
  })

  test('the applicant may withdraw in every open state, and apply again', async () => {
    const ways: Record<string, (id: number, hr: Person) => Promise<unknown>> = {
      awaiting_acceptance: async () => {},
      verifying: (id) => line.decide(clerk, id, 'accept'),
      returned: (id) => line.decide(clerk, id, 'return', { reasons: ['other'] }),
      awaiting_decision: (id) => forward(id),
      formation_approved: async (id) => {
        await forward(id)
        await line.decide(county, id, 'approve')
      },
      result_submitted: async (id, hr) => {
        await forward(id)
        await line.decide(county, id, 'approve')
        await line.answer(hr, id, 'result', await line.meetingResult(hr))
      },
    }
    const forward = async (id: number) => {
      await line.decide(clerk, id, 'accept')
      await line.contact(clerk, id)
      return line.decide(clerk, id, 'approve', { kind: 'branch' })
    }
    for (const [state, lead] of Object.entries(ways)) {
      const hr = await line.person()
      const enterpriseId = await line.addEnterprise()
      const id = await line.submit(hr, enterpriseId)
      await lead(id, hr)
      expect((await line.standing(id)).state).toBe(state)
      expect((await line.answer(hr, id, 'withdraw', { note: '暂缓' })).body.state).toBe('withdrawn')
      expect(await line.submit(hr, enterpriseId)).not.toBe(id)
    }
    const pooled = await line.person()
    const id = await line.submit(pooled, await line.addEnterprise({ place: '330106' }))
    expect((await line.standing(id)).state).toBe('unplaced')
    expect((await line.answer(pooled, id, 'withdraw')).body.state).toBe('withdrawn')
  })

  test('from a pool the county assigns to one of its streets, and to no other', async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise({ place: '330106' }))
    expect((await line.decide(clerk, id, 'accept')).status).toBe(404)
    expect((await line.decide(county, id, 'assign', { placeId: line.place('330105005') })).body.fields?.[0]?.path).toBe(
      'placeId',
    )
    expect((await line.decide(county, id, 'assign', { placeId: line.place(STREET) })).body.state).toBe(
      'awaiting_acceptance',
    )
    expect((await line.decide(clerk, id, 'accept')).body.state).toBe('verifying')
  })

  test('a transfer hands the case to the other street', async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    const [neighbour] = line.officers('330106013')
    expect((await line.decide(neighbour, id, 'accept')).status).toBe(404)
    expect(
      (await line.decide(clerk, id, 'transfer', { placeId: line.place('330106013'), note: '实际经营地' })).status,
    ).toBe(200)
    expect((await line.decide(neighbour, id, 'accept')).body.state).toBe('verifying')
    expect((await clerk.call('GET', `/api/cases/${id}`)).status).toBe(404)
  })

  test('an office that lists the enterprise handles it; the street of the place looks on', async () => {
    const enterpriseId = await line.addEnterprise()
    const industry = await line.addListOffice([enterpriseId])
    const id = await line.submit(await line.person(), enterpriseId)
    expect((await line.decide(clerk, id, 'accept')).body.code).toBe('wrong_tier')
    expect((await line.decide(industry, id, 'accept')).body.state).toBe('verifying')
  })
})

test('everything above left a ledger that verifies', async () => {
  expect((await verifyLedger(line.test.context)).problems).toEqual([])
})
