import type { Task } from '@yijian/shared/tasks/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, openLine, type Person } from '../testing/line.ts'
import {
  newCode,
  openRegisterBatches,
  type RegisterBatches,
  type Registered,
  type RegisteredFacts,
} from '../testing/register-batches.ts'
import { followUpImport, followUpPage } from './follow-up-import.ts'

const JIANGCUN = '330106011'
const WENXIN_ADDRESS = '杭州市西湖区文新街道古墩路9号'
const GONGSHU_ADDRESS = '杭州市拱墅区拱宸桥街道桥弄街3号'

let line: Line
let register: RegisterBatches
beforeAll(async () => {
  line = await openLine()
  register = openRegisterBatches(line)
})
afterAll(() => line.close())

async function added(facts: Partial<RegisteredFacts> = {}): Promise<Registered> {
  const [one] = await register.addAll([facts])
  if (!one) throw new Error('nothing was added')
  return one
}

async function tasksOf(enterprise: Registered, state = 'open') {
  return line.read<{
    id: number
    kind: string
    agency: string
    state: string
    facts: Task['facts']
    version: number
    batch: number
  }>(
    'select id, kind, agency, state, facts, version, batch_id as batch from task where enterprise_id = $1 and state = $2 order by id',
    [enterprise.id, state],
  )
}

const evidenceOf = (id: number) =>
  line.read<{ occasion: string; rule: string; sentence: string; batch: number }>(
    'select occasion, rule, sentence, batch_id as batch from evidence where application_id = $1 order by id',
    [id],
  )

async function seeCase(by: Person, id: number) {
  const { status, body } = await by.call('GET', `/api/cases/${id}`)
  expect(status).toBe(200)
  return body
}

async function listed(by: Person, query = ''): Promise<Task[]> {
  const { status, body } = await by.call('GET', `/api/tasks${query}`)
  expect(status).toBe(200)
  return (body as unknown as { items: Task[] }).items
}

describe('tasks', () => {
  const organised: [string, Partial<RegisteredFacts>, string, string | null, string | null][] = [
    ['a dead enterprise with an organisation', { status: '吊销，未注销' }, 'dead', '存续', '吊销，未注销'],
    ['a paused one', { status: '歇业' }, 'paused', '存续', '歇业'],
    ['one that moved to another street', { address: WENXIN_ADDRESS }, 'moved', '西湖区蒋村街道', '西湖区文新街道'],
    ['one that moved to another district', { address: GONGSHU_ADDRESS }, 'moved', '西湖区蒋村街道', '拱墅区拱宸桥街道'],
    ['one that left the city', { status: '迁出' }, 'moved', '西湖区蒋村街道', '迁出'],
    ['one with another principal', { principal: '钱新任' }, 'principal_changed', '李登记', '钱新任'],
    [
      'one with another name',
      { name: '杭州改名后科技有限公司' },
      'renamed',
      '杭州改名前科技有限公司',
      '杭州改名后科技有限公司',
    ],
  ]
  test.each(organised)('%s', async (_, change, kind, before, after) => {
    const enterprise = await added(kind === 'renamed' ? { name: '杭州改名前科技有限公司' } : {})
    await register.found(enterprise, JIANGCUN)
    await register.bring([[enterprise, change]])
    const tasks = await tasksOf(enterprise)
    expect(tasks.map((task) => [task.kind, task.facts.before.value, task.facts.after.value])).toEqual([
      [kind, before, after],
    ])
    const [shown] = (await listed(line.officers(JIANGCUN)[0], `?kind=${kind}`)).filter(
      ({ id }) => id === Number(tasks[0]?.id),
    )
    expect(shown).toMatchObject({ overdue: false, mayFinish: true, organisation: expect.anything(), application: null })
  })

  test('only what people have something to do with, and only what a person would call a change', async () => {
    const [nobody, reworded, sameStreet] = await register.addAll([{}, {}, {}])
    if (!nobody || !reworded || !sameStreet) throw new Error('not added')
    await register.found(reworded, JIANGCUN)
    await register.found(sameStreet, JIANGCUN)
    await register.bring([
      [nobody, { status: '注销' }],
      [reworded, { status: '存续（在营、开业、在册）', principal: '李 登记', staff: '41' }],
      [sameStreet, { address: '杭州市西湖区蒋村街道文二西路2号' }],
    ])
    expect(
      await line.read('select 1 from task where enterprise_id = any ($1)', [[nobody.id, reworded.id, sameStreet.id]]),
    ).toEqual([])
  })

  test('what a complete list leaves out, for an organisation and for an application, until a list names it again', async () => {
    const enterprises = await register.addAll([{}, {}, {}, {}])
    const [organised, applied, ...others] = enterprises
    if (!organised || !applied) throw new Error('not added')
    await register.found(organised, JIANGCUN)
    const id = await line.submit(await line.person(), applied.id)
    const listedBefore = (
      await line.read<{ code: string; id: number }>(
        'select credit_code as code, id from enterprise where batch_id is not null and not provisional and id <> all ($1)',
        [[organised.id, applied.id]],
      )
    ).map(({ code, id: enterpriseId }) => ({ code, id: enterpriseId }))
    expect(others.every(({ code }) => listedBefore.some((one) => one.code === code))).toBe(true)
    await register.bring(
      listedBefore.map((one) => [one, {}]),
      { complete: true },
    )
    expect((await tasksOf(organised)).map(({ kind }) => kind)).toEqual(['vanished'])
    expect((await tasksOf(applied)).map(({ kind }) => kind)).toEqual(['vanished'])
    const seen = await seeCase(line.officers(JIANGCUN)[0], id)
    expect(seen.registerChange?.changes.map(({ after }) => after.sentence)).toEqual(['vanished_from_register'])
    await register.bring([
      [organised, {}],
      [applied, {}],
    ])
    expect(await tasksOf(organised)).toEqual([])
    expect(await tasksOf(applied, 'withdrawn')).toHaveLength(1)
    expect((await seeCase(line.officers(JIANGCUN)[0], id)).registerChange).toBeNull()
  })

  test('the invitation of an earlier principal ends; undone, it holds again', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const enterprise = await added()
    expect((await clerk.call('POST', `/api/library/${enterprise.id}/invitations`, {})).status).toBeLessThan(300)
    const invitation = async () =>
      (
        await line.read<{ because: string | null }>(
          'select ended_because as because from invitation where enterprise_id = $1',
          [enterprise.id],
        )
      )[0]?.because
    expect(await invitation()).toBeNull()
    const batch = await register.bring([[enterprise, { principal: '孙接任' }]])
    expect(await invitation()).toBe('principal_changed')
    const [task] = await listed(clerk, '?kind=principal_changed').then((all) =>
      all.filter((one) => one.enterprise.id === enterprise.id),
    )
    expect(task).toMatchObject({ invitationEnded: true, organisation: null, application: null })
    await register.undo(batch)
    expect(await invitation()).toBeNull()
    expect(await tasksOf(enterprise)).toEqual([])
  })

  test('a job that runs twice, or in two workers at once, makes one task', async () => {
    const enterprise = await added()
    await register.found(enterprise, JIANGCUN)
    const batch = await register.bring([[enterprise, { status: '注销' }]], { follow: false })
    await Promise.all([followUpImport(line.test.context, batch), followUpImport(line.test.context, batch)])
    await followUpImport(line.test.context, batch)
    expect(await tasksOf(enterprise)).toMatchObject([{ kind: 'dead', version: 1 }])
    const [clerk] = line.officers(JIANGCUN)
    const [task] = await tasksOf(enterprise)
    const done = await clerk.call('POST', `/api/tasks/${task?.id}/completion`, {
      version: 1,
      how: 'left_joint',
      note: null,
    })
    expect(done.status).toBe(200)
    await followUpImport(line.test.context, batch)
    expect(await tasksOf(enterprise)).toEqual([])
  })

  test('a second change before anybody acted tells from the first to the last; back again, it asks for nothing', async () => {
    const enterprise = await added({ principal: '甲先生' })
    await register.found(enterprise, JIANGCUN)
    await register.bring([[enterprise, { principal: '乙先生' }]])
    const second = await register.bring([[enterprise, { principal: '丙先生' }]])
    expect(await tasksOf(enterprise)).toMatchObject([
      { facts: { before: { value: '甲先生' }, after: { value: '丙先生' } }, version: 2, batch: second },
    ])
    await register.undo(second)
    expect(await tasksOf(enterprise)).toMatchObject([
      { facts: { before: { value: '甲先生' }, after: { value: '乙先生' } } },
    ])
    await register.bring([[enterprise, { principal: '甲先生' }]])
    expect(await tasksOf(enterprise)).toEqual([])
    expect(await tasksOf(enterprise, 'withdrawn')).toHaveLength(1)
  })

  test('an undone batch takes its tasks back, and asks again where somebody has acted on it', async () => {
    const [untouched, acted, revived] = await register.addAll([{}, { principal: '旧某' }, { status: '注销' }])
    if (!untouched || !acted || !revived) throw new Error('not added')
    for (const one of [untouched, acted, revived]) await register.found(one, JIANGCUN)
    const batch = await register.bring([
      [untouched, { status: '注销' }],
      [acted, { principal: '新某' }],
      [revived, { status: '存续' }],
    ])
    expect(await tasksOf(revived)).toEqual([])
    const [task] = await tasksOf(acted)
    const [clerk] = line.officers(JIANGCUN)
    await clerk.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how: 'contact_updated', note: null })
    await register.undo(batch)
    expect(await tasksOf(untouched)).toEqual([])
    expect(await tasksOf(untouched, 'withdrawn')).toHaveLength(1)
    expect(await tasksOf(acted)).toMatchObject([{ facts: { before: { value: '新某' }, after: { value: '旧某' } } }])
    expect(await tasksOf(revived)).toMatchObject([{ kind: 'dead' }])
  })

  test('a killed worker goes on where it was, and nothing is done twice or left out', async () => {
    const enterprises = await register.addAll(Array.from({ length: 7 }, () => ({})))
    for (const one of enterprises) await register.found(one, JIANGCUN)
    const batch = await register.bring(
      enterprises.map((one) => [one, { status: '注销' }]),
      { follow: false },
    )
    const { database, now } = line.test.context
    let clock = 0
    const dying = {
      database,
      now: () => {
        clock += 1
        if (clock > 5) throw new Error('killed')
        return now()
      },
    }
    await expect(followUpImport(dying, batch, 2)).rejects.toThrow('killed')
    const opened = async () =>
      (await line.read<{ n: number }>('select count(*) as n from task where batch_id = $1', [batch]))[0]?.n
    expect(Number(await opened())).toBe(4)
    expect(await followUpPage(line.test.context, batch, 2)).toBe(false)
    await followUpImport(line.test.context, batch, 2)
    expect(Number(await opened())).toBe(7)
    const [row] = await line.read(
      'select tasks_opened, finished_at is not null as finished from register_follow_up where batch_id = $1',
      [batch],
    )
    expect(row).toEqual({ tasks_opened: 7, finished: true })
  })
})

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

describe('enterprises entered by hand', () => {
  async function apply(name: string, creditCode: string): Promise<number> {
    const applicant = await line.person()
    const sent = await applicant.call(
      'POST',
      '/api/applications',
      line.submission(0, {
        enterprise: {
          known: false,
          creditCode,
          name,
          placeId: line.place(JIANGCUN),
          licenceId: await applicant.upload('licence'),
        },
        declaredPrincipal: '周手工',
      }),
    )
    expect(sent.status).toBe(201)
    return sent.body.applicationId ?? 0
  }
  const registerRow = (code: string, name: string, principal: string) =>
    register.bring([
      [
        { id: 0, code },
        { name, principal },
      ],
    ])

  test('found by their code they become registered ones, and the case says so', async () => {
    const code = newCode()
    const id = await apply('杭州手工录入有限公司', code)
    await registerRow(code, '杭州手工录入有限公司', '周手工')
    const seen = await seeCase(line.officers(JIANGCUN)[0], id)
    expect(seen.enterprise).toMatchObject({ creditCode: code, provisional: false })
    expect(seen.registerChange?.changes.map(({ before, after }) => [before.sentence, after.sentence])).toContainEqual([
      'not_in_register',
      'in_register',
    ])
  })

  test('found by name and principal they are asked about; the same one takes the application over', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const [mistyped, real] = [newCode(), newCode()]
    const id = await apply('杭州手误代码有限公司', mistyped)
    await registerRow(newCode(), '杭州手误代码有限公司', '另一人')
    expect(await listed(clerk, '?kind=provisional')).toEqual([])
    await registerRow(real, '杭州手误代码有限公司', '周 手工')
    const [task] = await listed(clerk, '?kind=provisional')
    expect(task).toMatchObject({
      application: { id },
      facts: { before: { creditCode: mistyped }, after: { creditCode: real } },
    })
    const { version } = await line.standing(id)
    const done = await clerk.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how: 'same', note: null })
    expect(done.status).toBe(200)
    const seen = await seeCase(clerk, id)
    expect(seen).toMatchObject({ version: version + 1, enterprise: { creditCode: real, provisional: false } })
    expect(seen.registerChange?.changes.map(({ after }) => after.sentence)).toContain('in_register')
    await register.bring([[await added(), { staff: '7' }]])
    expect(await listed(clerk, '?kind=provisional')).toEqual([])
  })

  test('another one of the same name is asked about once; one whose application is under way cannot be taken over', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const [first, second] = [newCode(), newCode()]
    const id = await apply('杭州同名同姓有限公司', newCode())
    const finish = (task: Task | undefined, how: string) =>
      clerk.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how, note: null })
    await registerRow(first, '杭州同名同姓有限公司', '周手工')
    const [asked] = await listed(clerk, '?kind=provisional')
    expect((await finish(asked, 'other')).status).toBe(200)
    await registerRow(first, '杭州同名同姓有限公司', '周手工')
    expect(await listed(clerk, '?kind=provisional')).toEqual([])
    await registerRow(second, '杭州同名同姓有限公司', '周手工')
    const [again] = await listed(clerk, '?kind=provisional')
    const [registered] = await line.read<{ id: number }>('select id from enterprise where credit_code = $1', [second])
    await line.submit(await line.person(), Number(registered?.id))
    expect((await finish(again, 'same')).body).toMatchObject({ code: 'enterprise_has_application' })
    expect((await listed(clerk, '?kind=provisional')).map((task) => task.id)).toEqual([again?.id])
    expect((await seeCase(clerk, id)).enterprise).toMatchObject({ provisional: true })
  })
})
