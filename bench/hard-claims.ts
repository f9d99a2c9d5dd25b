// Prints how claims are answered for which the whole register was looked through: pairs of enterprises that are nearly one.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { crossCheckClaims } from '@yijian/server/cross-check/cross-check-claims'
import { importRegister } from '@yijian/server/imports/import-register'
import { fileSource } from '@yijian/server/registry/tables/register-source'
import type { CrossCheck, Verdict } from '@yijian/shared/cross-check/cross-check'
import type pg from 'pg'
import type { HardCase, HardKind } from './hard-claim.ts'
import { strangers } from './hard-strangers.ts'
import { hardWritings } from './hard-writings.ts'
import { withScratch } from './scratch-database.ts'
import type { Meant } from './slip.ts'

const register = join(import.meta.dirname, '../../shared/data/registry-hangzhou.csv.gz')
const VERDICTS: readonly Verdict[] = ['agree', 'review', 'conflict', 'absent']

if (!existsSync(register)) process.stdout.write('skipped: no shared data\n')
else {
  await withScratch(async ({ context, owner }) => {
    await importRegister(context, { source: fileSource(register) })
    await owner.query('analyze enterprise')
    const { rows } = await owner.query<Meant>(
      `select credit_code as code, name, coalesce(address, '') as address, '' as principal, coalesce(principal_name, '') as known
       from enterprise where credit_code is not null order by md5(credit_code)`,
    )
    row(['kind', 'expected', 'cases', 'right', ...VERDICTS])
    row(Array.from({ length: 8 }, () => '---'))
    for (const kind of [...strangers, ...hardWritings]) await measure(owner, kind, rows)
  })
}

async function measure(owner: pg.Client, kind: HardKind, rows: readonly Meant[]): Promise<void> {
  const cases = kind.make(rows)
  const counts: Record<Verdict, number> = { agree: 0, review: 0, conflict: 0, absent: 0 }
  let right = 0
  for (const one of await answered(owner, cases)) {
    counts[one.answer.verdict]++
    if (isRight(kind, one)) right++
  }
  row([kind.what, kind.expected, cases.length, right, ...VERDICTS.map((verdict) => counts[verdict])])
}

type Answered = HardCase & { readonly answer: CrossCheck }

function isRight({ expected }: HardKind, { code, answer: { verdict, enterprise } }: Answered): boolean {
  if (expected === 'not agree') return verdict !== 'agree'
  return verdict === expected && (expected === 'absent' || enterprise?.code === code)
}

async function answered(owner: pg.Client, cases: readonly HardCase[]): Promise<Answered[]> {
  const all = await crossCheckClaims(
    owner,
    cases.map(({ claim }) => claim),
  )
  const answers: Answered[] = []
  for (const [i, one] of cases.entries()) {
    const answer = one.gone === undefined ? all[i] : await withoutRow(owner, one, one.gone)
    if (answer) answers.push({ ...one, answer })
  }
  return answers
}

async function withoutRow(owner: pg.Client, { claim }: HardCase, gone: string): Promise<CrossCheck | undefined> {
  await owner.query('begin')
  await owner.query(
    `update enterprise set credit_code = null, provisional = true, lookup_keys = '{}', search_keys = '{}' where credit_code = $1`,
    [gone],
  )
  const [answer] = await crossCheckClaims(owner, [claim])
  await owner.query('rollback')
  return answer
}

function row(cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}
