import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { importRegister } from '../imports/import-register.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { generateRegisterRows, sampleRegisterSource } from './sample-register.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await cloneDatabase()
})
afterAll(() => db.drop())

test('the same seed makes the same rows, another seed others', () => {
  const rows = (seed: number) => JSON.stringify([...generateRegisterRows({ count: 200, seed })])
  expect(rows(1)).toBe(rows(1))
  expect(rows(1)).not.toBe(rows(2))
})

test('the sample shows the dirt of real exports and still comes in', async () => {
  const cipher = createFieldCipher([{ kid: 'k1', secret: Buffer.alloc(32, 1) }], Buffer.alloc(32, 2))
  const source = sampleRegisterSource({ count: 2000, seed: 7 })
  const context = { database: db.database, cipher, now: () => new Date() }
  const report = await importRegister(context, { source })
  expect(report.new).toBeGreaterThan(1800)
  for (const count of [report.duplicate, report.rejected, report.warned]) expect(count).toBeGreaterThan(0)

  const reasons = await db.owner.query<{ reason: string }>('select distinct reason from registry_rejection')
  expect(reasons.rows.map(({ reason }) => reason).sort()).toEqual([
    'credit_code_check_digit',
    'credit_code_damaged_by_spreadsheet',
    'credit_code_length',
    'credit_code_missing',
    'date_unreadable',
    'not_a_record',
    'only_registration_number',
    'phone_damaged_by_spreadsheet',
  ])
  const counties = await db.owner.query(`
    select distinct coalesce(county.id, place.id) from enterprise e join division place on place.id = e.place_id
    left join division county on county.id = place.parent_id and place.tier = 'street'
    where coalesce(county.tier, place.tier) = 'county'`)
  expect(counties.rowCount).toBe(13)
  const proxies = await db.owner.query('select distinct phone_index from enterprise_contact where proxy')
  expect(proxies.rowCount).toBe(2)
  expect(await importRegister(context, { source })).toMatchObject({ new: 0, changed: 0 })
})
