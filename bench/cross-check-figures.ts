// Prints docs/cross-check-figures.md: how well claims are identified, on the shared data beside the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crossCheckClaims } from '@yijian/server/cross-check/cross-check-claims'
import { readClaims } from '@yijian/server/cross-check/read-claims'
import { importRegister } from '@yijian/server/imports/import-register'
import { fileSource } from '@yijian/server/registry/tables/register-source'
import type { Claim, Verdict } from '@yijian/shared/cross-check/cross-check'
import type pg from 'pg'
import { cells } from './made-up-cells.ts'
import { shorthand } from './made-up-shorthand.ts'
import { slips } from './made-up-slips.ts'
import { writings } from './made-up-writings.ts'
import { withScratch } from './scratch-database.ts'
import type { Meant, Slip } from './slip.ts'

const shared = join(import.meta.dirname, '../../shared/data')
const ROWS_PER_SLIP = 400
const NEIGHBOURS = 3000
const VERDICTS: readonly Verdict[] = ['agree', 'review', 'conflict', 'absent']

if (!existsSync(shared)) process.stdout.write('skipped: no shared data\n')
else {
  await withScratch(async ({ context, owner }) => {
    const source = fileSource(join(shared, 'registry-hangzhou.csv.gz'))
    const report = await importRegister(context, { source })
    await owner.query('analyze enterprise')
    print('# How well enterprises are identified', '')
    print(
      `Printed by \`node bench/cross-check-figures.ts\` over the ${report.rows.toLocaleString('en')} rows of the shared register.`,
      '',
    )
    await sharedCases(context.database.pool)
    await madeUpSlips(context.database.pool, owner)
  })
}

async function sharedCases(pool: pg.Pool): Promise<void> {
  const claims = await Array.fromAsync(readClaims(fileSource(join(shared, 'cross-check-cases.csv'))))
  const lines = readFileSync(join(shared, 'cross-check-cases.expected.csv'), 'utf8').trim().split(/\r?\n/).slice(1)
  const expected = new Map(
    lines
      .map((line) => line.split(','))
      .map(([id = '', kind = '', verdict = '', code = '']) => [id, { kind, verdict, code }]),
  )
  const clock = performance.now()
  const answers = await crossCheckClaims(pool, claims)
  const each = (performance.now() - clock) / claims.length
  const byKind = new Map<string, { verdict: string; cases: number; right: number; agree: number }>()
  for (const [i, { id }] of claims.entries()) {
    const want = expected.get(id)
    const got = answers[i]
    if (!want || !got) continue
    const kind = byKind.get(want.kind) ?? { verdict: want.verdict, cases: 0, right: 0, agree: 0 }
    kind.cases++
    if (got.verdict === want.verdict && (got.enterprise?.code ?? '') === want.code) kind.right++
    if (got.verdict === 'agree') kind.agree++
    byKind.set(want.kind, kind)
  }
  print('## The 600 shared cases', '', `${each.toFixed(2)} ms a case in one list.`, '')
  table(['kind', 'expected', 'cases', 'right (verdict and enterprise)', 'answered agree'])
  for (const [kind, { verdict, cases, right, agree }] of [...byKind].sort()) row([kind, verdict, cases, right, agree])
}

/** Slips made from rows of the register, of kinds that the shared cases do not have or have in one form only. */
async function madeUpSlips(pool: pg.Pool, owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<Meant>(
    `select credit_code as code, name, coalesce(address, '') as address, '' as principal, coalesce(principal_name, '') as known
     from enterprise where credit_code is not null order by md5(credit_code)`,
  )
  print('', '## Slips made from up to four hundred rows of the register each', '')
  print(
    '"Missing" slips take the enterprise out of the register first, so that anything but `absent` would be another enterprise.',
    '',
  )
  table(['slip', 'expected', 'cases', ...VERDICTS, 'another enterprise', 'of these `agree`'])
  for (const slip of [...slips, ...writings, ...shorthand, ...cells]) await measure({ pool, owner }, slip, rows)
  const near = await owner.query<Meant>(
    `select a.credit_code as code, b.name, coalesce(b.address, '') as address, '' as principal, '' as known
     from enterprise a join enterprise b on a.lookup_keys && b.lookup_keys and a.id <> b.id and a.name_key <> b.name_key
     where a.id % 10 = 0 limit ${NEIGHBOURS}`,
  )
  const neighbour: Slip = {
    what: 'code of one, name of its neighbour under a look-up key',
    expected: 'conflict',
    missing: false,
    make: (claim) => claim,
  }
  await measure({ pool, owner }, neighbour, near.rows, NEIGHBOURS)
}

type Databases = { readonly pool: pg.Pool; readonly owner: pg.Client }

async function measure(
  { pool, owner }: Databases,
  slip: Slip,
  rows: readonly Meant[],
  most = ROWS_PER_SLIP,
): Promise<void> {
  const made: { claim: Claim; meant: Meant }[] = []
  for (const [i, meant] of rows.entries()) {
    const claim = slip.make(meant, i)
    if (claim && made.push({ claim, meant }) === most) break
  }
  const counts: Record<Verdict, number> = { agree: 0, review: 0, conflict: 0, absent: 0 }
  let other = 0
  let certain = 0
  const step = slip.missing ? 20 : 250
  for (let start = 0; start < made.length; start += step) {
    const group = made.slice(start, start + step)
    if (slip.missing)
      await takeOut(
        owner,
        group.map(({ meant }) => meant.code),
      )
    const answers = await crossCheckClaims(
      slip.missing ? owner : pool,
      group.map(({ claim }) => claim),
    )
    if (slip.missing) await owner.query('rollback')
    for (const [i, { verdict, enterprise }] of answers.entries()) {
      counts[verdict]++
      if (!enterprise || enterprise.code === group[i]?.meant.code) continue
      other++
      if (verdict === 'agree') certain++
    }
  }
  row([slip.what, slip.expected, made.length, ...VERDICTS.map((verdict) => counts[verdict]), other, certain])
}

/** Until the transaction is rolled back nothing leads to these enterprises. */
async function takeOut(owner: pg.Client, codes: readonly string[]): Promise<void> {
  await owner.query('begin')
  await owner.query(
    `update enterprise set credit_code = null, provisional = true, lookup_keys = '{}', search_keys = '{}' where credit_code = any ($1)`,
    [codes],
  )
}

function table(head: readonly string[]): void {
  row(head)
  row(head.map(() => '---'))
}

function row(cells: readonly (string | number)[]): void {
  print(`| ${cells.join(' | ')} |`)
}

function print(...lines: string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}
