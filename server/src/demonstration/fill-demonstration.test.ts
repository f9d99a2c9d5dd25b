import type { QueueId } from '@yijian/shared/application/queues'
import { keysOf, reviewStates } from '@yijian/shared/vocabulary'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { verifyLedger } from '../ledger/verify-ledger.ts'
import { ensureProcedures } from '../reviews/adopted-procedure.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { fillDemonstration, isEmpty } from './fill-demonstration.ts'

let app: TestApp
let seconds = 0

beforeAll(async () => {
  app = await startTestApp({ worker: false })
  await withTx(app.context.database, systemScope, ensureProcedures)
  expect(await isEmpty(app.context)).toBe(true)
  const start = performance.now()
  await fillDemonstration(app.context)
  seconds = (performance.now() - start) / 1000
}, 120_000)
afterAll(() => app.close())

const read = async <T>(statement: string) => (await asSystem<T>(statement)) as T[]

/** Past row-level security, which holds for the owner too. */
async function asSystem<T>(statement: string): Promise<T[]> {
  const client = await app.db.owner.connect()
  try {
    await client.query(`select set_config('yijian.system', 'on', false)`)
    return (await client.query(statement)).rows
  } finally {
    client.release(true)
  }
}

test('is made while somebody waits for the first start, and never goes into a database that has rows', async () => {
  // About 5 s alone on two cores; wide, because other test files run beside it.
  expect(seconds).toBeLessThan(60)
  expect(await isEmpty(app.context)).toBe(false)
})

test('holds every state of the lifecycle, and its ledger verifies', async () => {
  const states = await read<{ state: string }>('select distinct state from review')
  expect(states.map(({ state }) => state).sort()).toEqual([...keysOf(reviewStates)].sort())
  const report = await verifyLedger(app.context)
  expect(report.problems).toEqual([])
  expect(report.events).toBeGreaterThan(150)
  expect(report.seals).toBe(1)
})

test('has a library over all districts, its dirt accounted for', async () => {
  const [library] = await read<{ enterprises: number; counties: number; rejected: number }>(
    `select count(*)::int as enterprises, (select sum(rejected_count)::int from registry_batch) as rejected,
       count(distinct coalesce(case d.tier when 'county' then d.id end, case d.tier when 'street' then d.parent_id end))::int as counties
     from enterprise e join division d on d.id = e.place_id`,
  )
  expect(library?.enterprises).toBeGreaterThan(1800)
  expect(library?.counties).toBe(13)
  expect(library?.rejected).toBeGreaterThan(10)
})

test('a newer register asks something of a street, and says on a case what has changed', async () => {
  expect(await read('select kind, count(*)::int as n from task group by kind order by kind')).toEqual([
    { kind: 'dead', n: 1 },
    { kind: 'moved', n: 1 },
    { kind: 'principal_changed', n: 1 },
    { kind: 'renamed', n: 1 },
  ])
  expect(await read(`select 1 from register_notice where state = 'unread'`)).toHaveLength(2)
})

test('tells of no two enterprises of one name, and of nobody late whose clock stands still', async () => {
  expect(
    await read('select name from enterprise where credit_code like $$%YYYYY%$$ group by name having count(*) > 1'),
  ).toEqual([])
  expect(
    await read(`select state from review where due_at is not null and state in ('dormant', 'established')`),
  ).toEqual([])
})

test('nothing of it happens in the future, and every message was delivered by the simulator', async () => {
  expect(await read('select 1 from ledger_event where at > now()')).toEqual([])
  expect(await read<object>('select state, gateway, count(*) > 100 as many from message group by 1, 2')).toEqual([
    { state: 'sent', gateway: 'simulator', many: true },
  ])
  expect(await read('select 1 from session_family where ended_at is null')).toEqual([])
})

test('outreach is under way, and whom one can sign in as first has enterprises to turn to today', async () => {
  const states = await read<{ state: string; n: number }>(
    'select state, count(*)::int as n from outreach group by state',
  )
  expect(states.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['assigned', 'contacted', 'intent', 'not_now', 'refused']),
  )
  expect(await read(`select 1 from outreach_contact where happened_on > current_date`)).toEqual([])
  expect((await read(`select 1 from number_mark where what = 'out_of_service'`)).length).toBeGreaterThan(0)
  const { accounts } = (await app.inject('/api/demo/accounts')).json<{ accounts: { phone: string }[] }>()
  const clerk = await app.signIn(accounts[0]?.phone ?? '')
  const { body: me } = await clerk.call('GET', '/api/me')
  await clerk.call('POST', '/api/sign-in/post', { postId: (me as { posts: { id: number }[] }).posts[0]?.id ?? 0 })
  const { body } = await clerk.call('GET', '/api/library/follow-ups?which=due')
  expect((body as { due: { all: number } }).due.all).toBeGreaterThan(1)
})

test('every league office of the city stands, and each demonstration officer has work in every queue of the tier', async () => {
  const [offices] = await read<object>('select count(*)::int as n from office')
  expect(offices).toEqual({ n: 1 + 13 + 191 + 1 })
  const { accounts } = (await app.inject('/api/demo/accounts')).json<{ accounts: { phone: string }[] }>()
  expect(accounts).toHaveLength(9)
  const tiers = ['street', 'street', 'county', 'city'] as const
  for (const [n, tier] of tiers.entries()) {
    const officer = await app.signIn(accounts[n]?.phone ?? '')
    const { body: me } = await officer.call('GET', '/api/me')
    await officer.call('POST', '/api/sign-in/post', { postId: (me as { posts: { id: number }[] }).posts[0]?.id ?? 0 })
    const { body } = await officer.call('GET', '/api/queues')
    const { items } = body as { items: { id: QueueId; count: number }[] }
    const empty = items.filter(({ count }) => count === 0).map(({ id }) => id)
    expect(empty).toEqual(neverFilled[tier])
  }
})

/** In the graded procedure cases begin, and end, at the street; what comes from below is decided above it. */
const neverFilled: Record<'street' | 'county' | 'city', QueueId[]> = {
  street: ['decision'],
  county: ['acceptance', 'verifying', 'national'],
  city: ['acceptance', 'verifying', 'national'],
}
