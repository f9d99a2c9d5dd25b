import type { Task } from '@yijian/shared/tasks/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { addOfficer } from '../offices/add-officer.ts'
import { addPost } from '../offices/posts.ts'
import { type Line, linePhone, openLine, type Person } from '../testing/line.ts'
import { openRegisterBatches, type RegisterBatches, type Registered } from '../testing/register-batches.ts'

const JIANGCUN = '330106011'

let line: Line
let register: RegisterBatches
let union: Person
/** Two enterprises that died, each with an organisation of the league; the first with one of the union as well. */
let dead: Registered
let other: Registered
beforeAll(async () => {
  line = await openLine()
  register = openRegisterBatches(line)
  union = await addUnionOfficer()
  const [first, second] = await register.addAll([{}, {}])
  if (!first || !second) throw new Error('not added')
  dead = first
  other = second
  for (const one of [dead, other]) await register.found(one, JIANGCUN)
  await register.found(dead, JIANGCUN, { agency: 'union' })
  await register.bring([
    [dead, { status: '注销' }],
    [other, { status: '吊销' }],
  ])
})
afterAll(() => line.close())

async function addUnionOfficer(): Promise<Person> {
  const { context } = line.test
  const phone = linePhone()
  const name = '西湖区蒋村街道总工会'
  const postId = await withTx(context.database, systemScope, async (tx) => {
    await addOffice(tx, { agency: 'union', tier: 'street', name, covers: 'places', divisionCodes: [JIANGCUN] })
    await addOfficer(tx, context, { phone, name: '工会经办' })
    return addPost(tx, context, { phone, officeName: name, role: 'clerk', from: '2026-01-01' })
  })
  return line.person(phone, { postId })
}

async function tasks(
  by: Person,
  query = '',
): Promise<{ items: Task[]; next: string | null; counts: { open: number; overdue: number }[] }> {
  const { status, body } = await by.call('GET', `/api/tasks${query}`)
  expect(status).toBe(200)
  return body as never // the contract's own answer
}
const about = async (by: Person, { id }: Registered) =>
  (await tasks(by)).items.find((task) => task.enterprise.id === id)
const finish = (by: Person, task: Task | undefined, body: object = {}) =>
  by.call('POST', `/api/tasks/${task?.id}/completion`, { version: 1, how: 'left_joint', note: null, ...body })

describe('whose task it is', () => {
  test('the street does it, county and city see it, neighbours and other agencies do not know of it', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const own = await about(clerk, dead)
    expect(own).toMatchObject({ mayFinish: true })
    for (const above of ['330106', '330100'] as const) {
      const [officer] = line.officers(above)
      expect(await about(officer, dead)).toMatchObject({ id: own?.id, mayFinish: false })
      expect((await finish(officer, own)).body).toMatchObject({ code: 'wrong_tier' })
    }
    for (const elsewhere of ['330106013', '330105', '330105005'] as const) {
      const [officer] = line.officers(elsewhere)
      expect(await about(officer, dead)).toBeUndefined()
      expect((await finish(officer, own)).status).toBe(404)
    }
    const unions = await about(union, dead)
    expect(unions?.id).not.toBe(own?.id)
    expect(await about(union, other)).toBeUndefined()
    expect((await finish(union, own)).status).toBe(404)
    expect((await tasks(union)).items).toHaveLength(1)
  })

  test('an office over a list has the tasks of its enterprises', async () => {
    const park = await line.addListOffice([other.id])
    expect((await tasks(park)).items.map((task) => task.enterprise.id)).toEqual([other.id])
  })

  test('without any filter of ours the database shows the same', async () => {
    const seen = async (places: number[], agency: 'league' | 'women') =>
      withTx(
        line.test.context.database,
        { kind: 'officer', accountId: 0, officeId: 0, agency, places, enterprises: [] },
        async (tx) => {
          const { rows } = await tx.execute('select id from task')
          return rows.length
        },
      )
    expect(await seen([line.place(JIANGCUN)], 'league')).toBe(2)
    expect(await seen([line.place('330106013')], 'league')).toBe(0)
    expect(await seen([line.place(JIANGCUN)], 'women')).toBe(0)
  })
})

describe('finishing', () => {
  test('only in a way of its kind, and with a note where the way needs one', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const task = await about(clerk, dead)
    expect((await finish(clerk, task, { how: 'transferred' })).body).toMatchObject({ fields: [{ path: 'how' }] })
    expect((await finish(clerk, task, { how: 'constructor' })).body).toMatchObject({ fields: [{ path: 'how' }] })
    expect((await finish(clerk, task, { how: 'dissolved' })).body).toMatchObject({ fields: [{ path: 'note' }] })
  })

  test('of two at once one wins; sent again by the winner it is the same, the other sees how it is', async () => {
    const [clerk, secretary] = line.officers(JIANGCUN)
    const task = await about(clerk, dead)
    const ways = [
      { by: clerk, body: { how: 'dissolved', note: '已报区委批准撤销' } },
      { by: secretary, body: { how: 'left_joint' } },
    ] as const
    const answers = await Promise.all(ways.map(({ by, body }) => finish(by, task, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const winner = ways[answers.findIndex(({ status }) => status === 200)]
    const loser = ways[answers.findIndex(({ status }) => status === 409)]
    if (!winner || !loser) throw new Error('nobody won')
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'task_changed',
      current: { state: 'done', version: 2, allowed: [] },
    })
    expect(await finish(winner.by, task, winner.body)).toMatchObject({
      status: 200,
      body: { state: 'done', version: 2 },
    })
    expect((await finish(winner.by, task, { how: 'reorganised', note: '别的' })).status).toBe(409)
    const { items } = await tasks(loser.by, '?show=closed')
    expect(items).toMatchObject([{ id: task?.id, done: { how: winner.body.how, at: expect.any(String) } }])
  })

  test('overdue it is shown so, on the front page too, and those above may do it', async () => {
    const [clerk] = line.officers(JIANGCUN)
    const [county] = line.officers('330106')
    const front = async () => ((await clerk.call('GET', '/api/queues')).body as unknown as { tasks: object }).tasks
    expect(await front()).toEqual({ open: 1, overdue: 0 })
    line.test.advance(60 * 86_400_000)
    expect(await front()).toEqual({ open: 1, overdue: 1 })
    const task = await about(county, other)
    expect(task).toMatchObject({ overdue: true, mayFinish: true })
    expect((await finish(county, task)).status).toBe(200)
    expect(await front()).toEqual({ open: 0, overdue: 0 })
  })
})

test('pages neither lose nor repeat a task, and a made-up cursor is refused', async () => {
  const [clerk] = line.officers('330106013')
  const enterprises = await register.addAll(
    Array.from({ length: 120 }, () => ({ address: '杭州市西湖区文新街道古墩路9号' })),
  )
  for (const one of enterprises) await register.found(one, '330106013')
  await register.bring(enterprises.map((one, at) => [one, at % 2 ? { status: '注销' } : { status: '歇业' }]))
  const found: Task[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await tasks(clerk, next ? `?cursor=${encodeURIComponent(next)}` : '')
    found.push(...page.items)
    next = page.next
  }
  expect(found).toHaveLength(120)
  expect(new Set(found.map(({ id }) => id)).size).toBe(120)
  expect(found.map(({ dueOn }) => dueOn)).toEqual(found.map(({ dueOn }) => dueOn).sort())
  expect((await tasks(clerk)).counts).toEqual([
    { kind: 'dead', open: 60, overdue: 0 },
    { kind: 'paused', open: 60, overdue: 0 },
  ])
  const paused = (await tasks(clerk, '?kind=paused')).items
  expect(paused.map(({ kind }) => kind)).toEqual(Array(50).fill('paused'))
  for (const cursor of ['x', '2026-13-01_1', '2026-02-30_1', '2026-03-01_1_1', '5'])
    expect((await clerk.call('GET', `/api/tasks?cursor=${cursor}`)).status).toBe(400)
})
