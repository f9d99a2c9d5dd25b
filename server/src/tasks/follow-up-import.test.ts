import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RegisteredFacts } from '../testing/register-batches.ts'
import {
  GONGSHU_ADDRESS,
  JIANGCUN,
  openRegisterTasks,
  type RegisterTasks,
  WENXIN_ADDRESS,
} from '../testing/register-tasks.ts'
import { catchUpFollowUps } from './catch-up.ts'
import { followUpImport, followUpPage } from './follow-up-import.ts'

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
  test('each change makes the task of its kind for the office of the organisation, and no other', async () => {
    const enterprises = await register.addAll(
      organised.map(([, change]) => (change.name ? { name: '杭州改名前科技有限公司' } : {})),
    )
    for (const one of enterprises) await register.found(one, JIANGCUN)
    await register.bring(enterprises.map((one, at) => [one, organised[at]?.[1] ?? {}]))
    const shown = await listed(line.officers(JIANGCUN)[0])
    for (const [at, [what, , kind, before, after]] of organised.entries()) {
      const own = shown.filter((task) => task.enterprise.id === enterprises[at]?.id)
      expect(own, what).toMatchObject([
        {
          kind,
          facts: { before: { value: before }, after: { value: after } },
          overdue: false,
          mayFinish: true,
          organisation: expect.anything(),
          application: null,
        },
      ])
    }
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

  test('a batch that landed without its follow-up is caught up with, once', async () => {
    const enterprise = await added()
    await register.found(enterprise, JIANGCUN)
    await register.bring([[enterprise, { status: '注销' }]], { follow: false })
    // The days that pass between batches here are the product's; what landed is told by the database's own clock.
    const context = { ...line.test.context, now: () => new Date() }
    expect(await catchUpFollowUps(context)).toBeGreaterThan(0)
    expect(await tasksOf(enterprise)).toHaveLength(1)
    expect(await catchUpFollowUps(context)).toBe(0)
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
