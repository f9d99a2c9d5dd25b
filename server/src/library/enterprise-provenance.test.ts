import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstRow } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { cellsOf } from './raw-cells.ts'
import { handleReadLibraryEnterprise } from './read-library-enterprise.ts'

const STREET = '330106011'

let city: Fixtures
let officer: OfficerCaller

beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ over: [STREET] })
})
afterAll(() => city.drop())

const read = (id: number) => city.call(readLibraryEnterprise, handleReadLibraryEnterprise, officer, { params: { id } })

async function addBatch(name: string, day: string, undone = false): Promise<number> {
  const added = await city.write((tx) =>
    firstRow<{ id: number }>(
      tx,
      sql`insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, header, source_date, started_at, applied_at, state, undone_at)
          values (${name}, ${'0'.repeat(64)}, 'utf-8', ',', '{}', array['企业名称', '联系电话', ''], ${day}, now(), now(),
            ${undone ? 'undone' : 'applied'}, ${undone ? '2026-02-01' : null}) returning id`,
    ),
  )
  return added?.id ?? 0
}

test('each fact says which file it came with, since when it is so, and how the row read', async () => {
  const id = await city.addEnterprise({ place: STREET, name: '杭州新名有限公司' })
  const [first, second, wrong] = [
    await addBatch('2025年第四季度.xlsx', '2025-12-31'),
    await addBatch('2026年第一季度.csv', '2026-03-01'),
    await addBatch('错误的文件.csv', '2026-01-15', true),
  ]
  const change = (batch: number, changes: object) =>
    city.write((tx) =>
      tx.execute(
        sql`insert into enterprise_revision (enterprise_id, batch_id, changes) values (${id}, ${batch}, ${JSON.stringify(changes)}::jsonb)`,
      ),
    )
  await change(wrong, { address: ['文一西路1号', '查无此处'] })
  await change(second, {
    name: ['杭州旧名有限公司', '杭州新名有限公司'],
    name_key: ['旧名', '新名'],
    former_names: [[], ['杭州旧名有限公司']],
    headcount: [null, 12],
  })
  await city.write((tx) =>
    tx.execute(sql`update enterprise set batch_id = ${second}, created_batch_id = ${first}, row_number = 17, provisional = false,
      raw = '"杭州""新名""有限公司",138****0001,', former_names = '{杭州旧名有限公司}', vanished_batch_id = ${second} where id = ${id}`),
  )
  const page = await read(id)
  expect(page.provenance).toMatchObject({
    batch: { fileName: '2026年第一季度.csv', date: '2026-03-01', undone: false },
    rowNumber: 17,
    firstSeen: { fileName: '2025年第四季度.xlsx' },
    since: { name: { date: '2026-03-01' }, headcount: { date: '2026-03-01' } },
    raw: [
      { header: '企业名称', value: '杭州"新名"有限公司' },
      { header: '联系电话', value: '138****0001' },
    ],
  })
  expect(page.provenance?.since).not.toHaveProperty('address')
  expect(page.vanished).toMatchObject({ date: '2026-03-01' })
  expect(page.history).toEqual([
    {
      batch: expect.objectContaining({ date: '2026-03-01' }),
      changes: expect.arrayContaining([
        { field: 'name', before: '杭州旧名有限公司', after: '杭州新名有限公司' },
        { field: 'former_names', before: null, after: '杭州旧名有限公司' },
        { field: 'headcount', before: null, after: '12' },
      ]),
    },
    { batch: expect.objectContaining({ undone: true }), changes: [expect.objectContaining({ field: 'address' })] },
  ])
  expect(page.history[0]?.changes.map(({ field }) => field)).not.toContain('name_key')
})

test('what a person entered has no file behind it', async () => {
  expect(await read(await city.addEnterprise({ place: STREET }))).toMatchObject({
    provenance: null,
    vanished: null,
    history: [],
  })
})

test.each([
  ['a,b,', ['a', 'b', '']],
  ['"a,b","c""d",e', ['a,b', 'c"d', 'e']],
  ['', ['']],
])('a kept row %j', (line, cells) => {
  expect(cellsOf(line)).toEqual(cells)
})
