import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { biffRecord, compoundFile, type OldSheet, oldStream, oldWorkbook, u16 } from '../../testing/old-workbook.ts'
import { HEADER, MORE, readWorkbook, YUNQI } from '../../testing/two-enterprises.ts'
import { sheetData, workbook } from '../../testing/workbook.ts'
import { UnreadableRegister } from './unreadable-register.ts'

const DAY = { day: 43470 }
const gbk = (text: string) => iconv.encode(text, 'gbk')

const read = (bytes: Buffer) => readWorkbook('register.xls', bytes)

const list: OldSheet = {
  name: '企业名录',
  rows: [
    ['杭州市企业名录'],
    [],
    HEADER,
    [...YUNQI.slice(0, 3), DAY, 13_800_138_000],
    MORE.slice(0, 2),
    [],
    ['合计', 2],
  ],
  merges: [
    [0, 0, 0, 4],
    [3, 4, 2, 2],
  ],
}
const sheets: OldSheet[] = [
  { name: '说明', rows: [['填表说明']] },
  { name: '旧表', rows: [HEADER, YUNQI], hidden: true },
  list,
  { name: '拱墅', rows: [HEADER, MORE] },
]
const meant = [
  [4, ...YUNQI],
  [5, ...MORE.slice(0, 2), YUNQI[2]],
  [7, '合计', '2'],
  [9, ...MORE],
]

describe('what people keep in workbooks of old Excel', () => {
  test.each([
    ['Excel 97', oldWorkbook(sheets)],
    ['Excel 97, so small that it stands among the small streams', oldWorkbook([list, sheets[3] ?? list])],
    ['Excel 95, its texts in GBK', oldWorkbook(sheets, { bytesOf: gbk })],
    ['a workbook without its container', oldStream(sheets)],
  ])('%s: titles, days, merged cells, totals and further sheets are read as in .xlsx', async (_, bytes) => {
    const { table, rows } = await read(bytes)
    expect(table.encoding).toBe('xls, 企业名录 + 拱墅')
    expect(rows).toEqual(meant)
  })

  test('texts that go on in the next record are whole, wherever they break and whatever their signs take', async () => {
    const texts = ['软件é', 'Software Development', '销售；😀服务'.repeat(9), 'é'.repeat(70), '长'.repeat(300)]
    const rows = [HEADER, ...texts.map((text, i) => [...YUNQI.slice(0, 2), `${text}${i}`, ...YUNQI.slice(3)])]
    for (let recordBytes = 40; recordBytes < 90; recordBytes++) {
      const found = await read(oldWorkbook([{ name: '名录', rows }], { recordBytes }))
      expect(found.rows.map((row) => row[3])).toEqual(texts.map((text, i) => `${text}${i}`))
    }
  })

  test('texts with fonts and readings of their own, and those that stand in their cells', async () => {
    const text = (written: string, flags: number) =>
      Buffer.concat([
        u16(written.length),
        Buffer.of(1 | flags),
        ...(flags & 8 ? [u16(2)] : []),
        ...(flags & 4 ? [u16(6, 0)] : []),
        Buffer.from(written, 'utf16le'),
        Buffer.alloc((flags & 8 ? 8 : 0) + (flags & 4 ? 6 : 0), 0x7e),
      ])
    const strings = biffRecord(0x00fc, u16(9, 0, 3, 0), text('云栖', 12), text('数码', 4), text('公司', 8))
    const cells = [
      biffRecord(0x00fd, u16(1, 0, 0, 0, 0)),
      biffRecord(0x00fd, u16(1, 1, 0, 1, 0)),
      biffRecord(0x00fd, u16(1, 2, 0, 2, 0)),
      biffRecord(0x0204, u16(1, 3, 0), text('转塘', 0)),
      biffRecord(0x00d6, u16(1, 4, 0), text('街道', 8)),
    ]
    const shared = oldStream([{ name: '名录', rows: [] }], { more: [strings] })
    const begin = shared.lastIndexOf(biffRecord(0x000a))
    const header = HEADER.map((title, i) => biffRecord(0x0204, u16(0, i, 0), text(title, 0)))
    const own = Buffer.concat([shared.subarray(0, begin), ...header, ...cells, shared.subarray(begin)])
    // The list of texts that the file ends its first part with holds none, and would hide the one above.
    const empty = own.indexOf(biffRecord(0x00fc, u16(0, 0, 0, 0)))
    own.writeUInt16LE(0x0fff, empty)
    expect((await read(own)).rows).toEqual([[2, '云栖', '数码', '公司', '转塘', '街道']])
  })

  test('numbers, results of formulas and errors are what the same cells are in .xlsx', async () => {
    const values = [43470.5, 0.1 + 0.2, -1.5, 123_456_789_012_345, 913_301_060_000_000_000]
    const rows = [HEADER, ...values.map((value) => [...YUNQI.slice(0, 4), value])]
    const xml = `${sheetData([HEADER]).slice(0, -12)}${values
      .map(
        (value) =>
          `<row>${sheetData([YUNQI.slice(0, 4)]).slice(16, -18)}<c><v>${value === 913_301_060_000_000_000 ? '9.1330106E+17' : value}</v></c></row>`,
      )
      .join('')}</sheetData>`
    expect((await read(oldWorkbook([{ name: '名录', rows }]))).rows).toEqual(
      (await read(workbook([{ name: '名录', xml }]))).rows,
    )
    const formulas = [HEADER, [{ formula: YUNQI[0] ?? '' }, { formula: '杭州云栖' }, true, DAY]]
    for (const options of [{}, { bytesOf: gbk }])
      expect((await read(oldWorkbook([{ name: '名录', rows: formulas }], options))).rows).toEqual([
        [2, YUNQI[0], '杭州云栖', '1', '2019-01-05'],
      ])
    const days = await read(
      oldWorkbook([{ name: '名录', rows: [HEADER, [...YUNQI.slice(0, 3), { day: 42008 }]] }], { from1904: true }),
    )
    expect(days.rows[0]).toContain('2019-01-05')
  })

  test('cells that a program wrote in another order stand in their rows; the numbers of a chart do not', async () => {
    const stream = oldStream([{ name: '名录', rows: [HEADER, YUNQI, MORE] }])
    const from = stream.lastIndexOf(biffRecord(0x0809, u16(0x0600, 0x10, 0, 0, 0, 0, 0, 0))) + 20
    const cells = Array.from({ length: 15 }, (_, i) => stream.subarray(from + i * 14, from + (i + 1) * 14))
    const chart = [
      biffRecord(0x0809, u16(0x0600, 0x20, 0, 0, 0, 0, 0, 0)),
      biffRecord(0x0203, u16(1, 0, 0), Buffer.alloc(8)),
      biffRecord(0x000a),
    ]
    const turned = [stream.subarray(0, from), ...chart, ...cells.toReversed(), stream.subarray(from + 15 * 14)]
    expect((await read(compoundFile('Workbook', Buffer.concat(turned)))).rows).toEqual([
      [2, ...YUNQI],
      [3, ...MORE],
    ])
  })
})

describe('what is no honest workbook is refused with a sentence', () => {
  const good = oldWorkbook(sheets)
  const changed = (change: (bytes: Buffer) => void, bytes = Buffer.from(good)) => {
    change(bytes)
    return bytes
  }
  const inStream = (needle: Buffer, offset: number, written: Buffer) =>
    changed((bytes) => written.copy(bytes, bytes.indexOf(needle) + offset))
  test.each<[string, Buffer, string, RegExp]>([
    ['a password', oldWorkbook(sheets, { more: [biffRecord(0x002f, u16(1, 1, 1))] }), 'locked', /password/],
    ['an .xlsx with a password', compoundFile('EncryptedPackage', Buffer.alloc(5000)), 'locked', /password/],
    ['Word', compoundFile('WordDocument', Buffer.alloc(5000)), 'no_table', /no table/],
    ['Excel 4', biffRecord(0x0409, u16(0, 0x10, 0)), 'old_excel', /Excel 2 to 4/],
    ['half a file', good.subarray(0, 2000), 'damaged', /missing/],
    ['a header alone', good.subarray(0, 512), 'damaged', /missing/],
    ['a stream in a circle', changed((bytes) => chainOf(bytes).writeUInt32LE(1, 8)), 'damaged', /missing/],
    ['a stream out of the file', changed((bytes) => chainOf(bytes).writeUInt32LE(0x7777, 8)), 'damaged', /missing/],
    [
      'a stream that says it is longer',
      changed((bytes) => bytes.writeUInt32LE(2 ** 31, 512 + 128 + 120)),
      'damaged',
      /missing/,
    ],
    [
      'a text that is missing',
      inStream(biffRecord(0x00fd).subarray(0, 2), 10, Buffer.from('ffffff7f', 'hex')),
      'damaged',
      /text of it is missing/,
    ],
    [
      'a sheet beyond the end',
      changed((bytes) => bytes.writeUInt32LE(2 ** 30, bytes.indexOf(biffRecord(0x0085).subarray(0, 2)) + 4)),
      'damaged',
      /cut off/,
    ],
    ['sheets that are one', sharedSheets(), 'damaged', /cut off/],
    [
      'merges without end',
      oldWorkbook([{ ...list, merges: Array(100_001).fill([3, 4, 2, 2]) }]),
      'damaged',
      /merges too many/,
    ],
    ['one long text in every cell', bomb(), 'workbook_too_large', /too large/],
  ])('%s', async (_, bytes, key, sentence) => {
    const clock = performance.now()
    const refused = read(bytes)
    await expect(refused).rejects.toThrow(UnreadableRegister)
    await expect(refused).rejects.toMatchObject({ key, message: expect.stringMatching(sentence) })
    expect(performance.now() - clock).toBeLessThan(5000)
  })

  test('whatever is changed in a file, or cut off, it is read or refused, and soon', async () => {
    const files = [good, oldWorkbook([list]), oldWorkbook(sheets, { bytesOf: gbk }), oldStream(sheets)]
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), flips, fc.option(fc.nat()), async (file, changes, end) => {
        const bytes = Buffer.from(file)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        const clock = performance.now()
        const refused = await read(end === null ? bytes : bytes.subarray(0, end % bytes.length)).then(
          () => undefined,
          (error: unknown) => error,
        )
        if (refused !== undefined) expect(refused).toBeInstanceOf(UnreadableRegister)
        expect(performance.now() - clock).toBeLessThan(2000)
      }),
      { numRuns: 1500 },
    )
  })

  /** Where the numbers of the chains stand. */
  function chainOf(bytes: Buffer): Buffer {
    return bytes.subarray((bytes.readUInt32LE(76) + 1) * 512)
  }
  function sharedSheets(): Buffer {
    const bytes = Buffer.from(good)
    const sheet = biffRecord(0x0085).subarray(0, 2)
    const first = bytes.indexOf(sheet)
    for (let at = bytes.indexOf(sheet, first + 1), i = 0; i < 3; at = bytes.indexOf(sheet, at + 1), i++)
      bytes.copy(bytes, at + 4, first + 4, first + 8)
    return bytes
  }
  function bomb(): Buffer {
    const long = '长'.repeat(30_000)
    return oldWorkbook([{ name: '名录', rows: [HEADER, ...Array.from({ length: 11_000 }, () => [long])] }])
  }
})
