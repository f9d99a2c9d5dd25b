import { crossCheckClaims } from '@yijian/server/registry/cross-check-claims'
import { findEnterpriseByCodeOrName } from '@yijian/server/registry/find-enterprise-by-code-or-name'
import { importRegister } from '@yijian/server/registry/import-register'
import { sampleRegisterSource } from '@yijian/server/registry/sample-register'
import type { Claim } from '@yijian/shared/registry/cross-check'
import { type BenchFigure, type BenchResult, figure } from './bench-result.ts'
import { withScratch } from './scratch-database.ts'

const SIZES = [24_000, 1_000_000]
const CASES = 1000

/**
 * One cross-check as a person at a form causes it, beside a look-up of one row by its key; and a list, per claim. Other
 * numbers of rows may be named on the command line.
 */
export async function run(): Promise<BenchResult> {
  const named = import.meta.main ? process.argv.slice(2).map(Number).filter(Number.isInteger) : []
  const figures: BenchFigure[] = []
  for (const count of named.length > 0 ? named : SIZES) figures.push(...(await measure(count)))
  return {
    name: 'cross-check',
    floor: 'one row by its credit code, prepared, over the same connection pool; median',
    figures,
  }
}

type Kind = { readonly what: string; readonly make: (claim: Claim, number: number) => Claim }

const kinds: readonly Kind[] = [
  { what: 'code alone', make: (claim) => ({ ...claim, name: '', address: '' }) },
  { what: 'code with its name', make: (claim) => claim },
  {
    what: 'code with its name in another writing',
    make: (claim) => ({ ...claim, name: claim.name.replace(/^杭州/, '浙江省杭州市') }),
  },
  {
    what: 'name with a character lost, no code',
    make: (claim) => ({ ...claim, code: '', name: without(claim.name, 3) }),
  },
  {
    what: 'name with a character lost, no code, no address',
    make: (claim) => ({ ...claim, code: '', address: '', name: without(claim.name, 3) }),
  },
  {
    what: 'name with a character mistaken, no code',
    make: (claim) => ({ ...claim, code: '', name: `${claim.name.slice(0, 3)}飒${claim.name.slice(4)}` }),
  },
  {
    what: 'name that nobody has, no code',
    make: (_, n) => ({
      name: `杭州飒${String.fromCharCode(0x4e00 + n)}瀚${String.fromCharCode(0x5e00 + n)}有限公司`,
      code: '',
      address: '',
      principal: '',
    }),
  },
]

async function measure(count: number): Promise<BenchFigure[]> {
  return withScratch(async ({ owner, context }) => {
    await importRegister(context, { source: sampleRegisterSource({ count, seed: 1 }) })
    await owner.query('vacuum analyze enterprise')
    const { pool } = context.database
    const { rows } = await pool.query<Claim>(
      `select credit_code as code, name, coalesce(address, '') as address, '' as principal from enterprise order by md5(credit_code) limit ${CASES}`,
    )
    const byKey = ({ code }: Claim) =>
      pool.query({ name: 'floor', text: 'select id, name from enterprise where credit_code = $1', values: [code] })
    const floor = await median(rows, byKey)
    const figures: BenchFigure[] = []
    for (const { what, make } of kinds) {
      const claims = rows.map(make)
      const one = await median(claims, (claim) => findEnterpriseByCodeOrName(pool, claim))
      const clock = performance.now()
      await crossCheckClaims(pool, claims)
      const bulk = Math.round(((performance.now() - clock) / claims.length) * 1000) / 1000
      figures.push(figure(`${what}, ${count} rows`, 'ms', one, floor, { 'in a list, ms each': bulk }))
    }
    return figures
  })
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1)
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
