import { expect, it } from 'vitest'
import { cellOf, findHeader, mapHeader } from './header.ts'

it('knows headers by their synonyms, whatever their brackets, spaces and case', () => {
  const { columns, capitalUnit } = mapHeader([
    'UniSCID',
    ' 市场主体名称 ',
    '企业（机构）类型',
    '注册资本(万元)',
    '备注',
    '住所',
  ])
  expect([...columns]).toEqual([
    ['creditCode', 0],
    ['name', 1],
    ['type', 2],
    ['capital', 3],
    ['address', 5],
  ])
  expect(capitalUnit).toBe('ten_thousand')
})

it('finds the header below title rows and refuses a table without the fields that identify', () => {
  const rows = [
    ['杭州市市场主体名录'],
    ['制表日期', '2026-01-01'],
    ['统一社会信用代码', '企业名称', '住所'],
    ['9133…', '杭州云栖', '西湖区'],
  ]
  expect(findHeader(rows)?.row).toBe(2)
  expect(
    findHeader([
      ['姓名', '电话'],
      ['张三', '138'],
    ]),
  ).toBeUndefined()
})

it('reads a doubled header from its first column', () => {
  expect(mapHeader(['名称', '企业名称']).columns.get('name')).toBe(0)
})

it('reads through stars, numbers and remarks, and a second name of the same field', () => {
  const header = [
    '*统一社会信用代码（必填）',
    '2. 企业名称',
    '住所（经营场所）',
    '法定代表人/负责人',
    '统一社会信用代码/注册号',
  ]
  expect([...mapHeader(header).columns]).toEqual([
    ['creditCode', 0],
    ['name', 1],
    ['address', 2],
    ['principal', 3],
  ])
  expect(mapHeader(['统一社会信用代码（注册号）', 'entname', 'name', 'dom']).columns).toEqual(
    new Map([
      ['creditCode', 0],
      ['name', 1],
      ['address', 3],
      ['principal', 2],
    ]),
  )
})

it('knows the words of unions, of licences and of systems that turn them round', () => {
  const header = [
    '社会统一信用代码',
    '建会单位名称',
    '法人（姓名）',
    '企业住所',
    '设立时间',
    '经营状况',
    '联系人手机号',
    '职工数',
  ]
  expect([...mapHeader(header).columns.keys()]).toEqual([
    'creditCode',
    'name',
    'principal',
    'address',
    'establishedOn',
    'status',
    'phone',
    'headcount',
  ])
  expect(mapHeader(['企业名称（中文）', '纳税人识别号', '法人代表姓名', '公司地址']).columns.size).toBe(4)
})

it.each(['法定代表人（证件号码）', '企业名称（英文）', '联系电话（法定代表人）', '备用1企业名称', '住所/邮编'])(
  'does not take %s for what it only mentions',
  (header) => expect(mapHeader([header]).columns.size).toBe(0),
)

it('a person named in another column, as exports of companies and traders together have it, is the principal', () => {
  const mapping = mapHeader(['统一社会信用代码', '名称', '法定代表人', '经营者', '住所', '联系电话', '手机'])
  const cell = (...cells: string[]) => [cellOf(cells, mapping, 'principal'), cellOf(cells, mapping, 'phone')]
  expect(cell('', '', '张明', '', '', '0571-88000000', '')).toEqual(['张明', '0571-88000000'])
  expect(cell('', '', ' ', '李红', '', '', '13800138000')).toEqual(['李红', ''])
  expect(mapping.headers.principal).toBe('法定代表人')
})

it('two rows that name together what is required are a header', () => {
  const rows = [
    ['杭州市西湖区名录'],
    ['统一社会信用代码', '企业名称', '登记信息', '', '联系信息'],
    ['', '', '法定代表人', '成立日期', '住所', '联系电话'],
    ['91330106MA2TE5T01R', '杭州云栖数码有限公司', '张明', '2019-01-05', '', '13800138000'],
  ]
  const found = findHeader(rows)
  expect(found?.row).toBe(2)
  expect(found?.cells).toEqual(['统一社会信用代码', '企业名称', '法定代表人', '成立日期', '住所', '联系电话'])
  expect(found?.mapping.columns.size).toBe(6)
  expect(findHeader([rows[0] ?? [], rows[1] ?? [], rows[3] ?? []])).toBeUndefined()
})

it('a heading that stands in the upper of two rows only names its column; a title and a value do not', () => {
  const lower = ['统一社会信用代码', '企业名称', '住所']
  const found = findHeader([['登记信息', '', '', '联系电话', '小微企业标识'], lower])
  expect(found).toMatchObject({ row: 1, cells: [...lower, '联系电话', '小微企业标识'] })
  expect(found?.mapping.columns.get('phone')).toBe(3)
  expect(findHeader([['杭州市企业名录'], lower])?.cells).toEqual(lower)
  expect(findHeader([['名录', '', '', '13800010001'], lower])?.cells).toEqual(lower)
})

it('a heading over several columns is told apart by the row below it; a row of hints or of the list is not', () => {
  const upper = ['统一社会信用代码', '企业名称', '地址', '', '法定代表人', '', '联络员', '']
  const lower = ['', '', '区县', '住所', '姓名', '电话', '姓名', '手机']
  const found = findHeader([['基本信息'], upper, lower])
  expect(found?.row).toBe(2)
  expect(Object.fromEntries(found?.mapping.columns ?? [])).toEqual({
    creditCode: 0,
    name: 1,
    address: 3,
    principal: 4,
    phone: 5,
  })
  // Merged over both rows.
  expect(findHeader([upper, lower.with(0, '统一社会信用代码').with(1, '企业名称')])?.row).toBe(1)
  const bare = ['统一社会信用代码', '企业名称', '住所', '法定代表人']
  for (const below of [
    ['18位', '全称', '必填', '选填'],
    ['', '', '', '张明'],
    ['91330106MA2TE5T01R', '杭州云栖数码有限公司', '住所', '张明'],
  ])
    expect(findHeader([bare, below])).toMatchObject({ row: 0, cells: bare })
})

it('knows the English of exports, and what stands in brackets within a heading', () => {
  const known = (header: string) => [...mapHeader([header]).columns.keys()][0]
  expect(['Date of Establishment', 'Status', 'Registered Capital', 'Business Scope', 'TEL'].map(known)).toEqual([
    'establishedOn',
    'status',
    'capital',
    'scope',
    'phone',
  ])
  expect(['成立（开业）日期', '从业人数（人）'].map(known)).toEqual(['establishedOn', 'headcount'])
})
