// Prints docs/cross-check-figures.md: how well claims are identified and addresses placed, on the shared data beside the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPlaceFinder } from '@yijian/server/divisions/read-places'
import { crossCheckClaims } from '@yijian/server/registry/cross-check-claims'
import { findCandidates, findFarCandidates } from '@yijian/server/registry/find-candidates'
import { importRegister } from '@yijian/server/registry/import-register'
import { readClaims } from '@yijian/server/registry/read-claims'
import { fileSource } from '@yijian/server/registry/register-source'
import { type Claim, crossCheck, type Known, type Verdict } from '@yijian/shared/registry/cross-check'
import type pg from 'pg'
import { type Meant, type Slip, slips } from './made-up-slips.ts'
import { withScratch } from './scratch-database.ts'

const shared = join(import.meta.dirname, '../../shared/data')
const ROWS_PER_SLIP = 1000
const VERDICTS: readonly Verdict[] = ['agree', 'review', 'conflict', 'absent']

if (!existsSync(shared)) process.stdout.write('skipped: no shared data\n')
else {
  await withScratch(async ({ context, owner }) => {
    const source = fileSource(join(shared, 'registry-hangzhou.csv.gz'))
    const report = await importRegister(context, { source })
    const { pool } = context.database
    print('# How well enterprises are identified and placed', '')
    print(
      `Printed by \`node bench/register-figures.ts\` over the ${report.rows.toLocaleString('en')} rows of the shared register.`,
      '',
    )
    await sharedCases(pool)
    await madeUpSlips(pool, owner)
    await places(pool)
  })
}

async function sharedCases(pool: pg.Pool): Promise<void> {
  const claims = []
  for await (const claim of readClaims(fileSource(join(shared, 'cross-check-cases.csv')))) claims.push(claim)
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
  print('', '## Slips made from up to a thousand rows of the register each', '')
  print(
    '"Missing" slips take the enterprise out of the register first, so that anything but `absent` would be another enterprise.',
    '',
  )
  table(['slip', 'expected', 'cases', ...VERDICTS, 'of these another enterprise'])
  for (const slip of slips) await measure(pool, slip, rows)
  const near = await owner.query<Meant>(`
    select a.credit_code as code, b.name, coalesce(b.address, '') as address, '' as principal, '' as known
    from enterprise a join enterprise b on a.lookup_keys && b.lookup_keys and a.id <> b.id and a.name_key <> b.name_key
    where a.id % 10 = 0 limit 3000`)
  await measure(
    pool,
    {
      what: 'code of one, name of its nearest neighbour',
      expected: 'conflict',
      missing: false,
      make: (claim) => claim,
    },
    near.rows,
    near.rows.length,
  )
}

async function measure(pool: pg.Pool, slip: Slip, rows: readonly Meant[], most = ROWS_PER_SLIP): Promise<void> {
  const made: { claim: Claim; meant: Meant }[] = []
  for (const [i, meant] of rows.entries()) {
    const claim = slip.make(meant, i)
    if (claim && made.push({ claim, meant }) === most) break
  }
  const counts: Record<Verdict, number> = { agree: 0, review: 0, conflict: 0, absent: 0 }
  let other = 0
  for (let start = 0; start < made.length; start += 250) {
    const group = made.slice(start, start + 250)
    const claims = group.map(({ claim }) => claim)
    const near = await findCandidates(pool, claims)
    const far = await findFarCandidates(pool, claims)
    for (const [i, { claim, meant }] of group.entries()) {
      const known = [near[i] ?? [], far[i] ?? []].map((rows) =>
        rows.filter(({ code }) => !(slip.missing && code === meant.code)),
      )
      let found = crossCheck(claim, known[0] ?? [])
      if (found.verdict === 'absent') found = crossCheck(claim, distinct(known.flat()))
      counts[found.verdict]++
      if (found.enterprise && found.enterprise.code !== meant.code) other++
    }
  }
  row([slip.what, slip.expected, made.length, ...VERDICTS.map((verdict) => counts[verdict]), other])
}

function distinct(rows: readonly Known[]): Known[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

async function places(pool: pg.Pool): Promise<void> {
  const findPlace = await readPlaceFinder(pool)
  const { rows } = await pool.query<{ address: string; written: string | null }>(
    `select coalesce(address, '') as address, established_on as written from enterprise where batch_id is not null`,
  )
  const counts = new Map<string, number>()
  for (const { address, written } of rows) {
    const { how, certain, reason } = findPlace(address, { writtenAfter: written })
    const key = [how, certain ? 'sure' : 'unsure', reason].join('|')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  print('', '## Where enterprises belong', '')
  table(['place', 'sure', 'because', 'rows', 'share'])
  for (const [key, count] of [...counts].sort((a, b) => b[1] - a[1]))
    row([...key.split('|'), count, `${((100 * count) / rows.length).toFixed(1)} %`])
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
