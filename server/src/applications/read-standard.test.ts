import { gradedProcedure } from '@yijian/shared/application/procedure'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { adoptProcedure, ensureProcedures, publishProcedure } from '../reviews/adopted-procedure.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ worker: false })
  await withTx(app.context.database, systemScope, ensureProcedures)
})
afterAll(() => app.close())

test('what the form says about the numbers follows the procedure that is adopted', async () => {
  const read = async () => (await app.inject('/api/standard')).json()
  expect(await read()).toEqual({ thresholds: gradedProcedure.thresholds, acceptanceDays: 1 })
  const stricter = {
    ...gradedProcedure,
    acceptanceDays: 2,
    thresholds: { ...gradedProcedure.thresholds, generalBranch: 50 },
  }
  await withTx(app.context.database, systemScope, async (tx) => {
    await adoptProcedure(tx, 'league', await publishProcedure(tx, stricter), app.context.now())
  })
  expect(await read()).toEqual({ thresholds: stricter.thresholds, acceptanceDays: 2 })
})
