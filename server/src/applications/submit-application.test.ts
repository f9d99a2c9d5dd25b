import { randomUUID } from 'node:crypto'
import { gradedProcedure } from '@yijian/shared/application/procedure'
import { checkDigit } from '@yijian/shared/credit-code'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { branchNumbers, fewNumbers, type Line, linePhone, openLine, type Person } from '../testing/line.ts'
import { nextApplicationNumber } from './application-repository.ts'

let line: Line
let clerk: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk] = line.officers('330106011')
})
afterAll(() => line.close())

const review = (applicationId: number) =>
  line.read('select state from review where application_id = $1', [applicationId])
const noteOf = async (applicationId: number) =>
  (await line.read<{ on: number | null }>('select noted_on as on from application where id = $1', [applicationId]))[0]
    ?.on

describe('where it lands', () => {
  test('at the street of the register, with the acceptance clock running', async () => {
    const id = await line.submit(await line.person(), await line.addEnterprise())
    const standing = await line.standing(id)
    expect(standing).toMatchObject({ state: 'awaiting_acceptance', version: 1, events: 1 })
    expect(Date.parse(String(standing.dueAt))).toBeGreaterThan(Date.now())
    const pinned = await line.read(
      'select v.name from review r join procedure_version v on v.id = r.procedure_version_id where r.application_id = $1',
      [id],
    )
    expect(pinned).toEqual([{ name: gradedProcedure.name }])
  })

  test('at the street that the sender names, before the register’s', async () => {
    const operatingPlaceId = line.place('330106013')
    const id = await line.submit(await line.person(), await line.addEnterprise(), { operatingPlaceId })
    expect((await clerk.call('GET', `/api/cases/${id}`)).status).toBe(404)
    const [neighbour] = line.officers('330106013')
    expect((await neighbour.call('GET', `/api/cases/${id}`)).body.place?.id).toBe(operatingPlaceId)
  })

  test.each([
    ['330106', 'county'],
    ['330100', 'city'],
  ] as const)('in the pool of %s when no street is known', async (place, tier) => {
    const id = await line.submit(await line.person(), await line.addEnterprise({ place }))
    const [officer] = line.officers(place)
    const { body } = await officer.call('GET', `/api/cases/${id}`)
    expect(body).toMatchObject({ state: 'unplaced', actingTier: tier, relation: 'handles' })
  })

  test('an enterprise that the register does not have comes in as told, to be looked at', async () => {
    const by = await line.person()
    const body = '91330106YYYYY9001'
    const enterprise = {
      known: false as const,
      creditCode: body + checkDigit(body),
      name: '杭州新登记示例有限公司',
      placeId: line.place('330106011'),
      licenceId: await by.upload('licence'),
    }
    const answer = await by.call('POST', '/api/applications', line.submission(0, { enterprise }))
    expect(answer.status).toBe(201)
    const { body: seen } = await clerk.call('GET', `/api/cases/${answer.body.applicationId}`)
    expect(seen.enterprise).toMatchObject({ provisional: true, name: enterprise.name })
    expect(seen.findings?.find(({ rule }) => rule === 'C2')).toMatchObject({ outcome: 'unknown', effect: 'look' })
  })
})

test('its number begins with the year in Hangzhou, which is a night ahead of the world’s', async () => {
  const newYear = new Date('2027-01-01T00:30:00+08:00')
  const number = await withTx(line.test.context.database, systemScope, (tx) => nextApplicationNumber(tx, newYear))
  expect(number).toMatch(/^2027-\d{6}$/)
})

describe('what stops it', () => {
  test.each(['liquidation', 'revoked', 'gone'])('a %s enterprise, whoever asks; nothing is kept', async (status) => {
    const enterpriseId = await line.addEnterprise({ status })
    const answer = await (await line.person()).call('POST', '/api/applications', line.submission(enterpriseId))
    expect([answer.status, answer.body.code]).toEqual([409, 'enterprise_not_live'])
    expect(await line.read('select 1 from application where enterprise_id = $1', [enterpriseId])).toEqual([])
  })

  test('numbers that cannot be true, each named', async () => {
    const numbers = { staff: 10, youth: 12, members: 15, women: 11, partyBranch: null }
    const { status, body } = await (await line.person()).call(
      'POST',
      '/api/applications',
      line.submission(1, { numbers }),
    )
    expect(status).toBe(400)
    expect(body.fields?.map(({ path }) => path).sort()).toEqual(['numbers.members', 'numbers.women', 'numbers.youth'])
  })

  test('somebody else’s photo, and a contact whom messages cannot reach', async () => {
    const by = await line.person()
    const licenceId = await (await line.person()).upload('licence')
    const enterpriseId = await line.addEnterprise()
    const stolen = await by.call('POST', '/api/applications', line.submission(enterpriseId, { licenceId }))
    expect([stolen.status, stolen.body.fields?.[0]?.path]).toEqual([400, 'licenceId'])
    for (const phone of ['12345', '0571-88001234']) {
      const contact = { name: '王示例', phone }
      const mute = await by.call('POST', '/api/applications', line.submission(enterpriseId, { contact }))
      expect([mute.status, mute.body.fields?.[0]?.path]).toEqual([400, 'contact.phone'])
    }
    const consent = { noticeVersion: '2019-01', shareUnion: false, shareWomen: false }
    const unread = { ...line.submission(enterpriseId), consent }
    const refused = await by.call('POST', '/api/applications', unread)
    expect([refused.status, refused.body.fields?.[0]?.path]).toEqual([400, 'consent.noticeVersion'])
  })

  test('an organisation that exists is told to one who has proven belonging, and to nobody else', async () => {
    const phone = linePhone()
    const enterpriseId = await line.addEnterprise({ phone })
    const founder = await line.person()
    const id = await line.submit(founder, enterpriseId, { numbers: fewNumbers })
    await line.decide(clerk, id, 'accept')
    await line.contact(clerk, id)
    const committee = { name: '示例青年工作委员会', directorName: '赵示例', enterpriseIds: [] }
    expect((await line.decide(clerk, id, 'found_committee', { committee })).body.state).toBe('established')
    const proven = await (await line.person(phone)).call('POST', '/api/applications', line.submission(enterpriseId))
    expect([proven.status, proven.body.code]).toEqual([409, 'already_organised'])
    const again = await founder.call('POST', '/api/applications', line.submission(enterpriseId))
    expect([again.status, again.body.code]).toEqual([409, 'already_organised'])
    const stranger = await (await line.person()).call('POST', '/api/applications', line.submission(enterpriseId))
    expect([stranger.status, stranger.body.result]).toEqual([201, 'submitted'])
  })
})

describe('a second application for the same enterprise', () => {
  test('self-declared: a note on the open one, and its sender sees nothing special', async () => {
    const enterpriseId = await line.addEnterprise()
    const first = await line.submit(await line.person(), enterpriseId)
    const by = await line.person()
    const { status, body } = await by.call(
      'POST',
      '/api/applications',
      line.submission(enterpriseId, { contact: { name: '钱示例', phone: by.phone }, numbers: fewNumbers }),
    )
    expect([status, body.result]).toEqual([201, 'submitted'])
    const second = body.applicationId ?? 0
    expect(await noteOf(second)).toBe(first)
    expect(await review(second)).toEqual([])
    expect((await clerk.call('GET', `/api/cases/${first}`)).body.notes).toMatchObject([
      { contactName: '钱示例', proof: 'self_declared', numbers: fewNumbers },
    ])
    // The progress page, the list and the message are those of any new application.
    const alone = await line.person()
    const lone = await line.submit(alone, await line.addEnterprise(), {
      contact: { name: '钱示例', phone: alone.phone },
    })
    const [noted, ordinary] = [
      await by.call('GET', `/api/applications/${second}`),
      await alone.call('GET', `/api/applications/${lone}`),
    ]
    expect(Object.keys(noted.body).sort()).toEqual(Object.keys(ordinary.body).sort())
    expect([noted.status, noted.body.state, noted.body.holder?.who]).toEqual([
      200,
      ordinary.body.state,
      ordinary.body.holder?.who,
    ])
    expect(noted.body.actions).toEqual(ordinary.body.actions)
    const told = await line.read<{ template: string }>('select template from message where application_id = any ($1)', [
      [second, lone],
    ])
    expect(told).toEqual([{ template: 'submitted' }, { template: 'submitted' }])
  })

  test('better proven: it takes the place of a self-declared one that nobody has worked on', async () => {
    const phone = linePhone()
    const enterpriseId = await line.addEnterprise({ phone })
    const first = await line.submit(await line.person(), enterpriseId)
    const second = await line.submit(await line.person(phone), enterpriseId)
    expect(await review(first)).toEqual([{ state: 'merged' }])
    expect(await noteOf(first)).toBe(second)
    expect((await line.standing(second)).state).toBe('awaiting_acceptance')
  })

  test('better proven, but the street has spoken with the first: it is noted, and its sender is told so', async () => {
    const phone = linePhone()
    const enterpriseId = await line.addEnterprise({ phone })
    const first = await line.submit(await line.person(), enterpriseId)
    await line.decide(clerk, first, 'accept')
    await line.contact(clerk, first)
    const { body } = await (await line.person(phone)).call('POST', '/api/applications', line.submission(enterpriseId))
    expect(body.result).toBe('noted')
    expect(await noteOf(body.applicationId ?? 0)).toBe(first)
    expect((await line.standing(first)).state).toBe('verifying')
  })

  test('by the same person: the one under way is answered', async () => {
    const by = await line.person()
    const enterpriseId = await line.addEnterprise()
    const first = await line.submit(by, enterpriseId)
    const again = await by.call('POST', '/api/applications', line.submission(enterpriseId, { numbers: fewNumbers }))
    expect(again.body).toMatchObject({ applicationId: first, result: 'submitted' })
    expect((await line.standing(first)).events).toBe(1)
  })
})

test('the receipt of a retried submission is the same; other content under its id is refused', async () => {
  const by = await line.person()
  const body = line.submission(await line.addEnterprise())
  const receipt = await by.call('POST', '/api/applications', body)
  expect(await by.call('POST', '/api/applications', body)).toEqual(receipt)
  const other = await by.call('POST', '/api/applications', { ...body, numbers: { ...branchNumbers, staff: 41 } })
  expect([other.status, other.body.code]).toEqual([422, 'command_reused'])
  const stranger = await (await line.person()).call('POST', '/api/applications', body)
  expect([stranger.status, stranger.body.code]).toEqual([422, 'command_reused'])
})

test('the register phone proves belonging, an agency’s number does not', async () => {
  const phone = linePhone()
  const enterpriseId = await line.addEnterprise({ phone })
  const id = await line.submit(await line.person(phone), enterpriseId)
  expect((await clerk.call('GET', `/api/cases/${id}`)).body.proof).toBe('registered_phone')
  const agency = linePhone()
  const served = await line.addEnterprise({ phone: agency })
  await line.test.db.owner.query('update enterprise_contact set proxy = true where enterprise_id = $1', [served])
  const other = await line.submit(await line.person(agency), served)
  expect((await clerk.call('GET', `/api/cases/${other}`)).body.proof).toBe('self_declared')
})

test('somebody else’s application is not found', async () => {
  const id = await line.submit(await line.person(), await line.addEnterprise())
  const stranger = await line.person()
  expect((await stranger.call('GET', `/api/applications/${id}`)).status).toBe(404)
  const withdraw = { commandId: randomUUID(), version: 1 }
  expect((await stranger.call('POST', `/api/applications/${id}/withdraw`, withdraw)).status).toBe(404)
  expect((await line.standing(id)).state).toBe('awaiting_acceptance')
})
