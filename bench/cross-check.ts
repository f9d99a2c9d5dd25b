import { crossCheckClaims } from '@yijian/server/registry/cross-check-claims'
import { findEnterpriseByCodeOrName } from '@yijian/server/registry/find-enterprise-by-code-or-name'
import { importRegister } from '@yijian/server/registry/import-register'
import { sampleRegisterSource } from '@yijian/server/registry/sample-register'
import type { Claim } from '@yijian/shared/registry/cross-check'
import { type BenchResult, figure } from './bench-result.ts'
import { withScratch } from './scratch-database.ts'

const REGISTER = 24_000
const CASES = 1000

/** One cross-check as a person at a form causes it, beside a look-up of one row by its key; and a list, per claim. */
export async function run(): Promise<BenchResult> {
  return withScratch(async ({ owner, context }) => {
    await importRegister(context, { source: sampleRegisterSource({ count: REGISTER, seed: 1 }) })
    await owner.query('analyze enterprise')
    const { pool } = context.database
    const { rows } = await pool.query<Claim>(
      `select credit_code as code, name, coalesce(address, '') as address from enterprise order by md5(credit_code) limit ${CASES}`,
    )
    const floor = await median(rows, ({ code }) =>
      pool.query({ name: 'floor', text: 'select id, name from enterprise where credit_code = $1', values: [code] }),
    )
    const byCode = await median(rows, (claim) => findEnterpriseByCodeOrName(pool, claim))
    const misspelt = rows.map((claim) => ({ ...claim, code: '', name: claim.name.slice(0, 3) + claim.name.slice(4) }))
    const byName = await median(misspelt, (claim) => findEnterpriseByCodeOrName(pool, claim))
    const clock = performance.now()
    await crossCheckClaims(pool, misspelt)
    const bulk = (performance.now() - clock) / misspelt.length
    return {
      name: 'cross-check',
      floor: 'one row by its credit code, prepared, over the same connection pool; median',
      figures: [
        figure('code with its name, one at a time, median', 'ms', byCode, floor),
        figure('name with a character lost, no code, one at a time, median', 'ms', byName, floor),
        figure('name with a character lost, no code, in a list, mean per claim', 'ms', bulk, floor),
      ],
    }
  })
}

async function median<T>(cases: readonly T[], one: (of: T) => Promise<unknown>): Promise<number> {
  for (const warmUp of cases.slice(0, 50)) await one(warmUp)
  const times: number[] = []
  for (const next of cases) {
    const clock = performance.now()
    await one(next)
    times.push(performance.now() - clock)
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
