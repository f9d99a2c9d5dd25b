import { Readable } from 'node:stream'
import { readRegisterRow } from '@yijian/shared/registry/register-row'
import { expect, test } from 'vitest'
import { codeOf, registerRow, registerText } from '../../testing/register-file.ts'
import { sheetData, workbook } from '../../testing/workbook.ts'
import { openTable } from './read-table.ts'

const [header = []] = registerText()
  .split('\r\n')
  .map((line) => line.split(','))
const row = (number: number) =>
  registerRow({ 统一社会信用代码: codeOf(number), 企业名称: `杭州云栖${number}号有限公司` })
const swapped = (cells: readonly string[]) =>
  cells
    .with(header.indexOf('住所'), cells[header.indexOf('经营范围')] ?? '')
    .with(header.indexOf('经营范围'), cells[header.indexOf('住所')] ?? '')
const turned = (cells: readonly string[]) => ['', ...cells.toReversed()]
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const upper = [header, ...numbers(1, 3).map(row)]
const lines = (rows: readonly (readonly string[])[]) => rows.map((cells) => cells.join(',')).join('\n')
const page = (...tables: readonly (readonly (readonly string[])[])[]) =>
  `<html><body>${tables.map((rows) => `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`).join('')}</body></html>`

async function read(content: string | Buffer) {
  const bytes = Buffer.from(content as string) // both kinds make bytes
  const table = await openTable({ name: 'register', open: () => Readable.from([bytes]) })
  const readings = []
  for await (const { cells } of table.rows()) readings.push(readRegisterRow(cells, table.mapping))
  return readings.flatMap((reading) => (reading.ok ? [reading.row] : []))
}

const meant = (to: number) =>
  numbers(1, to).map((number) => ({
    creditCode: codeOf(number),
    name: `杭州云栖${number}号有限公司`,
    principalName: '张明',
    address: '杭州市西湖区转塘街道云栖路1号',
    scope: '软件开发',
  }))

test.each([
  ['a text', swapped, (below: string[][]) => lines([...upper, ...below])],
  ['a text, from right to left', turned, (below: string[][]) => lines([...upper, ...below])],
  ['a sheet', turned, (below: string[][]) => workbook([{ name: '名录', xml: sheetData([...upper, ...below]) }])],
  ['a page', swapped, (below: string[][]) => page(upper, below)],
])('below a header in another order the cells of %s are where they belong', async (_, order, write) => {
  const below = [header, ...numbers(4, 6).map(row)].map(order)
  expect(await read(write(below))).toMatchObject(meant(6))
  // And back again.
  const more = [...below, header, row(7)]
  expect(await read(write(more))).toMatchObject(meant(7))
})

test('a long list goes on in the other order to its end', async () => {
  const below = [header, ...numbers(4, 3000).map(row)].map(swapped)
  expect(await read(lines([...upper, ...below]))).toMatchObject(meant(3000))
})

test('a list with fewer columns below is told, and takes nothing away', async () => {
  const fewer = [header, row(4)].map((cells) =>
    turned(cells.filter((_, column) => column !== header.indexOf('经营范围'))),
  )
  for (const content of [
    lines([...upper, ...fewer]),
    page(upper, fewer),
    workbook([{ name: '名录', xml: sheetData([...upper, ...fewer]) }]),
  ])
    await expect(read(content)).rejects.toMatchObject({ key: 'two_lists', detail: { row: 5, missing: ['scope'] } })
})
