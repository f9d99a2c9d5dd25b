import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { assertReady, migrate } from './migrate.ts'

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

test('trigrams see Chinese text', async () => {
  const { rows } = await db.owner.query<{ s: number }>(`select similarity('杭州云栖数码', '杭州云栖数据') as s`)
  expect(rows[0]?.s).toBeGreaterThan(0.3)
})
