import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { openWorkbook } from '../registry/tables/open-workbook.ts'
import { openArchive } from '../registry/tables/workbook-archive.ts'
import { csvStream } from './csv-stream.ts'
import { workbookStream } from './workbook-stream.ts'

/** Forty ways in which a cell has been made to run, as list owners and attackers write them. */
const starts = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  '　=',
  '\u00a0=',
  '＝',
  '＋',
  '－',
  '＠',
  '|',
  '%',
  '\ufeff=',
  '\u200b=',
]
const bodies = ['1+1', 'HYPERLINK("http://a.example","看")', "cmd|' /C calc'!A0"]
const payloads = [
  ...starts.flatMap((start) => bodies.map((body) => start + body)),
  '_x003D_1+1',
  '<f>1+1</f>',
  '"],["=1',
]

const header = ['企业名称', '统一社会信用代码', '注册地址']
const source = (bytes: Buffer) => ({ name: 'list.xlsx', open: () => Readable.from([bytes]) })

async function reread(bytes: Buffer): Promise<(readonly string[])[]> {
  const table = await openWorkbook(source(bytes), { sha256: '' }, ['name'])
  return (await Array.fromAsync(table.rows())).map(({ cells }) => cells)
}

it('holds texts only: no formula, and no cell that another program would run', async () => {
  const bytes = await buffer(
    workbookStream({
      title: '核对结果',
      header,
      rows: payloads.map((payload) => [payload, '91330106MA2AAAA01X', payload]),
    }),
  )
  const archive = await openArchive(bytes)
  let xml = ''
  for await (const piece of archive.read('xl/worksheets/sheet1.xml')) xml += piece
  expect(xml).not.toMatch(/<f[\s>/]/)
  expect([...xml.matchAll(/<c [^>]*t="(\w+)"/g)].every(([, type]) => type === 'inlineStr')).toBe(true)
  const rows = await reread(bytes)
  expect(rows).toHaveLength(payloads.length)
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@|%＝＋－＠]/u)
})

it('gives back every text as it was', async () => {
  const texts = [
    '杭州𠀀〇示例有限公司',
    'a & b < c > "d"',
    '一行\n又一行',
    '0123456789012345678',
    "'quoted",
    ' '.trim(),
    '名\ud800称',
  ]
  const rows = await reread(
    await buffer(workbookStream({ title: '表', header: ['企业名称', '备注'], rows: texts.map((text) => [text, 'x']) })),
  )
  expect(rows.map(([cell]) => cell)).toEqual(texts.map((text) => text.toWellFormed()))
})

it('is CSV that Excel opens in the right encoding, with the same guard', async () => {
  const text = (await buffer(csvStream({ title: '表', header, rows: [['=1+1', '甲"乙', '丙,丁']] }))).toString()
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(parse(text, { bom: true })).toEqual([header, ["'=1+1", '甲"乙', '丙,丁']])
})

it('stops the rows when nobody reads any more, and fails with them', async () => {
  let ended = false
  async function* endless() {
    try {
      for (;;) yield ['杭州示例有限公司', '', '']
    } finally {
      ended = true
    }
  }
  const output = workbookStream({ title: '表', header, rows: endless() })
  let received = 0
  for await (const chunk of output) {
    received += chunk.length
    if (received > 4000) break
  }
  await expect.poll(() => ended).toBe(true)
  const broken = workbookStream({
    title: '表',
    header,
    // biome-ignore lint/correctness/useYield: it fails before it yields
    rows: (async function* () {
      throw new Error('the database is gone')
    })(),
  })
  await expect(buffer(broken)).rejects.toThrow('the database is gone')
})
