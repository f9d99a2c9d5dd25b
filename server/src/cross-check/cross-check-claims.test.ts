import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Claim } from '@yijian/shared/cross-check/cross-check'
import { parseEnterpriseName } from '@yijian/shared/enterprise-name'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { importRegister } from '../imports/import-register.ts'
import { fileSource } from '../registry/tables/register-source.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { crossCheckClaim, crossCheckClaims } from './cross-check-claims.ts'

const folder = join(import.meta.dirname, '../../../../shared/data')
const present = existsSync(folder)
if (!present) process.stdout.write('skipped: no shared data\n')

type Case = Record<'id' | '企业名称' | '统一社会信用代码' | '注册地址', string>
type Expected = Record<'id' | 'kind' | 'verdict' | 'code', string>
const read = <T>(name: string): T[] => parse(readFileSync(join(folder, name)), { columns: true })

let db: TestDatabase
beforeAll(async () => {
  db = await cloneDatabase()
  if (!present) return
  const cipher = createFieldCipher([{ kid: 'k1', secret: Buffer.alloc(32, 1) }], Buffer.alloc(32, 2))
  await importRegister(
    { database: db.database, cipher, now: () => new Date() },
    { source: fileSource(join(folder, 'registry-hangzhou.csv.gz')) },
  )
}, 60_000)
afterAll(() => db.drop())

test.skipIf(!present)('the shared cases are answered as well as promised', async () => {
  const claims = read<Case>('cross-check-cases.csv').map((row) => ({
    id: row.id,
    name: row.企业名称,
    code: row.统一社会信用代码,
    address: row.注册地址,
    principal: '',
  }))
  const expected = new Map(read<Expected>('cross-check-cases.expected.csv').map((row) => [row.id, row]))
  const start = performance.now()
  const answers = await crossCheckClaims(db.database.pool, claims)
  const perCase = (performance.now() - start) / claims.length
  const judged = claims.map(({ id }, i) => {
    const { verdict = '', code = '', kind = '' } = expected.get(id) ?? {}
    return {
      kind,
      want: verdict,
      got: answers[i]?.verdict,
      right: answers[i]?.verdict === verdict && (answers[i]?.enterprise?.code ?? '') === code,
    }
  })
  const share = (want: string) => {
    const of = judged.filter((answer) => answer.want === want)
    return of.filter(({ right }) => right).length / of.length
  }
  expect(share('agree')).toBeGreaterThanOrEqual(0.99)
  expect(share('review')).toBeGreaterThanOrEqual(0.99)
  expect(share('absent')).toBeGreaterThanOrEqual(0.95)
  expect(judged.filter(({ want, got }) => (want === 'conflict' || want === 'absent') && got === 'agree')).toEqual([])
  expect(share('conflict')).toBeGreaterThanOrEqual(0.99)
  process.stdout.write(`cross-check of ${claims.length} cases: ${perCase.toFixed(2)} ms each\n`)
})

test.skipIf(!present)('two enterprises with similar names never agree', async () => {
  const { rows } = await db.owner.query<Claim>(`
    select a.credit_code as code, b.name, coalesce(b.address, '') as address, '' as principal
    from enterprise a join enterprise b on a.lookup_keys && b.lookup_keys and a.id <> b.id and a.name_key <> b.name_key
    where a.id % 40 = 0 limit 2000`)
  const answers = await crossCheckClaims(db.database.pool, rows)
  expect(answers.filter(({ verdict }) => verdict === 'agree')).toEqual([])
  expect(answers.length).toBeGreaterThan(100)
})

test.skipIf(!present)('one claim by itself is answered as in a list', async () => {
  const { rows } = await db.owner.query<Claim>(`
    select credit_code as code, name, coalesce(address, '') as address, '' as principal
    from enterprise where credit_code is not null order by md5(credit_code) limit 200`)
  const claims = rows.flatMap((claim, i) => [
    { ...claim, name: parseEnterpriseName(claim.name).core },
    { ...claim, name: parseEnterpriseName(claim.name).core, address: '' },
    { ...claim, name: `浙江省${claim.name}` },
    { ...claim, name: rows[i + 1]?.name ?? '' },
  ])
  const together = await crossCheckClaims(db.database.pool, claims)
  const alone = await Promise.all(claims.map((claim) => crossCheckClaim(db.database.pool, { ...claim })))
  const said = (answers: typeof alone) => answers.map(({ verdict, enterprise }) => [verdict, enterprise?.id])
  expect(said(alone)).toEqual(said(together))
})

test.skipIf(!present)('a name in pinyin or English finds whom its address or person confirms', async () => {
  const {
    rows: [meant],
  } = await db.owner.query<Claim>(`
    select credit_code as code, name, address, principal_name as principal from enterprise
    where name = '杭州先盛电子有限公司'`)
  const claim = { code: '', address: meant?.address ?? '', principal: '' }
  const names = ['HANGZHOU XIANSHENG ELECTRONICS CO., LTD', 'Hangzhou Xiansheng Dianzi Youxian Gongsi']
  const answers = await crossCheckClaims(
    db.database.pool,
    names.map((name) => ({ ...claim, name })),
  )
  expect(answers.map(({ verdict, enterprise }) => [verdict, enterprise?.code])).toEqual(
    names.map(() => ['review', meant?.code]),
  )
})
