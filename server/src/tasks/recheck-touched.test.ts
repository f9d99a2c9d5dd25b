import { localDay } from '@yijian/shared/application/clock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../testing/line.ts'
import {
  GONGSHU_ADDRESS,
  JIANGCUN,
  openRegisterTasks,
  type RegisterTasks,
  WENXIN_ADDRESS,
} from '../testing/register-tasks.ts'

let line: RegisterTasks['line']
let register: RegisterTasks['register']
let added: RegisterTasks['added']
let tasksOf: RegisterTasks['tasksOf']
let seeCase: RegisterTasks['seeCase']
let listed: RegisterTasks['listed']
beforeAll(async () => {
  ;({ line, register, added, tasksOf, seeCase, listed } = await openRegisterTasks())
})
afterAll(() => line.close())

const evidenceOf = (id: number) =>
  line.read<{ occasion: string; rule: string; sentence: string; batch: number }>(
    'select occasion, rule, sentence, batch_id as batch from evidence where application_id = $1 order by id',
    [id],
  )

describe('open applications', () => {
  test('only what changed is told, with the evidence beside the old; nothing else is written', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const [changed, same] = await register.addAll([{ principal: '王法人' }, {}])
    if (!changed || !same) throw new Error('not added')
    const id = await line.submit(await line.person(), changed.id)
    const quiet = await line.submit(await line.person(), same.id)
    const before = await evidenceOf(id)
    const ledger = (await line.standing(id)).events
    const batch = await register.bring([
      [changed, { principal: '赵法人', status: '存续（在营、开业、在册）', staff: '44' }],
      [same, { staff: '39', status: '在业' }],
    ])
    const view = await seeCase(clerk, id)
    expect(view.registerChange).toMatchObject({
      version: 1,
      changes: [
        {
          before: { rule: 'C5', sentence: 'principal_confirmed', registered: '王法人' },
          after: { sentence: 'principal_differs', effect: 'look', declared: '王法人', registered: '赵法人' },
        },
      ],
    })
    expect(view.findings?.find(({ rule }) => rule === 'C5')).toMatchObject({ sentence: 'principal_differs' })
    const after = await evidenceOf(id)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length).map(({ occasion, batch: of }) => [occasion, Number(of)])).toEqual(
      before.map(() => ['register', batch]),
    )
    expect(await evidenceOf(quiet)).toHaveLength(before.length)
    expect((await seeCase(clerk, quiet)).registerChange).toBeNull()
    expect(await line.standing(id)).toMatchObject({ state: 'awaiting_acceptance', version: 1, events: ledger })
    const { body } = await clerk.call('GET', '/api/queues/acceptance')
    const cards = (body as unknown as { items: { id: number; registerChanged: boolean }[] }).items
    expect(
      cards.filter((card) => card.id === id || card.id === quiet).map((card) => [card.id, card.registerChanged]),
    ).toEqual(
      expect.arrayContaining([
        [id, true],
        [quiet, false],
      ]),
    )
  })

  test('read once it is gone, also for a colleague; a newer one must be read again; a county sees and does not clear it', async () => {
    const [clerk, secretary] = line.officers(JIANGCUN)
    const [county] = line.officers('330106')
    const enterprise = await added()
    const id = await line.submit(await line.person(), enterprise.id)
    await register.bring([[enterprise, { principal: '第二人' }]])
    const read = (by: Person, version: number) =>
      by.call('POST', `/api/cases/${id}/register-change/acknowledgement`, { version })
    await register.bring([[enterprise, { status: '注销' }]])
    const seen = await seeCase(clerk, id)
    expect(seen.registerChange?.changes.map(({ after }) => after.rule)).toEqual(['C4', 'C5'])
    expect((await read(clerk, 1)).body).toMatchObject({ code: 'stale', current: { version: 2 } })
    expect((await read(county, 2)).body).toMatchObject({ code: 'wrong_tier' })
    expect((await read(line.officers('330105')[0], 2)).status).toBe(404)
    expect((await read(clerk, 2)).body.registerChange).toBeNull()
    expect((await read(clerk, 2)).status).toBe(200)
    expect((await read(secretary, 2)).status).toBe(200)
    const [kept] = await line.read<{ by: string; n: number }>(
      `select read_by_name as by, jsonb_array_length(changes) as n from register_notice n join review r on r.id = n.review_id where r.application_id = $1`,
      [id],
    )
    expect(kept).toEqual({ by: expect.stringContaining('经办'), n: 2 })
    await register.bring([[enterprise, { status: '存续' }]])
    expect(
      (await seeCase(clerk, id)).registerChange?.changes.map(({ before, after }) => [before.sentence, after.sentence]),
    ).toEqual([['status_dead', 'status_live']])
  })

  test('a register is of the day in Hangzhou on which it was taken in, in what was checked as on the page', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const enterprise = await added()
    const early = new Date(`${localDay(line.test.context.now())}T01:00:00+08:00`)
    await line.test.db.owner.query(
      'update registry_batch b set applied_at = $2 from enterprise e where e.batch_id = b.id and e.id = $1',
      [enterprise.id, early],
    )
    const { findings, registerDate } = await seeCase(clerk, await line.submit(await line.person(), enterprise.id))
    const today = localDay(early)
    expect([registerDate, findings?.find(({ rule }) => rule === 'C13')?.registered]).toEqual([today, today])
  })

  test('an undone batch leaves nothing to read; what was read is told back', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const [unread, alreadyRead] = await register.addAll([{}, {}])
    if (!unread || !alreadyRead) throw new Error('not added')
    const [one, two] = [
      await line.submit(await line.person(), unread.id),
      await line.submit(await line.person(), alreadyRead.id),
    ]
    const batch = await register.bring([
      [unread, { status: '清算中' }],
      [alreadyRead, { status: '清算中' }],
    ])
    await clerk.call('POST', `/api/cases/${two}/register-change/acknowledgement`, { version: 1 })
    await register.undo(batch)
    expect((await seeCase(clerk, one)).registerChange).toBeNull()
    expect((await seeCase(clerk, one)).findings?.find(({ rule }) => rule === 'C4')).toMatchObject({
      sentence: 'status_live',
    })
    expect((await seeCase(clerk, two)).registerChange).toMatchObject({
      registerDate: null,
      changes: [{ after: { sentence: 'status_live' } }],
    })
  })

  test('moved: the street is told to transfer, the case stays where it is', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const enterprise = await added()
    const id = await line.submit(await line.person(), enterprise.id)
    await register.bring([[enterprise, { address: GONGSHU_ADDRESS }]])
    expect((await listed(clerk, '?kind=moved')).find((task) => task.enterprise.id === enterprise.id)).toMatchObject({
      application: { id },
      place: { name: '蒋村街道' },
      facts: { after: { detail: GONGSHU_ADDRESS } },
    })
    expect((await seeCase(clerk, id)).registerChange?.changes.map(({ after }) => after.sentence)).toEqual([
      'place_differs',
    ])
    expect((await line.standing(id)).state).toBe('awaiting_acceptance')
  })

  test('the applicant is told that the register shows the enterprise closed, and of nothing else', async () => {
    const enterprise = await added()
    const applicant = await line.person()
    const id = await line.submit(applicant, enterprise.id)
    const seen = async () =>
      (await applicant.call('GET', `/api/applications/${id}`)).body as unknown as Record<string, unknown>
    const before = await seen()
    expect(before).toMatchObject({ enterpriseClosed: false })
    await register.bring([[enterprise, { principal: '换人', address: WENXIN_ADDRESS }]])
    expect(await seen()).toEqual(before)
    await register.bring([[enterprise, { status: '注销' }]])
    expect(await seen()).toEqual({ ...before, enterpriseClosed: true })
    await line.answer(applicant, id, 'withdraw')
    expect(await seen()).toMatchObject({ enterpriseClosed: false, state: 'withdrawn' })
  })

  test('what nobody read before the application ended needs no reading any more', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const enterprise = await added()
    const applicant = await line.person()
    const id = await line.submit(applicant, enterprise.id)
    await register.bring([[enterprise, { principal: '没人看' }]])
    expect((await seeCase(clerk, id)).registerChange).not.toBeNull()
    await line.answer(applicant, id, 'withdraw')
    expect((await seeCase(clerk, id)).registerChange).toBeNull()
    const { body } = await clerk.call('GET', '/api/cases?show=closed')
    const cards = (body as unknown as { items: { id: number; registerChanged: boolean }[] }).items
    expect(cards.find((card) => card.id === id)).toMatchObject({ registerChanged: false })
  })

  test('closed applications are left alone', async () => {
    const enterprise = await added()
    const applicant = await line.person()
    const id = await line.submit(applicant, enterprise.id)
    await line.answer(applicant, id, 'withdraw')
    const before = await evidenceOf(id)
    await register.bring([[enterprise, { status: '注销', principal: '无关' }]])
    expect(await evidenceOf(id)).toEqual(before)
    expect(await tasksOf(enterprise)).toEqual([])
  })
})
