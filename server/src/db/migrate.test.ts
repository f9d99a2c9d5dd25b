import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { assertReady, migrate, migrationsFolder, readMigrations } from './migrate.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await cloneDatabase()
})
afterAll(() => db.drop())

test('a migrated database needs nothing more, even for two runners at once', async () => {
  expect(await Promise.all([migrate(db.ownerUrl, 'yijian_app'), migrate(db.ownerUrl, 'yijian_app')])).toEqual([[], []])
  await expect(assertReady(db.database.pool)).resolves.toBeUndefined()
})

test('a role that owns the tables is refused as the application role', async () => {
  await expect(assertReady(db.owner)).rejects.toThrow(/owns the tables or bypasses row security/)
})

test('a database that cannot be used is told apart from one without a schema', async () => {
  const told = async (change: (url: URL) => void) => {
    const url = new URL(db.ownerUrl)
    change(url)
    await expect(migrate(url.href, 'yijian_app')).rejects.toThrow(/MIGRATION_DATABASE_URL/)
    const pool = new pg.Pool({ connectionString: url.href })
    const error = await assertReady(pool).catch((thrown: Error) => thrown)
    await pool.end()
    return error
  }
  expect(await told((url) => (url.password = 'wrong'))).toMatchObject({ message: expect.stringMatching(/password/) })
  expect(await told((url) => (url.pathname = '/none'))).toMatchObject({ message: expect.stringMatching(/not exist/) })
  expect(await told((url) => (url.port = '1'))).toMatchObject({ message: expect.stringMatching(/No database answers/) })
})

test('trigrams see Chinese text', async () => {
  const { rows } = await db.owner.query<{ s: number }>(`select similarity('杭州云栖数码', '杭州云栖数据') as s`)
  expect(rows[0]?.s).toBeGreaterThan(0.3)
})

test('what runs with the owner’s rights is for the application alone', async () => {
  const { rows } = await db.owner.query<{ name: string; everybody: boolean; application: boolean }>(
    `select p.proname as name, has_function_privilege('public', p.oid, 'execute') as everybody,
       has_function_privilege('yijian_app', p.oid, 'execute') as application
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`,
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ everybody, application }) => everybody || !application)).toEqual([])
})

test('what enterprises answered before there was a “no” stays the “not now” that they chose', async () => {
  const old = await cloneDatabase()
  const before = mkdtempSync(join(tmpdir(), 'yijian-migrations-'))
  try {
    for (const { name } of readMigrations().filter(({ number }) => number <= 17))
      cpSync(join(migrationsFolder, name), join(before, name))
    cpSync(join(migrationsFolder, 'grants.sql'), join(before, 'grants.sql'))
    await old.owner.query('drop schema public, registry_staging cascade; create schema public')
    await migrate(old.ownerUrl, 'yijian_app', before)
    await old.owner.query(`
      alter table invitation no force row level security;
      alter table invitation drop constraint invitation_enterprise_id_fkey, drop constraint invitation_invited_by_fkey,
        drop constraint invitation_message_id_fkey;
      insert into invitation (enterprise_id, code_digest, phone_cipher, phone_index, phone_masked, invited_by, message_id,
        created_at, expires_at, ended_at, ended_because, decline_reason)
      select n, n::text::bytea, '', '', '', 1, gen_random_uuid(), now(), now() + interval '1 day', now(), 'declined', reason
      from unnest(array['not_interested', 'not_us']) with ordinality as a (reason, n);
      alter table invitation force row level security`)
    expect(await migrate(old.ownerUrl, 'yijian_app')).toContain(18)
    await old.owner.query('alter table invitation no force row level security')
    const { rows } = await old.owner.query('select decline_reason as reason from invitation order by enterprise_id')
    expect(rows).toEqual([{ reason: 'not_now' }, { reason: 'not_us' }])
  } finally {
    rmSync(before, { recursive: true })
    await old.drop()
  }
})
