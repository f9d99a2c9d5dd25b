import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, systemScope, withTx } from '../../db/tx.ts'
import { importRegister } from '../../imports/import-register.ts'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { registerCipher } from '../../testing/register-file.ts'
import { sampleRegisterSource } from '../sample-register.ts'
import { type UndoCounts, undoApplied } from './undo-applied.ts'

/** More than are removed one by one; see migrations/0012. */
const MANY = 2300

let db: TestDatabase
let batchId: number
let added: number
beforeAll(async () => {
  db = await cloneDatabase()
  const context = { database: db.database, cipher: registerCipher, now: () => new Date() }
  await importRegister(context, { source: sampleRegisterSource({ count: 30, seed: 1 }) })
  const report = await importRegister(context, { source: sampleRegisterSource({ count: MANY, seed: 2, dirt: 0 }) })
  batchId = report.batch
  added = report.new
})
afterAll(() => db.drop())

const one = async (statement: string) => (await db.owner.query(statement)).rows[0]
const shape = async () =>
  (
    await db.owner.query(`select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as made
      from pg_constraint where connamespace = 'public'::regnamespace order by 1`)
  ).rows

async function undoWithin<T>(run: (counts: UndoCounts, client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.database.pool.connect()
  try {
    await client.query('begin')
    const result = await run(await undoApplied(client, { batchId }), client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
/** Whether nobody else can use what refers to enterprises meanwhile. */
const alone = async (client: pg.PoolClient) =>
  (
    await client.query(`select from pg_locks where pid = pg_backend_pid() and relation = 'application'::regclass
      and mode = 'AccessExclusiveLock'`)
  ).rowCount === 1

test('many new enterprises are removed at once, and row by row where somebody is reading; what is referred to stays', async () => {
  const before = await shape()
  await withTx(db.database, systemScope, (tx) =>
    tx.execute(sql`insert into outreach (enterprise_id, agency, state, updated_at)
      select min(id), 'league', 'contacted', now() from enterprise where created_batch_id = ${batchId}`),
  )
  const reader = await db.owner.connect()
  await reader.query('begin')
  await reader.query('select count(*) from task')
  const counts = { restored: 0, removed: added - 1, kept: 1 }
  const rowByRow = undoWithin(async (found, client) => {
    expect([found, await alone(client)]).toEqual([counts, false])
    throw new Error('not this time')
  })
  await expect(rowByRow).rejects.toThrow('not this time')
  await reader.query('commit')
  reader.release()
  const clock = performance.now()
  await undoWithin(async (found, client) => expect([found, await alone(client)]).toEqual([counts, true]))
  expect(performance.now() - clock).toBeLessThan(5000)
  expect(await one('select count(*) from enterprise')).toEqual(
    await one('select count(*) from enterprise where batch_id is not null or provisional'),
  )
  expect(await one(`select count(*) from enterprise where created_batch_id = ${batchId}`)).toEqual({ count: 0 })
  expect(
    await one(
      `select count(*) from enterprise_contact c where not exists (select from enterprise e where e.id = c.enterprise_id)`,
    ),
  ).toEqual({ count: 0 })
  expect(await shape()).toEqual(before)
})

test('an enterprise that something refers to is not removed, whoever asks', async () => {
  const strangers = 3001
  const { rows } = await db.owner.query(
    'select id from enterprise union select generate_series(1000000, 999999 + $1)',
    [strangers],
  )
  const ids = rows.map(({ id }) => id)
  const asked = withTx(db.database, systemScope, (tx) => clientOf(tx).query('select remove_enterprises($1)', [ids]))
  // Which of the references is checked first is PostgreSQL's to choose.
  await expect(asked).rejects.toThrow(
    /violates foreign key constraint "(?:outreach|enterprise_contact)_enterprise_id_fkey"/,
  )
  expect((await db.owner.query('select from enterprise')).rowCount).toBe(rows.length - strangers)
  await expect(db.database.pool.query('select remove_enterprises($1)', [ids])).rejects.toThrow(/only the system/)
})
