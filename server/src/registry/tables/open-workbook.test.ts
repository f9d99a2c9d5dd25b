import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { sheetData, workbook } from '../../testing/workbook.ts'
import { zip } from '../../testing/zip.ts'
import { openTable } from './read-table.ts'
import type { RegisterSource } from './register-source.ts'
import { UnreadableRegister } from './unreadable-register.ts'

const HEADER = ['统一社会信用代码', '企业名称', '住所', '成立日期', '联系电话']
const YUNQI = [
  '91330106MA2TE5T01R',
  '杭州云栖数码有限公司',
  '杭州市西湖区转塘街道云栖路1号',
  '2019-01-05',
  '13800138000',
]

const source = (bytes: Buffer): RegisterSource => ({ name: 'register.xlsx', open: () => Readable.from([bytes]) })

async function read(bytes: Buffer) {
  const table = await openTable(source(bytes))
  const rows = []
  for await (const { number, cells } of table.rows()) rows.push([number, ...cells])
  return { table, rows }
}

describe('what people keep in workbooks', () => {
  test('the visible sheet with the best header counts, below its titles', async () => {
    const { table, rows } = await read(
      workbook([
        { name: '说明', xml: sheetData([['填表说明'], ['一、……']]) },
        { name: '旧表', xml: sheetData([HEADER, YUNQI, YUNQI]), hidden: true },
        { name: '街道', xml: sheetData([HEADER.slice(0, 3), YUNQI]) },
        { name: '企业名录', xml: sheetData([['杭州市企业名录'], [], ['单位：家'], HEADER, YUNQI, [], ['合计', '1']]) },
      ]),
    )
    expect(table).toMatchObject({ encoding: 'xlsx, 企业名录 (− 街道)', mapping: { headers: { name: '企业名称' } } })
    expect(rows).toEqual([
      [5, ...YUNQI],
      [7, '合计', '1'],
    ])
  })

  test('shared texts with their markup, numbers, days and lone cells are read as a person sees them', async () => {
    const cells = HEADER.map((_, i) => `<c r="${'ABCDE'[i]}1" t="s"><v>${i}</v></c>`).join('')
    const sharedStrings = `<sst>${HEADER.map((text) => `<si><t>${text}</t></si>`).join('')}
      <si><r><rPr><b/></rPr><t>杭州云栖</t></r><r><t xml:space="preserve">数码&amp;有限公司</t></r><rPh sb="0" eb="1"><t>hangzhou</t></rPh></si></sst>`
    const styles = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.00&quot;day&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>`
    const xml = `<sheetData><row r="1">${cells}</row>
      <row r="3"><c r="B3" t="s"><v>5</v></c><c r="D3" s="1"><v>43470.5</v></c><c r="E3"><v>1.3800138E10</v></c></row>
      <row><c><v>9.1330106E17</v></c><c r="D4" s="2"><v>43470</v></c><c t="e"><v>#N/A</v></c></row>
      <row r="9"><c r="D9" s="3"><v>0.30000000000000004</v></c><c r="E9" t="str"><f>A1</f><v>公式</v></c><c r="CC9"><v>1</v></c><c r="IW9"><v>2</v></c><c r="IX9"/></row>
      <row r="10"/></sheetData>`
    const parts = [
      { name: 'xl/sharedStrings.xml', content: sharedStrings },
      { name: 'xl/styles.xml', content: styles },
    ]
    expect((await read(workbook([{ name: 'Sheet1', xml }], parts))).rows).toEqual([
      [3, '', '杭州云栖数码&有限公司', '', '2019-01-05', '13800138000'],
      [4, '9.1330106E17', '', '', '2019-01-05'],
      // What stands in the 81st column is kept, what stands beyond the 256th is counted.
      [9, '', '', '', '0.3', '公式', ...Array(75).fill(''), '1'],
    ])
    const counted = (await openTable(source(workbook([{ name: 'Sheet1', xml }], parts)))).rows()
    expect((await Array.fromAsync(counted)).map(({ leftOut }) => leftOut)).toEqual([undefined, undefined, 1])
    const mac = workbook([{ name: 'Sheet1', xml }], parts, '<workbookPr date1904="1"/>')
    expect((await read(mac)).rows[0]).toContain('2023-01-06')
  })

  test('bare day numbers of a workbook whose days count from 1904 are days; other numbers are numbers', async () => {
    const days = (number: string) => [...YUNQI.slice(0, 3), number, number]
    const xml = sheetData([HEADER, days('42008'), days('42008.5'), days('2019-01-05'), days('20190105')])
    const bare = async (properties: string) =>
      (await read(workbook([{ name: 'Sheet1', xml }], [], properties))).rows.map((row) => row.slice(4))
    expect(await bare('<workbookPr date1904="1"/>')).toEqual([
      ['2019-01-05', '42008'],
      ['2019-01-05', '42008.5'],
      ['2019-01-05', '2019-01-05'],
      ['20190105', '20190105'],
    ])
    expect((await bare(''))[0]).toEqual(['42008', '42008'])
  })

  test('a text merged over several rows is meant for each; a header may stand on two', async () => {
    const merges = (...refs: string[]) =>
      `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    const top = ['统一社会信用代码', '企业名称', '住所', '联系', '']
    const below = ['', '', '', '联系人', '联系电话']
    const xml = `${sheetData([top, below, YUNQI, ['91330103704212343N', '杭州乙有限公司', '']])}${merges('A1:A2', 'B1:B2', 'C1:C2', 'D1:E1', 'C3:C4')}`
    const { table, rows } = await read(workbook([{ name: 'Sheet1', xml }]))
    expect([...table.mapping.columns.keys()]).toContain('phone')
    expect(rows).toEqual([
      [3, ...YUNQI],
      [4, '91330103704212343N', '杭州乙有限公司', YUNQI[2]],
    ])
  })
})

test('a long text merged over many rows stands in the first of them only', async () => {
  const long = '长'.repeat(1000)
  const rows = [HEADER, [...YUNQI.slice(0, 3), long], ['91330103704212343N', '杭州乙有限公司', '']]
  const xml = `${sheetData(rows)}<mergeCells><mergeCell ref="D2:D3"/></mergeCells>`
  const written = (await read(workbook([{ name: 'Sheet1', xml }]))).rows
  expect(written.map((row) => row.includes(long))).toEqual([true, false])
})

describe('what is no honest workbook is refused with a sentence', () => {
  const good = { name: 'Sheet1', xml: sheetData([HEADER, YUNQI]) }
  const sheet = 'xl/worksheets/sheet0.xml'
  const bomb = Buffer.alloc(210 * 1024 * 1024, 'a')
  test.each<[string, () => Buffer, RegExp]>([
    ['a zip bomb', () => workbook([good], [{ name: 'xl/bomb.xml', content: bomb }]), /too large/],
    [
      'a bomb that says it is small',
      () => workbook([good], [{ name: sheet, content: bomb.subarray(0, 2e7), claimedSize: 900 }]),
      /damaged/,
    ],
    [
      'a part shorter than it says',
      () => workbook([good], [{ name: sheet, content: '<a/>', claimedSize: 9 }]),
      /damaged/,
    ],
    [
      'a document type, and entities with it',
      () => workbook([good], [{ name: sheet, content: '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>' }]),
      /document type/,
    ],
    ['an entity that nobody declared', () => workbook([{ name: 'S', xml: '&b;' }]), /no XML/],
    ['a text without end', () => workbook([{ name: 'S', xml: 'a'.repeat(3_000_000) }]), /longer than any cell/],
    [
      'a cell that is too long',
      () => workbook([{ name: 'S', xml: sheetData([HEADER, ['b'.repeat(40_000)]]) }]),
      /more text than fits/,
    ],
    [
      'too many parts',
      () =>
        workbook(
          [good],
          Array.from({ length: 120 }, (_, i) => ({ name: `x/${i}`, content: '' })),
        ),
      /too many parts/,
    ],
    ['names that climb', () => workbook([good], [{ name: '../../etc/passwd', content: 'x' }]), /damaged/],
    ['another archive', () => zip([{ name: 'register.csv', content: 'a,b' }]), /packed/],
    ['half a workbook', () => workbook([good]).subarray(0, 400), /damaged/],
    ['a workbook without a list', () => workbook([{ name: 'S', xml: sheetData([['你好']]) }]), /No header/],
    [
      'the container of old Excel and nothing in it',
      () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(1200, '0'), 'hex'),
      /missing/,
    ],
    ['parts in parts without end', () => workbook([{ name: 'S', xml: '<a>'.repeat(100_000) }]), /in each other/],
    [
      'a row number that is none',
      () => workbook([{ name: 'S', xml: '<sheetData><row r="-1"><c><v>1</v></c></row></sheetData>' }]),
      /proper number/,
    ],
    [
      'more rows than a workbook should have',
      () =>
        workbook([
          {
            name: 'S',
            xml: `${sheetData([HEADER]).slice(0, -12)}${'<row><c><v>1</v></c></row>'.repeat(200_001)}</sheetData>`,
          },
        ]),
      /200000 rows/,
    ],
    [
      'more rows than that in several sheets together',
      () => {
        const many = `${sheetData([HEADER]).slice(0, -12)}${'<row><c><v>1</v></c></row>'.repeat(100_001)}</sheetData>`
        return workbook([
          { name: '一', xml: many },
          { name: '二', xml: many },
        ])
      },
      /200000 rows/,
    ],
  ])('%s', async (_, make, sentence) => {
    const bytes = make()
    const before = process.memoryUsage.rss()
    const clock = performance.now()
    const refused = read(bytes)
    await expect(refused).rejects.toThrow(UnreadableRegister)
    await expect(refused).rejects.toThrow(sentence)
    expect(performance.now() - clock).toBeLessThan(10_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
  })
})
