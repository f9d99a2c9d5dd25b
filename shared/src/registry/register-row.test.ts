import { describe, expect, it } from 'vitest'
import { mapHeader } from './header.ts'
import { readRegisterRow } from './register-row.ts'

const HEADER = [
  '统一社会信用代码',
  '企业名称',
  '类型',
  '法定代表人',
  '成立日期',
  '注册资本(万元)',
  '登记状态',
  '住所',
  '联系电话',
  '从业人数',
  '曾用名',
]
const mapping = mapHeader(HEADER)
const GOOD: Record<string, string> = {
  统一社会信用代码: '91330106MA2TE5T01R',
  企业名称: '杭州云栖数码有限公司',
  类型: '有限责任公司',
  法定代表人: '张明',
  成立日期: '2019/1/5',
  '注册资本(万元)': '100',
  登记状态: '存续（在营、开业、在册）',
  住所: '杭州市西湖区转塘街道云栖路1号',
  联系电话: '13800138000',
  从业人数: '12人',
  曾用名: '',
}
const read = (change: Record<string, string> = {}) =>
  readRegisterRow(
    HEADER.map((header) => change[header] ?? GOOD[header] ?? ''),
    mapping,
  )

it('reads a good row', () => {
  expect(read()).toMatchObject({
    ok: true,
    warnings: [],
    row: {
      creditCode: '91330106MA2TE5T01R',
      typeClass: 'company',
      principalRole: 'legal_representative',
      establishedOn: '2019-01-05',
      capital: { amount: 1_000_000, currency: 'CNY' },
      statusClass: 'live',
      headcount: 12,
      nature: 'private',
      phones: [{ number: '13800138000' }],
    },
  })
})

describe('dirt that is read through', () => {
  it.each([
    [{ 统一社会信用代码: "'９１３３０１　０６ｍａ２ｔｅ５ｔ０１ｒ" }, { creditCode: '91330106MA2TE5T01R' }],
    [{ 统一社会信用代码: '="91330106MA2TE5T01R"' }, { creditCode: '91330106MA2TE5T01R' }],
    [{ 企业名称: '云栖数码(杭州) 有限公司' }, { name: '云栖数码（杭州）有限公司' }],
    [{ 成立日期: '44197' }, { establishedOn: '2021-01-01' }],
    [
      { 成立日期: 'N/A', 类型: 'N/A' },
      { establishedOn: null, typeText: null, typeClass: 'company' },
    ],
    [
      { 联系电话: '0571-88001234/13800138000（同微信）' },
      { phones: [{ number: '13800138000' }, { number: '0571-88001234' }] },
    ],
    [
      { 企业名称: '杭州云栖数码有限公司余杭分公司', 类型: '' },
      { typeClass: 'branch', principalRole: 'person_in_charge' },
    ],
    [{ 统一社会信用代码: '92330105MA2GEX1AXY' }, { typeClass: 'sole_trader', principalRole: 'operator' }],
    [{ 类型: '全民所有制' }, { nature: 'public', typeClass: 'state_or_collective' }],
    [{ 曾用名: '杭州云起有限公司；杭州云气有限公司' }, { formerNames: ['杭州云起有限公司', '杭州云气有限公司'] }],
  ])('%o', (change, row) => expect(read(change)).toMatchObject({ ok: true, warnings: [], row }))
})

describe('what stands around a value is taken off, in every column', () => {
  const dressed: readonly ((value: string) => string)[] = [
    (value) => `="${value}"`,
    (value) => ` ="${value}" `,
    (value) => `=""${value}""`,
    (value) => `'${value}`,
    (value) => `'="${value}"`,
    (value) => `‘${value}`,
    (value) => `"${value}"`,
    (value) => `\t${value}\t`,
    (value) => `　\u00a0${value}　\u00a0`,
    (value) => `\ufeff${value}\u200b`,
    (value) => `${value.slice(0, 2)}\u200d\u2060\u00ad${value.slice(2)}\u202c`,
    (value) => `\u0000${value}\u0007`,
  ]
  it.each(dressed.map((dress) => [dress('…'), dress] as const))('%j', (_, dress) => {
    const undressed = read()
    const dirty = read(
      Object.fromEntries(Object.entries(GOOD).map(([header, value]) => [header, value === '' ? '' : dress(value)])),
    )
    expect(dirty).toEqual({ ...undressed, warnings: [] })
  })

  it.each([
    '',
    ' ',
    '-',
    '——',
    '/',
    'N/A',
    '#N/A',
    'null',
    '(NULL)',
    '<null>',
    'NaN',
    'NaT',
    'None',
    '\\N',
    '无',
    '="无"',
  ])('%j is nothing', (nothing) => {
    const headers = ['类型', '法定代表人', '成立日期', '登记状态', '联系电话', '从业人数', '曾用名']
    expect(read(Object.fromEntries(headers.map((header) => [header, nothing])))).toMatchObject({
      ok: true,
      warnings: [],
      row: { typeText: null, principalName: null, establishedOn: null, statusText: null, phones: [], headcount: null },
    })
  })
})

describe('dirt that is noted', () => {
  it.each([
    [{ 成立日期: '0000-00-00' }, 'date_unreadable'],
    [{ 成立日期: '3/5/2019' }, 'date_unreadable'],
    [{ 成立日期: '2019年3月' }, 'date_without_day'],
    [{ '注册资本(万元)': '面议' }, 'capital_unreadable'],
    [{ 从业人数: '若干' }, 'headcount_unreadable'],
    [{ 联系电话: '1.38E+10' }, 'phone_damaged_by_spreadsheet'],
    [{ 联系电话: '同上' }, 'phone_unreadable'],
    [{ 联系电话: '0571-88123456/13905710008转801 同微信' }, 'phone_partly_read'],
    [{ 住所: '' }, 'address_missing'],
    [{ 类型: '有限责任\ufffd公司' }, 'unreadable_characters'],
    [{ 统一社会信用代码: '91330110MA2TE5T00F' }, 'credit_code_inner_digit'],
  ])('%o', (change, reason) => expect(read(change)).toMatchObject({ ok: true, warnings: [{ reason }] }))
})

it('what is said to have happened after today is left out, and told', () => {
  const on = (day: string) => {
    const cells = HEADER.map((header) => (header === '成立日期' ? day : (GOOD[header] ?? '')))
    return readRegisterRow(cells, mapping, '2026-11-22')
  }
  expect(on('2026-11-22')).toMatchObject({ ok: true, warnings: [], row: { establishedOn: '2026-11-22' } })
  for (const day of ['2026-11-23', '2031/1/1', '20310101', '47849'])
    expect(on(day)).toMatchObject({
      ok: true,
      warnings: [{ field: 'establishedOn', value: day, reason: 'date_in_future' }],
      row: { establishedOn: null },
    })
})

it('leaves out what stands where a character could not be read', () => {
  expect(read({ 类型: '\ufffd有限责任公司\ufffd', 曾用名: '杭州旧\ufffd名有限公司' })).toMatchObject({
    ok: true,
    row: { typeText: '有限责任公司', formerNames: ['杭州旧名有限公司'] },
  })
})

describe('rows that do not come in', () => {
  it.each([
    [{ 统一社会信用代码: '' }, 'creditCode', 'credit_code_missing'],
    [{ 统一社会信用代码: '9.13301E+17' }, 'creditCode', 'credit_code_damaged_by_spreadsheet'],
    [{ 统一社会信用代码: '９.１３３０１Ｅ＋１７' }, 'creditCode', 'credit_code_damaged_by_spreadsheet'],
    [{ 统一社会信用代码: '="9.13301E17"' }, 'creditCode', 'credit_code_damaged_by_spreadsheet'],
    [{ 统一社会信用代码: '913301061234567000' }, 'creditCode', 'credit_code_damaged_by_spreadsheet'],
    [{ 统一社会信用代码: '91330106MA2TE5T01' }, 'creditCode', 'credit_code_length'],
    [{ 统一社会信用代码: '91330106MA2TE5TO1R' }, 'creditCode', 'credit_code_character'],
    [{ 统一社会信用代码: '91330106MA2TET501R' }, 'creditCode', 'credit_code_check_digit'],
    [{ 统一社会信用代码: '81330106MC0A1B2CXT' }, 'creditCode', 'credit_code_of_a_union'],
    [{ 企业名称: '' }, 'name', 'name_missing'],
    [{ 企业名称: '测试公司（勿删）' }, 'name', 'trial_row'],
    [{ 统一社会信用代码: '330282602082221' }, 'creditCode', 'only_registration_number'],
    [{ 企业名称: '杭州\ufffd\ufffd有限公司' }, 'name', 'unreadable_characters'],
  ])('%o', (change, field, reason) => expect(read(change)).toMatchObject({ ok: false, problem: { field, reason } }))

  it('recognises footers', () => {
    for (const cells of [['共53000条'], ['', '机密 仅供内部使用']]) {
      expect(readRegisterRow(cells, mapping)).toMatchObject({ ok: false, problem: { reason: 'not_a_record' } })
    }
  })
})

it('refuses a name into which other cells ran, and keeps no such former name', () => {
  const long = '杭州长'.repeat(40_000)
  expect(read({ 企业名称: long })).toMatchObject({ ok: false, problem: { field: 'name', reason: 'name_too_long' } })
  expect(read({ 曾用名: `杭州旧名有限公司;${long}` })).toMatchObject({
    ok: true,
    warnings: [{ field: 'formerNames', reason: 'name_too_long' }],
    row: { formerNames: ['杭州旧名有限公司'] },
  })
})

describe('cells beyond the header', () => {
  const narrow = { ...mapping, width: HEADER.length }
  const slipped = (at: number) =>
    HEADER.flatMap((header, i) => (i === at ? ['又', GOOD[header] ?? ''] : [GOOD[header] || '云栖']))

  it('refuse a row whose columns have slipped, and keep its code', () => {
    expect(readRegisterRow(slipped(4), narrow)).toMatchObject({
      ok: false,
      problem: { field: 'row', reason: 'cells_beyond_header' },
      creditCode: GOOD.统一社会信用代码,
    })
  })

  it('are told where nothing shows that anything has slipped, and blank ones are nothing', () => {
    const cells = HEADER.map((header) => GOOD[header] ?? '')
    expect(readRegisterRow([...cells, '软件'], narrow)).toMatchObject({
      ok: true,
      warnings: [{ field: 'row', value: '软件', reason: 'cells_beyond_header' }],
    })
    expect(readRegisterRow([...cells, '', ' '], narrow)).toMatchObject({ ok: true, warnings: [] })
    expect(readRegisterRow([...cells, '软件'], mapping)).toMatchObject({ ok: true, warnings: [] })
  })
})

it('a header that stands in the list again is no record', () => {
  expect(readRegisterRow(HEADER, mapping)).toMatchObject({ ok: false, problem: { reason: 'not_a_record' } })
  const english = ['UniSCID', 'EntName', 'EntType', 'LeRep']
  expect(readRegisterRow(english, mapping)).toMatchObject({ ok: false, problem: { reason: 'not_a_record' } })
})

it('takes single quotes off both ends', () => {
  const cells = HEADER.map((header) => `'${GOOD[header] ?? ''}'`)
  expect(readRegisterRow(cells, mapping)).toMatchObject({
    ok: true,
    row: { name: GOOD.企业名称, principalName: '张明' },
  })
})

it.each(['000000000000000000', '913301060000000000', '911234560000000000'])(
  '%s is a filler for no code, although its check characters fit',
  (code) => {
    const reading = read({ 统一社会信用代码: code })
    expect(reading).toMatchObject({ ok: false, problem: { reason: expect.stringMatching(/^credit_code_/) } })
  },
)
