import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crossCheckClaim, crossCheckClaims } from '@yijian/server/cross-check/cross-check-claims'
import { importRegister } from '@yijian/server/imports/import-register'
import { sampleRegisterSource } from '@yijian/server/registry/sample-register'
import { fileSource } from '@yijian/server/registry/tables/register-source'
import type { Claim } from '@yijian/shared/cross-check/cross-check'
import type pg from 'pg'
import { type BenchFigure, type BenchResult, figure } from './bench-result.ts'
import { openScratch, type Scratch } from './scratch-database.ts'

const SIZES = [24_000, 1_000_000]
const CASES = 1000
const WARM_UP = 50
/** How many times a look-up by key a claim by itself may cost. */
const MOST = { hit: 3, fuzzy: 30 } as const
/** How many times its cost in the smallest register a code hit may cost in a larger one. */
const GROWTH = 1.5

/**
 * One cross-check as a person at a form causes it, beside a look-up of one row by its key; and a list, per claim. All
 * registers are asked in turns, so that their costs compare. Other numbers of rows may be named on the command line.
 */
export async function run(): Promise<BenchResult> {
  const named = import.meta.main ? process.argv.slice(2).map(Number).filter(Number.isInteger) : []
  const scratches: Scratch[] = []
  try {
    const registers: Register[] = []
    for (const count of named.length > 0 ? named : SIZES) {
      const scratch = await openScratch()
      scratches.push(scratch)
      await fill(scratch, count)
      registers.push({ count, pool: scratch.context.database.pool })
    }
    return await compare(registers)
  } finally {
    for (const scratch of scratches) await scratch.close()
  }
}

async function fill({ folder, owner, context }: Scratch, count: number): Promise<void> {
  const register = join(folder, 'register.csv')
  await pipeline(sampleRegisterSource({ count, seed: 1 }).open(), createWriteStream(register))
  await importRegister(context, { source: fileSource(register) })
  await owner.query('vacuum analyze enterprise')
}

type Kind = {
  readonly what: string
  /** `next` is another row of the register. */
  readonly make: (claim: Claim, number: number, next: Claim) => Claim
  /** The code, as it stands or repaired, is in the register. */
  readonly hit: boolean
}

const hit = (what: string, make: Kind['make']): Kind => ({ what, make, hit: true })
const fuzzy = (what: string, make: Kind['make']): Kind => ({ what, make, hit: false })

const kinds: readonly Kind[] = [
  hit('code alone', (claim) => ({ ...claim, name: '', address: '' })),
  hit('code with its name', (claim) => claim),
  hit('code with its name, no address', (claim) => ({ ...claim, address: '' })),
  hit('code with its name, another address', (claim, _, { address }) => ({ ...claim, address })),
  hit('code with its name, the legal form in full', (claim) => ({
    ...claim,
    name: claim.name.replace(/有限公司$/, '有限责任公司'),
  })),
  hit('code with its name in another writing', (claim) => writtenOut(claim)),
  hit('code with its name in another writing, no address', (claim) => ({ ...writtenOut(claim), address: '' })),
  hit('code with its name without the place', (claim) => ({ ...claim, name: claim.name.replace(/^杭州/, '') })),
  hit('code with a slip in its name', (claim) => ({ ...claim, name: without(claim.name, 4) })),
  hit('code with a slip in its name, no address', (claim) => ({
    ...claim,
    name: without(claim.name, 4),
    address: '',
  })),
  hit('code with the name of another', (claim, _, { name }) => ({ ...claim, name })),
  hit('code with a name that nobody has', (claim, n) => ({ ...claim, name: nobodysName(n) })),
  hit('code with the name and address of another, a slip in the name', (claim, _, { name, address }) => ({
    ...claim,
    name: `${name.slice(0, 3)}飒${name.slice(4)}`,
    address,
  })),
  hit('code with a slip, its name', (claim) => ({ ...claim, code: swapped(claim.code) })),
  hit('code with a slip, its name in another writing', (claim) => ({
    ...writtenOut(claim),
    code: swapped(claim.code),
  })),
  hit('code with a slip and a slip in its name', (claim) => ({
    ...claim,
    code: swapped(claim.code),
    name: without(claim.name, 4),
  })),
  fuzzy('name with a character lost, no code', (claim) => ({ ...claim, code: '', name: without(claim.name, 3) })),
  fuzzy('name with a character lost, no code, no address', (claim) => ({
    ...claim,
    code: '',
    address: '',
    name: without(claim.name, 3),
  })),
  fuzzy('name with a character mistaken, no code', (claim) => ({
    ...claim,
    code: '',
    name: `${claim.name.slice(0, 3)}飒${claim.name.slice(4)}`,
  })),
  fuzzy('name that nobody has, no code', (_, n) => ({ name: nobodysName(n), code: '', address: '', principal: '' })),
]

function writtenOut(claim: Claim): Claim {
  return { ...claim, name: claim.name.replace(/^杭州/, '浙江省杭州市') }
}

function nobodysName(number: number): string {
  return `杭州飒${String.fromCharCode(0x4e00 + number)}瀚${String.fromCharCode(0x5e00 + number)}有限公司`
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1)
}

/** Two unequal neighbours of the code exchanged. */
function swapped(code: string): string {
  const at = [12, 13, 14, 11, 10].find((i) => code[i] !== code[i + 1]) ?? 12
  return code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)
}

export type Register = { readonly count: number; readonly pool: pg.Pool }

/** The figures of every kind in each register. */
export async function compare(registers: readonly Register[]): Promise<BenchResult> {
  const asked = await Promise.all(
    registers.map(async ({ count, pool }) => {
      const { rows } = await pool.query<Claim>(
        `select credit_code as code, name, coalesce(address, '') as address, '' as principal
         from enterprise where credit_code is not null order by md5(credit_code) limit ${CASES}`,
      )
      return { count, pool, rows }
    }),
  )
  const taken: { readonly kind: Kind; readonly measures: readonly Measure[] }[] = []
  for (const kind of kinds) taken.push({ kind, measures: await measure(kind, asked) })
  const together = (what: string, hits: boolean) => {
    const some = taken.filter(({ kind }) => kind.hit === hits).map(({ measures }) => measures)
    return figuresOf(
      { what, hit: hits },
      asked.map((_, at) => joined(some.flatMap((measures) => measures[at] ?? []))),
    )
  }
  return {
    name: 'cross-check',
    floor:
      'one row by its credit code, prepared, over the same connection pool, in turns with what is measured; median',
    figures: [
      ...together('all code hits', true),
      ...together('all without a code that is there', false),
      ...taken.flatMap(({ kind, measures }) => figuresOf(kind, measures)),
    ],
  }
}

function figuresOf({ what, hit }: Pick<Kind, 'what' | 'hit'>, measures: readonly Measure[]): BenchFigure[] {
  const [smallest] = measures
  return measures.map(({ count, ones, floors, bulk }) => {
    const [one, floor] = [median(ones), median(floors)]
    const growth = one / median(smallest?.ones ?? ones)
    const most = hit ? MOST.hit : MOST.fuzzy
    return figure(`${what}, ${count} rows`, 'ms', one, floor, {
      'in a list, ms each': rounded(bulk, 3),
      'goal, × floor': most,
      verdict: one <= most * floor ? 'met' : 'MISSED',
      ...(count !== smallest?.count && {
        [`× ${smallest?.count} rows`]: rounded(growth, 2),
        ...(hit && { 'goal of growth': GROWTH, 'verdict on growth': growth <= GROWTH ? 'met' : 'MISSED' }),
      }),
    })
  })
}

type Asked = Register & { readonly rows: readonly Claim[] }
type Measure = {
  readonly count: number
  /** Milliseconds of each claim by itself, and of the look-up by key after it. */
  readonly ones: readonly number[]
  readonly floors: readonly number[]
  /** Milliseconds a claim of a list. */
  readonly bulk: number
}

function joined(measures: readonly Measure[]): Measure {
  return {
    count: measures[0]?.count ?? 0,
    ones: measures.flatMap(({ ones }) => ones),
    floors: measures.flatMap(({ floors }) => floors),
    bulk: measures.reduce((sum, { bulk }) => sum + bulk, 0) / measures.length,
  }
}

/** All taken in turns: whatever else the machine does meanwhile slows them alike. */
async function measure({ make }: Kind, registers: readonly Asked[]): Promise<Measure[]> {
  const turns = registers.map(({ count, pool, rows }) => ({
    count,
    pool,
    rows,
    claims: rows.map((row, i) => make(row, i, rows[(i + 1) % rows.length] ?? row)),
    ones: [] as number[],
    floors: [] as number[],
  }))
  // Once unmeasured: nobody pays for reading pages that the other had in memory.
  for (const { pool, claims } of turns) await crossCheckClaims(pool, claims)
  for (let i = 0; i < CASES; i++) {
    for (const { pool, rows, claims, ones, floors } of turns) {
      const [row, claim] = [rows[i], claims[i]]
      if (!row || !claim) continue
      const one = await timed(() => crossCheckClaim(pool, claim))
      const floor = await timed(() => byKey(pool, row))
      if (i < WARM_UP) continue
      ones.push(one)
      floors.push(floor)
    }
  }
  const measures: Measure[] = []
  for (const { count, pool, claims, ones, floors } of turns) {
    const bulk = (await timed(() => crossCheckClaims(pool, claims))) / claims.length
    measures.push({ count, ones, floors, bulk })
  }
  return measures
}

function byKey(pool: pg.Pool, { code }: Claim): Promise<unknown> {
  return pool.query({ name: 'floor', text: 'select id, name from enterprise where credit_code = $1', values: [code] })
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const clock = performance.now()
  await run()
  return performance.now() - clock
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
