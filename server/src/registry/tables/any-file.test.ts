import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { readRegisterRow } from '@yijian/shared/registry/register-row'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { biffRecord, compoundFile, oldWorkbook, u16 } from '../../testing/old-workbook.ts'
import { openDocument, tableRows } from '../../testing/open-document.ts'
import { codeOf, registerRow, registerText } from '../../testing/register-file.ts'
import { sheetData, workbook } from '../../testing/workbook.ts'
import { zip } from '../../testing/zip.ts'
import { openTable } from './read-table.ts'

const row = (number: number, change: Readonly<Record<string, string>> = {}) =>
  registerRow({ 统一社会信用代码: codeOf(number), 企业名称: `杭州云栖${number}号有限公司`, ...change })
const text = registerText(row(1), row(2), row(3))
const cells = text.split('\r\n').map((line) => line.split(','))
const [header = [], ...below] = cells
const names = ['杭州云栖1号有限公司', '杭州云栖2号有限公司', '杭州云栖3号有限公司']

async function read(content: string | Buffer) {
  const bytes = Buffer.from(content as string) // both kinds make bytes
  const pieces = Array.from({ length: Math.ceil(bytes.length / 700) }, (_, i) => bytes.subarray(i * 700, i * 700 + 700))
  const table = await openTable({ name: 'register', open: () => Readable.from(pieces) })
  const readings = []
  for await (const { number, cells: found } of table.rows()) {
    const reading = readRegisterRow(found, table.mapping)
    readings.push({ number, name: reading.ok ? reading.row.name : reading.problem.reason, reading })
  }
  const rows = readings.flatMap(({ reading }) => (reading.ok ? [reading.row] : []))
  return { table, readings, rows, names: rows.map(({ name }) => name) }
}

const page = (rows: readonly (readonly string[])[], mark = 'utf-8') =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${mark}"><style>td{mso-number-format:"\\@"}</style></head>
   <!--[if gte mso 9]><xml><x:Name>名录</x:Name></xml><![endif]--><body><TABLE border=1>
   ${rows.map((one) => `<tr>${one.map((cell) => `<td style='a>b'>${cell}</td>`).join('')}</tr>`).join('\n')}</TABLE></body></html>`
const bareSheet = (rows: readonly (readonly string[])[]) =>
  Buffer.concat([
    biffRecord(0x0809, u16(0, 0x10, 0, 0)),
    ...rows.flatMap((one, i) =>
      one.map((cell, j) => {
        const bytes = iconv.encode(cell, 'gbk')
        return biffRecord(0x0204, u16(i, j, 0, bytes.length), bytes)
      }),
    ),
    biffRecord(0x000a),
  ])
const excel2003 = `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名录"><Table>${cells
  .map(
    (one) =>
      `<Row>${one.map((cell, i) => (cell ? `<Cell ss:Index="${i + 1}"><Data ss:Type="String">${cell}</Data></Cell>` : '')).join('')}</Row>`,
  )
  .join('')}</Table></Worksheet></Workbook>`

test.each([
  ['UTF-16LE without a mark', iconv.encode(text, 'utf-16le')],
  ['UTF-16BE without a mark', iconv.encode(text, 'utf-16be')],
  ['UTF-16LE without a mark, by tabs', iconv.encode(text.replaceAll(',', '\t'), 'utf-16le')],
  ['gzip of two members', Buffer.concat([gzipSync(text.slice(0, 300)), gzipSync(text.slice(300))])],
  ['lines that end with CR, one cell with LF', text.replaceAll('\r\n', '\r').replace('软件开发', '"软件\n开发"')],
  ['lines that end with LF, a title with CRLF', `名录\r\n${text.replaceAll('\r\n', '\n')}`],
  ['a web page called .xls', page(cells)],
  ['the same in GBK', iconv.encode(page(cells, 'gb2312'), 'gbk')],
  ['a web page below a title over all columns', page([[`名录`], ...cells])],
  ['XML of Excel 2003', excel2003],
  ['an export of Hive', text.replaceAll(',', '\u0001')],
  ['an export with ^ between the cells', text.replaceAll(',', '^')],
  ['Excel 97', oldWorkbook([{ name: '名录', rows: cells }])],
  ['Excel 95', oldWorkbook([{ name: '名录', rows: cells }], { bytesOf: (text) => iconv.encode(text, 'gbk') })],
  ['a sheet of old Excel as PHP writes it, in GBK', bareSheet(cells)],
  ['OpenDocument', openDocument([{ name: '名录', rows: tableRows(cells) }])],
  ['a packed workbook', gzipSync(workbook([{ name: '名录', xml: sheetData(cells) }]))],
  ['a packed workbook of old Excel', gzipSync(oldWorkbook([{ name: '名录', rows: cells }]))],
])('%s is read as it was meant', async (_, content) => {
  expect((await read(content)).names).toEqual(names)
})

test.each(['xlwt.xls', 'gnumeric.xls', 'gnumeric.ods'])('what other programs wrote is read: %s', async (file) => {
  const found = await read(readFileSync(new URL(`../../testing/workbooks/${file}`, import.meta.url)))
  expect(found.names).toEqual(names)
  expect(found.rows).toMatchObject(
    [1, 2, 3].map((number) => ({
      creditCode: codeOf(number),
      establishedOn: '2019-01-05',
      address: '杭州市西湖区转塘街道云栖路1号',
    })),
  )
})

test('a page’s own signs, line ends and cells over several rows are read as a person sees them', async () => {
  const [one = [], two = []] = below
  const address = header.indexOf('住所')
  const written = one.map((cell) =>
    cell.replace('软件开发', '软件&nbsp;&amp;<br>\n   开发').replace('张明', '张&#26126;'),
  )
  const merged = page([header, written, two.filter((_, i) => i !== address)]).replace(
    "<td style='a>b'>杭州市西湖区",
    '<td rowspan="2">杭州市西湖区',
  )
  const { rows } = await read(merged)
  expect(rows).toMatchObject([
    { scope: '软件 &\n开发', principalName: '张明' },
    { name: names[1], address: '杭州市西湖区转塘街道云栖路1号', phones: [] },
  ])
})

test('what a page hides in a cell is not read with what it shows', async () => {
  const hidden = (cell: string) =>
    cell === '张明'
      ? '<span style="display: none">1<span>2</span></span>张明<script>x()</script><input type="hidden" value="3">'
      : cell
  const { rows } = await read(page([header, ...below.map((one) => one.map(hidden))]))
  expect(rows.map(({ principalName }) => principalName)).toEqual(['张明', '张明', '张明'])
})

test('a page with more columns than are read says of each row how many cells were left out', async () => {
  const wide = (cells: readonly string[], more: number) => [
    ...cells,
    ...Array(256 - cells.length).fill(''),
    ...Array(more).fill('又'),
  ]
  const { table, names: found } = await read(page([header, wide(row(1), 2), row(2)]))
  expect(found).toEqual(names.slice(0, 2))
  expect((await Array.fromAsync(table.rows())).map(({ leftOut }) => leftOut)).toEqual([2, undefined])
})

test('a byte that was lost spoils its row and no other', async () => {
  const bytes = Buffer.from(registerText(row(1), row(2, { 企业名称: '杭州X云栖' }), row(3, { 经营范围: '软件X' })))
  for (let at = bytes.indexOf('X'); at !== -1; at = bytes.indexOf('X', at)) bytes[at] = 0xff
  const { readings } = await read(bytes)
  expect(readings.map(({ name }) => name)).toEqual([names[0], 'unreadable_characters', names[2]])
  expect((await read(Buffer.from(text).subarray(0, -1))).names).toEqual(names)
})

test('a quote that is never closed does not swallow the rows up to the next one', async () => {
  const stray = { 经营范围: '"软件开发' }
  const lines = (...rows: string[][]) => [header, ...rows].map((one) => one.join(',')).join('\n')
  const next = await read(lines(row(1, stray), row(2), row(3, { 法定代表人: '"张"明' })))
  expect(next.names).toEqual(names)
  const ended = await read(lines(row(1, stray), row(2), row(3, { 经营范围: '软件"' })))
  expect(ended.names).toEqual(names)
  await expect(read(lines(row(1), row(2, stray), row(3)))).rejects.toMatchObject({
    key: 'quote_open',
    detail: { row: 3 },
  })
})

test('sheets that list the same are one list, whatever the order of their columns; extracts and remarks are not', async () => {
  const turned = (rows: readonly (readonly string[])[]) => rows.map((one) => one.toReversed())
  const { table, readings } = await read(
    workbook([
      { name: '西湖', xml: sheetData([['西湖区名录'], header, below[0] ?? []]) },
      { name: '拱墅', xml: sheetData(turned([header, below[1] ?? []])) },
      { name: '续', xml: sheetData([below[2] ?? []]) },
      { name: '摘要', xml: sheetData([header.slice(0, 10), row(4)]) },
      { name: '说明', xml: sheetData([['填表说明'], ['共3家']]) },
    ]),
  )
  expect(table.encoding).toBe('xlsx, 西湖 + 拱墅 + 续 (− 摘要)')
  expect(readings.map(({ number, name }) => [number, name])).toEqual([
    [3, names[0]],
    [5, names[1]],
    [6, names[2]],
  ])
})

test('workbooks of other programs: parts by other names, CDATA, what XML cannot hold', async () => {
  const texts = [...new Set(cells.flat())]
  const sheet = `<worksheet><sheetData>${cells.map((one) => `<row>${one.map((cell) => `<c t="s"><v>${texts.indexOf(cell)}</v></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`
  const ended = (one: string) => (one === '软件开发' ? '软件_x000D_\n开发' : one === names[0] ? `${one}_x000D_` : one)
  const strings = `<sst>${texts.map((one) => `<si><t><![CDATA[${ended(one)}]]></t></si>`).join('')}</sst>`
  const relation = (type: string, target: string) => `<Relationship Id="${type}" Type="x/${type}" Target="${target}"/>`
  const found = await read(
    zip([
      { name: '_rels/.rels', content: `<Relationships>${relation('officeDocument', '/xl/book.xml')}</Relationships>` },
      {
        name: 'xl/book.xml',
        content: '<workbook xmlns:r="r"><sheets><sheet name="名录" r:id="worksheet"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/book.xml.rels',
        content: `<Relationships>${relation('worksheet', './one.xml')}${relation('sharedStrings', '../texts.xml')}</Relationships>`,
      },
      { name: 'xl\\one.xml', content: sheet },
      { name: 'texts.xml', content: strings },
    ]),
  )
  expect(found.rows.map(({ name, scope }) => [name, scope])).toEqual(names.map((name) => [name, '软件\r\n开发']))
})

const odt = [{ name: 'content.xml', content: '<office:document-content/>' }]
const lockedContent = [{ name: 'META-INF/manifest.xml', content: '<manifest:encryption-data manifest:checksum="x"/>' }]
test.each<[string, string | Buffer, string]>([
  ['nothing', '', 'empty'],
  ['a mark and blank lines', '\ufeff\r\n \r\n', 'empty'],
  ['a PDF', '%PDF-1.7\n1 0 obj', 'no_table'],
  ['a picture', Buffer.from('ffd8ffe000104a464946', 'hex'), 'no_table'],
  ['a table of dBASE', Buffer.from(Array.from({ length: 4000 }, (_, i) => 1 + ((i * 7919) % 255))), 'no_table'],
  ['a page that asks to sign in again', '<html><body>登录超时，请重新登录</body></html>', 'no_table'],
  ['a page saved as one file', 'MIME-Version: 1.0\nX-Document-Type: Workbook\n', 'no_table'],
  ['a text of OpenOffice', zip(odt), 'no_table'],
  ['OpenDocument with a password', openDocument([{ name: '名录', rows: tableRows(cells) }], lockedContent), 'locked'],
  ['Excel with a password', compoundFile('EncryptedPackage', Buffer.alloc(5000)), 'locked'],
  ['old Word', compoundFile('WordDocument', Buffer.alloc(5000)), 'no_table'],
  ['Word', zip([{ name: 'word/document.xml', content: '<w/>' }]), 'no_table'],
  ['a binary workbook', zip([{ name: 'xl/workbook.bin', content: 'x' }]), 'old_excel'],
  ['Excel 2', Buffer.from('0900040007001000', 'hex'), 'old_excel'],
  ['the first bytes of old Excel', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'damaged'],
  ['a zip archive', zip([{ name: '名录.csv', content: text }]), 'packed'],
  ['rar', 'Rar!\x1a\x07\x00', 'packed'],
  ['gzip within gzip', gzipSync(gzipSync(text)), 'packed'],
  [
    'a packed tape archive',
    gzipSync(Buffer.concat([Buffer.from('a'.padEnd(257, '\0')), Buffer.from('ustar\0')])),
    'packed',
  ],
])('%s is refused as that', async (_, content, key) => {
  await expect(read(content)).rejects.toMatchObject({ key })
})

test('what nothing can keep is left out: NUL, and halves of characters', async () => {
  const spoilt = { 经营范围: '软\0件', 住所: '杭州市西湖区转塘街道\0云栖路1号' }
  const plain = await read(
    [header, row(1, spoilt)]
      .map((one) => one.join(','))
      .join('\n')
      .replace('经营范围', '经营\0范围'),
  )
  const escaped = (text: string) => `${text}_x0000__xD83D_`
  const book = await read(workbook([{ name: '名录', xml: sheetData([header.map(escaped), row(1).map(escaped)]) }]))
  const web = await read(page([header, row(1).map((cell) => `${cell}&#xD83D;&#0;`)]))
  for (const { table, names: found } of [plain, book, web]) {
    expect(found).toEqual([names[0]])
    for await (const { cells: one } of table.rows())
      expect([...table.header, ...one].filter((cell) => cell.includes('\0') || !cell.isWellFormed())).toEqual([])
  }
})

test('a list without a header, its columns told by a person, loses none of its first rows, however narrow', async () => {
  const columns = new Map(
    (['creditCode', 'name', 'address', 'phone'] as const).map((field) => {
      const header = { creditCode: '统一社会信用代码', name: '企业名称', address: '住所', phone: '联系电话' }[field]
      return [field, registerText().split(',').indexOf(header)] as const
    }),
  )
  const narrow = row(1, { 注册号: '', 法定代表人: '', 成立日期: '', 注册资本: '', 联系电话: '' })
  const rows = [narrow, row(2, { 联系电话: '13800138000' }), row(3)]
  const lines = rows.map((one) => one.join(','))
  for (const content of [lines.join('\r\n'), page(rows), workbook([{ name: '名录', xml: sheetData(rows) }])]) {
    const bytes = Buffer.from(content as string) // both kinds make bytes
    const table = await openTable(
      { name: 'register', open: () => Readable.from([bytes]) },
      ['creditCode', 'name'],
      columns,
    )
    expect(table).toMatchObject({ headerRow: 0, mapping: { columns } })
    expect(table.header.join('')).toBe('')
    const read = (await Array.fromAsync(table.rows())).map(({ number, cells }) => [
      number,
      cells[columns.get('name') ?? 0],
    ])
    expect(read).toEqual([1, 2, 3].map((number) => [number, names[number - 1]]))
  }
})

test('a row with a comma that is meant for a text is told, or refused where its columns have slipped', async () => {
  const lines = [header, row(1), row(2), row(3, { 经营范围: '软件,开发' }), row(4, { 企业类型: '有限,责任' })]
  const { table, readings, rows } = await read(lines.map((one) => one.join(',')).join('\n'))
  expect(table.mapping.width).toBe(header.length)
  expect(rows.map(({ name }) => name)).toEqual(names)
  expect(readings.map(({ reading }) => (reading.ok ? reading.warnings[0] : reading.problem)?.reason)).toEqual([
    undefined,
    undefined,
    'cells_beyond_header',
    'cells_beyond_header',
  ])
})

test('a file in UTF-8 below one in GBK is read as each was meant', async () => {
  const even = row(4, { 企业名称: '杭州云栖数码技术服务中心有限公司', 法定代表人: '张明' })
  const mixed = (below: Buffer) => Buffer.concat([iconv.encode(text, 'gbk'), Buffer.from('\r\n\ufeff'), below])
  const utf8 = Buffer.from([header, even, row(5)].map((one) => one.join(',')).join('\r\n'))
  const found = await read(mixed(utf8))
  expect(found.table.encoding).toBe('gb18030 + utf-8')
  expect(found.names).toEqual([...names, '杭州云栖数码技术服务中心有限公司', '杭州云栖5号有限公司'])
  const lost = Buffer.from(utf8)
  lost[lost.indexOf('数码')] = 0xff
  expect((await read(mixed(lost))).names).toEqual([...names, '杭州云栖5号有限公司'])
  expect((await read(iconv.encode(text, 'gbk'))).table.encoding).toBe('gb18030')
})
