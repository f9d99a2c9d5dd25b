import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import type { Task } from '@yijian/shared/tasks/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linePhone, type Person } from '../testing/line.ts'
import { newCode } from '../testing/register-batches.ts'
import { GONGSHU_ADDRESS, JIANGCUN, openRegisterTasks, type RegisterTasks } from '../testing/register-tasks.ts'

let line: RegisterTasks['line']
let register: RegisterTasks['register']
let added: RegisterTasks['added']
let seeCase: RegisterTasks['seeCase']
let listed: RegisterTasks['listed']
beforeAll(async () => {
  ;({ line, register, added, seeCase, listed } = await openRegisterTasks())
})
afterAll(() => line.close())

describe('enterprises entered by hand', () => {
  async function apply(name: string, creditCode: string, declaredPrincipal = '周手工', by?: Person): Promise<number> {
    const applicant = by ?? (await line.person())
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
        declaredPrincipal,
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
    expect(await line.read('select 1 from enterprise where credit_code = $1', [mistyped])).toEqual([])
    await register.bring([[await added(), { staff: '7' }]])
    expect(await listed(clerk, '?kind=provisional')).toEqual([])
  })

  test('one that the register has under nearly that name is asked about at once; the same one takes the application over', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const real = newCode()
    await registerRow(real, '杭州苕霅拾光文化有限公司', '周手工')
    const id = await apply('杭州苕霅拾光文化公司', newCode())
    const [task] = await listed(clerk, '?kind=provisional')
    expect(task).toMatchObject({
      application: { id },
      facts: { before: { value: '杭州苕霅拾光文化公司' }, after: { creditCode: real } },
    })
    const done = await clerk.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how: 'same', note: null })
    expect(done.status).toBe(200)
    expect((await seeCase(clerk, id)).enterprise).toMatchObject({ creditCode: real, provisional: false })
    for (const [name, principal] of [
      ['杭州苕霅拾光文化公司', '另一人'],
      ['杭州无人同名霂霢有限公司', '周手工'],
    ] as const) {
      await apply(name, newCode(), principal)
      expect(await listed(clerk, '?kind=provisional')).toEqual([])
    }
  })

  test('what was said to it, sent to it and found out of its numbers goes on under the registered one', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const real = newCode()
    const id = await apply('杭州手工联系有限公司', newCode())
    const told = (await seeCase(clerk, id)).enterprise?.id ?? 0
    const [first, second] = [linePhone(), linePhone()]
    type Page = {
      outreach: { state: string; version: number; nextOn: string | null }
      phones: { id: number; masked: string; dead: string | null }[]
      contacts: { outcome: string; nextOn: string | null }[]
      moves: { action: string }[]
      score: { score: number }
    }
    const page = async (of: number) => (await clerk.call('GET', `/api/library/${of}`)).body as unknown as Page
    const on = (days: number) => localDay(new Date(line.test.context.now().getTime() + days * 86_400_000))
    const say = async (of: number, body: object) => {
      const { outreach } = await page(of)
      const command = { commandId: randomUUID(), version: outreach.version, happenedOn: on(0), ...body }
      expect((await clerk.call('POST', `/api/library/${of}/contacts`, command)).status).toBe(200)
    }
    for (const phone of [first, second])
      await clerk.call('POST', `/api/library/${told}/phones`, { commandId: randomUUID(), phone })
    const wrong = (await page(told)).phones.find(({ masked }) => masked.endsWith(first.slice(-4)))
    await clerk.call('POST', `/api/library/${told}/outreach`, { commandId: randomUUID(), version: 0, action: 'assign' })
    await say(told, { way: 'phone', phoneId: wrong?.id, outcome: 'no_answer', reason: 'wrong_number' })
    await registerRow(real, '杭州手工联系有限公司', '周手工')
    const [registered] = await line.read<{ id: number }>('select id from enterprise where credit_code = $1', [real])
    const after = Number(registered?.id)
    // The registered one was spoken to before the two were known for one.
    await say(after, { way: 'visit', outcome: 'intends' })
    await say(told, { way: 'visit', outcome: 'talked', nextOn: on(30) })
    const [task] = await listed(clerk, '?kind=provisional')
    const done = await clerk.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how: 'same', note: null })
    expect(done.status).toBe(200)
    const seen = await page(after)
    expect(seen.phones.find(({ masked }) => masked.endsWith(first.slice(-4)))).toMatchObject({ dead: 'wrong_number' })
    expect(seen.phones.find(({ masked }) => masked.endsWith(second.slice(-4)))).toMatchObject({ dead: null })
    expect(seen.contacts.map(({ outcome }) => outcome).sort()).toEqual(['intends', 'no_answer', 'talked'])
    expect(seen.moves.map(({ action }) => action)).toContain('assign')
    expect((await line.read('select standard_score as score from enterprise where id = $1', [after]))[0]).toEqual({
      score: seen.score.score,
    })
    expect((await clerk.call('GET', `/api/library/${told}`)).status).toBe(404)
    // It stands as was said last, and goes on from there.
    expect(seen.outreach).toMatchObject({ version: 4 })
    expect(await line.read('select state, next_on as on from outreach where enterprise_id = $1', [after])).toEqual([
      { state: 'contacted', on: on(30) },
    ])
    await say(after, { way: 'visit', outcome: 'talked' })
  })

  test('an invitation to it goes on under the registered one, also where that belongs to another district', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const real = newCode()
    const applicant = await line.person()
    const typed = newCode()
    const id = await apply('杭州手工外区有限公司', typed, '周手工', applicant)
    const told = (await seeCase(clerk, id)).enterprise?.id ?? 0
    // Nobody is invited whose application is open.
    expect((await line.answer(applicant, id, 'withdraw')).status).toBe(200)
    await clerk.call('POST', `/api/library/${told}/phones`, { commandId: randomUUID(), phone: linePhone() })
    expect((await clerk.call('POST', `/api/library/${told}/invitations`)).status).toBe(201)
    expect((await seeCase(clerk, await apply('杭州手工外区有限公司', typed, '周手工', applicant))).enterprise?.id).toBe(
      told,
    )
    const facts = { name: '杭州手工外区有限公司', principal: '周手工', address: GONGSHU_ADDRESS }
    await register.bring([[{ id: 0, code: real }, facts]])
    const [task] = await listed(clerk, '?kind=provisional')
    const done = await clerk.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how: 'same', note: null })
    expect(done.status).toBe(200)
    expect(
      await line.read(
        `select e.credit_code as code, i.ended_because as ended from invitation i join enterprise e on e.id = i.enterprise_id
         where e.name = $1`,
        [facts.name],
      ),
    ).toEqual([{ code: real, ended: null }])
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
