import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom, type Random } from '../demonstration/random.ts'
import { branchNumbers, type Line, openLine } from '../testing/line.ts'
import { eventHash, type LedgerContent, ledgerKeys } from './ledger-hash.ts'
import { sealLedger } from './seal-ledger.ts'
import { verifyLedger } from './verify-ledger.ts'

const MUTATIONS = 96
const tables = ['ledger_event', 'ledger_sealed_head', 'ledger_seal'] as const
let line: Line
let owner: pg.PoolClient

beforeAll(async () => {
  line = await openLine()
  const [clerk] = line.officers('330106011')
  const [county] = line.officers('330106')
  for (let n = 0; n < 6; n++) {
    const by = await line.person()
    const id = await line.submit(by, await line.addEnterprise())
    await line.decide(clerk, id, 'accept')
    await line.contact(clerk, id)
    if (n % 2) {
      await line.decide(clerk, id, 'return', { reasons: ['numbers'], applicantText: '请核对人数' })
      await line.answer(by, id, 'resubmit', { numbers: branchNumbers })
    }
    await sealLedger(line.test.context)
    await line.decide(clerk, id, 'approve', { kind: 'branch' })
    if (n > 2) await line.decide(county, id, 'approve')
  }
  await sealLedger(line.test.context)
  // One more event that no seal covers yet.
  await line.submit(await line.person(), await line.addEnterprise())
  owner = await line.test.db.owner.connect()
  await owner.query(`select set_config('yijian.system', 'on', false)`)
  for (const table of tables) await owner.query(`create table kept_${table} as table ${table}`)
  await owner.query('create table kept_application as select id, ledger_seq, ledger_head from application')
  await owner.query('create table kept_review as select id, state from review')
}, 60_000)
afterAll(async () => {
  owner.release(true)
  await line.close()
})

/** Everything as it was before somebody with the owner's password went at it. */
async function restore(): Promise<void> {
  await owner.query('delete from ledger_event')
  await owner.query('delete from ledger_sealed_head')
  await owner.query('delete from ledger_seal')
  for (const table of tables.toReversed()) {
    await owner.query(`insert into ${table} overriding system value table kept_${table}`)
  }
  await owner.query(
    'update application a set ledger_seq = k.ledger_seq, ledger_head = k.ledger_head from kept_application k where k.id = a.id',
  )
  await owner.query('update review r set state = k.state from kept_review k where k.id = r.id')
}

type Event = { id: number; application_id: number; seq: number; last: number }
type Mutation = (random: Random, events: readonly Event[]) => Promise<void>

const sealed = async (events: readonly Event[]) => {
  const heads = await owner.query<{ application_id: number }>('select distinct application_id from ledger_sealed_head')
  const known = new Set(heads.rows.map((row) => Number(row.application_id)))
  return events.filter(({ application_id }) => known.has(application_id))
}

/** Other values for everything an event says; each differs from what any event has. */
const edits = [
  `note = coalesce(note, '') || '。'`,
  `applicant_text = '另有说法'`,
  `actor_name = coalesce(actor_name, '') || '某'`,
  `office_name = '共青团别处委员会'`,
  `at = at + interval '1 second'`,
  `reasons = reasons || '{licence}'`,
  `payload = payload || '{"kind":"committee"}'`,
  `account_id = coalesce(account_id, 0) + 1`,
  `office_id = coalesce(office_id, 0) + 1`,
  `from_step = coalesce(from_step, 0) + 1`,
  `to_step = to_step + 1`,
  `action = 'merge'`,
  `to_state = 'refused'`,
  `from_state = 'dormant'`,
  `agency = 'union'`,
  `command_id = gen_random_uuid()`,
  `command_digest = sha256('x')`,
  `hash = sha256('x')`,
  `prev_hash = case when seq > 1 then sha256('x') end, seq = case when seq = 1 then 100 else seq end`,
  `key_id = 'k9'`,
]

const mutations: Readonly<Record<string, Mutation>> = {
  async edit(random, events) {
    await owner.query(`update ledger_event set ${random.pick(edits)} where id = $1`, [random.pick(events).id])
  },
  async delete(random, events) {
    await owner.query('delete from ledger_event where id = $1', [random.pick(events).id])
  },
  async insert(random, events) {
    const { application_id, last } = random.pick(events)
    await owner.query(
      `insert into ledger_event (application_id, seq, at, agency, action, from_state, to_state, from_step, to_step, actor_kind, reasons, payload,
         command_id, command_digest, prev_hash, hash, key_id)
       select application_id, seq + 1, at, agency, 'accept', to_state, to_state, 0, 0, 'system', '{}', '{}', $3, sha256('x'), hash, $4, key_id
       from ledger_event where application_id = $1 and seq = $2`,
      [application_id, last, randomUUID(), randomBytes(32)],
    )
    await owner.query(
      `update application a set ledger_seq = l.seq, ledger_head = l.hash from ledger_event l
       where l.application_id = a.id and a.id = $1 and l.seq = $2`,
      [application_id, last + 1],
    )
  },
  async reorder(random, events) {
    const { application_id, last } = random.pick(events.filter((event) => event.last > 1))
    const seq = random.between(1, last - 1)
    await owner.query('delete from ledger_event where application_id = $1', [application_id])
    await owner.query(
      `insert into ledger_event overriding system value
       select (jsonb_populate_record(null::ledger_event, to_jsonb(k) || jsonb_build_object('seq', case k.seq when $2 then $2 + 1 when $2 + 1 then $2 else k.seq end,
         'prev_hash', case when (case k.seq when $2 then $2 + 1 when $2 + 1 then $2 else k.seq end) = 1 then null else coalesce(k.prev_hash, k.hash) end))).*
       from kept_ledger_event k where application_id = $1`,
      [application_id, seq],
    )
  },
  /** Thorough: the head and the state are put back with it. */
  async 'cut tail'(random, events) {
    const { application_id, last } = random.pick((await sealed(events)).filter((event) => event.last > 1))
    const left = random.between(1, last - 1)
    await owner.query('delete from ledger_event where application_id = $1 and seq > $2', [application_id, left])
    await owner.query(
      `update application a set ledger_seq = l.seq, ledger_head = l.hash from ledger_event l where l.application_id = a.id and a.id = $1 and l.seq = $2`,
      [application_id, left],
    )
    await setState(application_id)
  },
  async 'remove all'(random, events) {
    const { application_id } = random.pick(await sealed(events))
    await owner.query('delete from ledger_event where application_id = $1', [application_id])
    await owner.query('update application set ledger_seq = 0, ledger_head = null where id = $1', [application_id])
  },
  /** The whole chain written anew, with a key that looks like ours. */
  async rebuild(random, events) {
    const { application_id } = random.pick(events)
    await owner.query(`update ledger_event set note = coalesce(note, '') || '改' where application_id = $1`, [
      application_id,
    ])
    await rebuild(application_id)
  },
  async 'flip state'(random) {
    await owner.query(
      `update review set state = case state when 'formation_approved' then 'awaiting_decision' else 'verifying' end where id = $1`,
      [random.pick((await owner.query<{ id: number }>('select id from review order by id')).rows).id],
    )
  },
  async seal(random) {
    const seals = await owner.query<{ id: number }>('select id from ledger_seal order by id')
    const { id } = random.pick(seals.rows.slice(0, -1))
    const ways = [
      `update ledger_seal set root = sha256('x') where id = ${id}`,
      `update ledger_seal set at = at - interval '1 second' where id = ${id}`,
      `update ledger_sealed_head set hash = sha256('x') where seal_id = ${id}`,
      `delete from ledger_sealed_head where seal_id = ${id}`,
    ]
    await owner.query(random.pick(ways))
  },
}

async function setState(applicationId: number): Promise<void> {
  await owner.query(
    `update review r set state = l.to_state, kind = coalesce(r.kind, 'branch') from ledger_event l
     where l.application_id = r.application_id and r.application_id = $1 and l.seq = (select max(seq) from ledger_event where application_id = $1)
       and l.to_state <> 'returned'`,
    [applicationId],
  )
}

async function rebuild(applicationId: number): Promise<void> {
  const forged = ledgerKeys([{ kid: 'k1', secret: randomBytes(32) }])
  const { rows } = await owner.query<LedgerContent & { id: number }>(
    `select id, application_id as "applicationId", seq, at, agency, action, from_state as "fromState", to_state as "toState", from_step as "fromStep",
       to_step as "toStep", actor_kind as "actorKind", account_id as "accountId", officer_id as "officerId", post_id as "postId", office_id as "officeId",
       actor_name as "actorName", office_name as "officeName", reasons, note, applicant_text as "applicantText", payload, command_id as "commandId",
       command_digest as "commandDigest" from ledger_event where application_id = $1 order by seq`,
    [applicationId],
  )
  let previous: Buffer | null = null
  for (const { id, ...content } of rows) {
    const hash: Buffer | undefined = eventHash(forged, 'k1', previous, content)
    await owner.query('update ledger_event set prev_hash = $2, hash = $3 where id = $1', [id, previous, hash])
    previous = hash ?? null
  }
  await owner.query('update application set ledger_head = $2 where id = $1', [applicationId, previous])
}

test('a clean ledger has no problems', async () => {
  const report = await verifyLedger(line.test.context)
  expect(report).toMatchObject({ problems: [], seals: 7, applications: 7 })
})

test('whatever somebody with the owner’s password changes is found, and nothing else', async () => {
  const random = createRandom(60)
  const { rows } = await owner.query<Event>(
    'select id, application_id, seq, max(seq) over (partition by application_id) as last from ledger_event order by application_id, seq',
  )
  const names = Object.keys(mutations)
  const missed: string[] = []
  for (let n = 0; n < MUTATIONS; n++) {
    const name = names[n % names.length] ?? ''
    await mutations[name]?.(random, rows)
    if ((await verifyLedger(line.test.context)).problems.length === 0) missed.push(`${name} ${n}`)
    await restore()
  }
  expect(missed).toEqual([])
  expect((await verifyLedger(line.test.context)).problems).toEqual([])
}, 120_000)

test('every single fact of an event is covered', async () => {
  const { rows } = await owner.query<{ id: number }>('select id from ledger_event where seq = 2 limit 1')
  for (const edit of edits) {
    await owner.query(`update ledger_event set ${edit} where id = $1`, [rows[0]?.id])
    expect([edit, (await verifyLedger(line.test.context)).problems.length > 0]).toEqual([edit, true])
    await restore()
  }
}, 60_000)

test('with another key nothing fits, and the report says which key is missing', async () => {
  const { context } = line.test
  const ledger = [{ kid: 'k2', secret: randomBytes(32) }]
  const report = await verifyLedger({
    ...context,
    config: { ...context.config, secrets: { ...context.config.secrets, ledger } },
  })
  expect(report.problems.filter(({ problem }) => problem.includes('unknown key k1'))).toHaveLength(report.events)
})

test('keys may change: old events keep verifying under the key they were written with', async () => {
  const { context } = line.test
  const ledger = [{ kid: 'k2', secret: randomBytes(32) }, ...context.config.secrets.ledger]
  const rotated = { ...context, config: { ...context.config, secrets: { ...context.config.secrets, ledger } } }
  expect(await sealLedger(rotated)).toBe(1)
  expect((await verifyLedger(rotated)).problems).toEqual([])
  await restore()
})
