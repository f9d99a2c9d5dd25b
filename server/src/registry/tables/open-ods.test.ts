import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDocument, tableRows } from '../../testing/open-document.ts'
import { HEADER, MORE, readWorkbook, YUNQI } from '../../testing/two-enterprises.ts'
import { zip } from '../../testing/zip.ts'
import { UnreadableRegister } from './unreadable-register.ts'

const [code = '', name = '', address = ''] = YUNQI

const read = (bytes: Buffer) => readWorkbook('register.ods', bytes)
const one = (rows: string, settings = '') => read(openDocument([{ name: '名录', rows }], [], settings))

/** A cell with what it means and what it shows. */
const meant = (type: string, value: string, shown: string, more = '') =>
  `<table:table-cell office:value-type="${type}" ${value} ${more}><text:p>${shown}</text:p></table:table-cell>`
const day = meant('date', 'office:date-value="2019-01-05"', '2019年1月5日')
const phone = meant('float', 'office:value="1.3800138E10"', '1.38E+10')
const blankRows = (times: number) =>
  `<table:table-row table:number-rows-repeated="${times}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`

describe('what people keep in spreadsheets of OpenDocument', () => {
  test('the visible sheets that list the same are read below their titles, merged cells for every row', async () => {
    const title =
      '<table:table-cell office:value-type="string" table:number-columns-spanned="5"><text:p>杭州市企业名录</text:p></table:table-cell>'
    const covered = '<table:covered-table-cell table:number-columns-repeated="4"/>'
    const merged = meant('string', '', address, 'table:number-rows-spanned="2"')
    const list = [
      tableRows([[title, covered]]),
      blankRows(1),
      `<table:table-header-rows>${tableRows([HEADER])}</table:table-header-rows>`,
      `<table:table-row-group>${tableRows([
        [code, name, merged, day, phone],
        [...MORE.slice(0, 2), '<table:covered-table-cell/>', day],
      ])}</table:table-row-group>`,
      blankRows(2),
      tableRows([['合计', meant('float', 'office:value="2"', '2家')]]),
      blankRows(1_048_567),
    ].join('')
    const tables = [
      { name: '说明', rows: tableRows([['填表说明']]) },
      { name: '旧表', rows: tableRows([HEADER, YUNQI]), hidden: true },
      { name: '企业名录', rows: list },
      { name: '拱墅', rows: tableRows([HEADER, MORE]) },
      { name: '街道', rows: tableRows([HEADER.slice(0, 3), MORE]) },
    ]
    const { table, rows } = await read(openDocument(tables))
    expect(table).toMatchObject({ encoding: 'ods, 企业名录 + 拱墅 (− 街道)', headerRow: 3 })
    expect(rows).toEqual([
      [4, ...YUNQI],
      [5, ...MORE.slice(0, 2), address, '2019-01-05'],
      [8, '合计', '2'],
      [10, ...MORE],
    ])
    const below = await read(
      openDocument([
        { name: '续', rows: tableRows([MORE]) },
        { name: '名录', rows: tableRows([HEADER, YUNQI]) },
      ]),
    )
    expect([below.table.encoding, ...below.rows]).toEqual(['ods, 名录 + 续', [2, ...YUNQI], [3, ...MORE]])
  })

  test('cells are read as a person sees or means them; remarks, drawings and readings are no part of them', async () => {
    const written = (inside: string) => `<table:table-cell office:value-type="string">${inside}</table:table-cell>`
    const cells = [
      written(
        '<office:annotation><dc:creator>张明</dc:creator><text:p>已核</text:p></office:annotation><text:p>云栖<text:span>数<text:s text:c="2"/>码</text:span></text:p>\n <text:p>A&amp;B</text:p><draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>',
      ),
      written(
        '<text:p><text:ruby><text:ruby-base>杭州</text:ruby-base><text:ruby-text>háng</text:ruby-text></text:ruby>\n   有限</text:p>',
      ),
      meant('string', 'office:string-value=""', '#N/A', 'calcext:value-type="error"'),
      meant('date', 'office:date-value="2019-01-05T08:30:00"', '早上'),
      meant('float', 'office:value="0.30000000000000004"', '0.30'),
      meant('boolean', 'office:boolean-value="true"', 'TRUE'),
      meant('float', 'office:value="913301060000000000"', '913301060000000000'),
      meant('string', '', '同', 'table:number-columns-repeated="2"'),
      '<table:table-cell><table:table><table:table-row><table:table-cell><text:p>内</text:p></table:table-cell></table:table-row></table:table></table:table-cell>',
      '<table:table-cell table:number-columns-repeated="400"/>',
      meant('string', '', '远', 'table:number-columns-repeated="3"'),
    ]
    const bytes = openDocument([{ name: '名录', rows: tableRows([HEADER, cells]) }])
    const { table, rows } = await read(bytes)
    expect(rows).toEqual([
      [2, '云栖数  码\nA&B', '杭州 有限', '', '2019-01-05', '0.3', '1', '9.1330106E+17', '同', '同'],
    ])
    expect((await Array.fromAsync(table.rows())).map(({ leftOut }) => leftOut)).toEqual([3])
  })

  test('bare day numbers count from the day that the file says', async () => {
    const rows = tableRows([HEADER, [...YUNQI.slice(0, 3), meant('float', 'office:value="42008"', '42008')]])
    const settings =
      '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    expect([(await one(rows, settings)).rows[0]?.[4], (await one(rows)).rows[0]?.[4]]).toEqual(['2019-01-05', '42008'])
  })

  test('a row that is written once and meant several times is there as often, and what is merged ends where it does', async () => {
    const merged = meant('string', '', '西湖区', 'table:number-rows-spanned="2"')
    const again = `<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="string"><text:p>${code}</text:p></table:table-cell></table:table-row>`
    const { rows } = await one(tableRows([HEADER, [code, name, merged]]) + again)
    expect(rows).toEqual([
      [2, code, name, '西湖区'],
      [3, code, '', '西湖区'],
      [4, code],
      [5, code],
    ])
  })
})

describe('what is no honest spreadsheet is refused with a sentence', () => {
  const row = (times: number, text: string) =>
    `<table:table-row table:number-rows-repeated="${times}">${meant('string', '', text, 'table:number-columns-repeated="256"')}</table:table-row>`
  const list = tableRows([HEADER, YUNQI])
  const sheet = (rows: string) => openDocument([{ name: '名录', rows }])
  test.each<[string, Buffer, string, RegExp]>([
    ['a row meant a million times', sheet(list + row(1_000_000, '长')), 'workbook_too_large', /200000 rows|too large/],
    ['long texts meant often', sheet(list + row(1000, '长'.repeat(30_000))), 'workbook_too_large', /too large/],
    ['a row beyond any sheet', sheet(list + blankRows(2_000_000) + row(1, '长')), 'damaged', /proper number/],
    [
      'blanks without end',
      sheet(
        list + tableRows([['<table:table-cell><text:p><text:s text:c="999999999"/>长</text:p></table:table-cell>']]),
      ),
      'damaged',
      /more text than fits/,
    ],
    [
      'a paragraph after the other',
      sheet(list + tableRows([[`<table:table-cell>${'<text:p>长长长长</text:p>'.repeat(10_000)}</table:table-cell>`]])),
      'damaged',
      /more text than fits/,
    ],
    [
      'elements without end',
      sheet(`<table:table-row><table:table-cell>${'<text:p>'.repeat(100_000)}`),
      'damaged',
      /in each other/,
    ],
    [
      'sheets without end',
      openDocument(Array.from({ length: 300 }, () => ({ name: '空', rows: '' }))),
      'workbook_too_large',
      /too many sheets/,
    ],
    [
      'a document type',
      openDocument([], [{ name: 'content.xml', content: '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' }]),
      'damaged',
      /document type/,
    ],
    ['half a file', sheet(list).subarray(0, 500), 'damaged', /damaged/],
    [
      'a text',
      openDocument(
        [],
        [{ name: 'content.xml', content: '<office:document-content><office:text/></office:document-content>' }],
      ),
      'no_table',
      /no table/,
    ],
    [
      'a password',
      openDocument(
        [],
        [
          {
            name: 'META-INF/manifest.xml',
            content: '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>',
          },
        ],
      ),
      'locked',
      /password/,
    ],
    ['a zip archive of other things', zip([{ name: '名录.csv', content: 'a' }]), 'packed', /packed/],
  ])('%s', async (_, bytes, key, sentence) => {
    const clock = performance.now()
    const refused = read(bytes)
    await expect(refused).rejects.toThrow(UnreadableRegister)
    await expect(refused).rejects.toMatchObject({ key, message: expect.stringMatching(sentence) })
    expect(performance.now() - clock).toBeLessThan(5000)
  })

  test('whatever is changed in its content or its archive, or cut off, it is read or refused', async () => {
    const rows = tableRows([HEADER, [...YUNQI.slice(0, 3), day, phone]]) + row(2, '合计') + blankRows(9)
    const good = sheet(rows)
    const content = `<office:document-content><office:body><office:spreadsheet><table:table table:name="名录">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.boolean(), flips, fc.option(fc.nat()), async (within, changes, end) => {
        const file = Buffer.from(within ? Buffer.from(content) : good)
        for (const [at, byte] of changes) file[at % file.length] = byte
        const some = end === null ? file : file.subarray(0, end % file.length)
        const refused = await read(within ? openDocument([], [{ name: 'content.xml', content: some }]) : some).then(
          () => undefined,
          (error: unknown) => error,
        )
        if (refused !== undefined) expect(refused).toBeInstanceOf(UnreadableRegister)
      }),
      { numRuns: 500 },
    )
  })
})
