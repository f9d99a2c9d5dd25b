import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { importRegister } from '@yijian/server/imports/import-register'
import { crossCheckClaims } from '@yijian/server/registry/cross-check-claims'
import { findEnterpriseByCodeOrName } from '@yijian/server/registry/find-enterprise-by-code-or-name'
import { fileSource } from '@yijian/server/registry/register-source'
import { sampleRegisterSource } from '@yijian/server/registry/sample-register'
import type { Claim } from '@yijian/shared/registry/cross-check'
import { type BenchFigure, type BenchResult, figure } from './bench-result.ts'
import { withScratch } from './scratch-database.ts'

const SIZES = [24_000, 1_000_000]
const CASES = 1000
const WARM_UP = 50

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
    floor:
      'one row by its credit code, prepared, over the same connection pool, in turns with what is measured; median',
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
  { what: 'code with a slip in its name', make: (claim) => ({ ...claim, name: without(claim.name, 4) }) },
  { what: 'code with a name that nobody has', make: (claim, n) => ({ ...claim, name: nobodysName(n) }) },
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
    make: (_, n) => ({ name: nobodysName(n), code: '', address: '', principal: '' }),
  },
]

function nobodysName(number: number): string {
  return `杭州飒${String.fromCharCode(0x4e00 + number)}瀚${String.fromCharCode(0x5e00 + number)}有限公司`
}

async function measure(count: number): Promise<BenchFigure[]> {
  return withScratch(async ({ folder, owner, context }) => {
    const register = join(folder, 'register.csv')
    await pipeline(sampleRegisterSource({ count, seed: 1 }).open(), createWriteStream(register))
    await importRegister(context, { source: fileSource(register) })
    await owner.query('vacuum analyze enterprise')
    const { pool } = context.database
    const { rows } = await pool.query<Claim>(
      `select credit_code as code, name, coalesce(address, '') as address, '' as principal from enterprise order by md5(credit_code) limit ${CASES}`,
    )
    const byKey = ({ code }: Claim) =>
      pool.query({ name: 'floor', text: 'select id, name from enterprise where credit_code = $1', values: [code] })
    const figures: BenchFigure[] = []
    for (const { what, make } of kinds) {
      const claims = rows.map(make)
      const keyed = new Map(claims.map((claim, i) => [claim, rows[i] ?? claim]))
      const { one, floor } = await medians(
        claims,
        (claim) => findEnterpriseByCodeOrName(pool, claim),
        (claim) => byKey(keyed.get(claim) ?? claim),
      )
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

/** Medians of the two, taken in turns: whatever else the machine does meanwhile slows both. */
async function medians(
  claims: readonly Claim[],
  one: (claim: Claim) => Promise<unknown>,
  floor: (claim: Claim) => Promise<unknown>,
): Promise<{ readonly one: number; readonly floor: number }> {
  const times = { one: [] as number[], floor: [] as number[] }
  const timed = async (kept: number[], run: () => Promise<unknown>) => {
    const clock = performance.now()
    await run()
    kept.push(performance.now() - clock)
  }
  for (const [i, claim] of claims.entries()) {
    const kept = i < WARM_UP ? { one: [], floor: [] } : times
    await timed(kept.one, () => one(claim))
    await timed(kept.floor, () => floor(claim))
  }
  const middle = (of: number[]) => of.sort((a, b) => a - b)[of.length >> 1] ?? Number.NaN
  return { one: middle(times.one), floor: middle(times.floor) }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
