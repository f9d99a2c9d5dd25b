/** Canonical fields of a register row, each with the headers that exports use. 依据: 市场主体登记管理条例第八条、各地导出样例. */
export const REGISTER_HEADERS = {
  /** The list's own number of a row; no fact of the enterprise. */
  listId: ['id', '序号', '编号'],
  creditCode: [
    '统一社会信用代码',
    '统一信用代码',
    '统一代码',
    '社会信用代码',
    '信用代码',
    '社会统一信用代码',
    '统一社会信用编码',
    '统一社会信用代码证号',
    '统一社会信用代码号',
    '统一社会信用码',
    '企业统一社会信用代码',
    '单位统一社会信用代码',
    '主体统一社会信用代码',
    '社会信用统一代码',
    '企业信用代码',
    '主体身份代码',
    '纳税人识别号',
    'uniscid',
    'creditcode',
    'unifiedsocialcreditcode',
    'uscc',
  ],
  registrationNumber: ['注册号', '工商注册号', '原注册号', '登记注册号', '营业执照注册号', 'regno', 'oriregno'],
  name: [
    '企业名称',
    '市场主体名称',
    '经营主体名称',
    '名称',
    '单位名称',
    '机构名称',
    '企业机构名称',
    '字号名称',
    '公司名称',
    '企业名',
    '公司名',
    '企业单位名称',
    '商户名称',
    '企业全称',
    '公司全称',
    '单位全称',
    '主体名称',
    '商事主体名称',
    '个体工商户名称',
    '会员单位名称',
    '建会单位名称',
    '用人单位',
    '用人单位名称',
    '纳税人名称',
    'entname',
    'companyname',
    'enterprisename',
  ],
  formerNames: ['曾用名', '曾用名称', '历史名称', 'historyname', 'formername', 'formernames'],
  type: [
    '类型',
    '企业类型',
    '企业机构类型',
    '市场主体类型',
    '经营主体类型',
    '主体类型',
    'enttype',
    'enttypecn',
    'companytype',
  ],
  principal: [
    '法定代表人',
    '法人代表',
    '法人',
    '法人姓名',
    '法人代表姓名',
    '企业法人',
    '负责人',
    '法定代表人负责人',
    '经营者',
    '投资人',
    '执行事务合伙人',
    '法定代表人姓名',
    '负责人姓名',
    '经营者姓名',
    '投资人姓名',
    'frname',
    'lerep',
    'legalrepresentative',
    'legalperson',
    'principal',
  ],
  establishedOn: [
    '成立日期',
    '成立时间',
    '成立年月日',
    '设立日期',
    '设立时间',
    '开业日期',
    '开业时间',
    '注册日期',
    '注册时间',
    '成立开业日期',
    '开业成立日期',
    '注册成立日期',
    'estdate',
    'esdate',
    'dateofestablishment',
    'establishmentdate',
    'establisheddate',
    'registrationdate',
  ],
  approvedOn: ['核准日期', '核准时间', '发照日期', 'apprdate', 'approvaldate', 'dateofapproval'],
  capital: [
    '注册资本',
    '注册资本万元',
    '注册资金',
    '注册资金万元',
    '注册资本金',
    '认缴注册资本',
    '出资额',
    '注册资本金额',
    '资金数额',
    'regcap',
    'reccap',
    'registeredcapital',
  ],
  status: [
    '经营状态',
    '登记状态',
    '企业状态',
    '企业经营状态',
    '经营状况',
    '存续状态',
    '市场主体状态',
    '经营主体状态',
    '状态',
    'entstatus',
    'regstate',
    'regstatecn',
    'status',
    'registrationstatus',
    'operatingstatus',
    '登记状态名称',
    '主体状态',
    'state',
  ],
  address: [
    '住所',
    '住所地',
    '企业住所',
    '登记住所',
    '注册地址',
    '登记地址',
    '经营场所',
    '主要经营场所',
    '住址',
    '企业地址',
    '单位地址',
    '公司地址',
    '地址',
    '详细地址',
    '注册住所',
    '企业注册地址',
    '公司注册地址',
    '单位注册地址',
    '企业登记住所',
    '单位住所',
    '营业场所',
    '经营场所地址',
    '机构住所',
    '机构地址',
    'dom',
    'oploc',
    'address',
    'registeredaddress',
    '经营场所住所',
  ],
  operatingAddress: ['经营地址', '实际经营地址', '通信地址', '通讯地址', 'workaddress'],
  industry: [
    '行业门类',
    '行业门类名称',
    '行业门类代码',
    '行业',
    '所属行业',
    '行业代码',
    '行业名称',
    '国民经济行业',
    'industryphy',
    'industryphyname',
    'industryco',
    'industryconame',
  ],
  scope: ['经营范围', '许可经营项目', '一般经营项目', 'opscope', 'businessscope', 'abuitem', 'cbuitem'],
  phone: [
    '联系电话',
    '联系人电话',
    '企业联系电话',
    '机构电话',
    '电话',
    '手机',
    '手机号',
    '手机号码',
    '移动电话',
    '联系人手机',
    '联系人手机号',
    '联系人手机号码',
    '联系方式',
    'phone',
    'telephonenumber',
    'tel',
    'telephone',
    'mobile',
    'mobilephone',
    'phonenumber',
    'contactnumber',
    'contactphone',
  ],
  headcount: [
    '从业人数',
    '从业人员数',
    '职工人数',
    '职工数',
    '员工人数',
    '员工总数',
    '职工总数',
    '参保人数',
    '从业人员',
    'empnum',
    'employees',
    'numberofemployees',
  ],
} as const satisfies Record<string, readonly string[]>

export type RegisterField = keyof typeof REGISTER_HEADERS

/** What a register tells of an enterprise; a list's own numbering is no fact of one. */
export const REGISTER_FIELDS = (Object.keys(REGISTER_HEADERS) as RegisterField[]).filter((field) => field !== 'listId') // keys of a const object

/** Which column holds which field. */
export type HeaderMapping = {
  readonly columns: ReadonlyMap<RegisterField, number>
  /** Further columns of a field, read in a row whose first one is empty: 法定代表人 of companies beside 经营者 of traders. */
  readonly further?: ReadonlyMap<RegisterField, readonly number[]>
  /** The header as the file has it, for the record. */
  readonly headers: Readonly<Partial<Record<RegisterField, string>>>
  /** Capital without a unit of its own is in ten thousands when the header says 万元. */
  readonly capitalUnit: 'yuan' | 'ten_thousand'
  /** How many cells a row has; one with more holds a delimiter that belongs to a text. Undefined where cells cannot slip. */
  readonly width?: number
}

/** Without these a row can be neither identified nor placed. */
export const REQUIRED_FIELDS = ['creditCode', 'name', 'address'] as const satisfies readonly RegisterField[]

/** A longer cell is no header. */
const MAX_HEADER = 60
/** Remarks in a header that say how to fill a column in, and nothing about what stands in it. */
const REMARK =
  /^(?:必填|必填项|选填|可选|中文|全称|字号|盖章|公章|姓名|汉字|文本|文本格式|机构|金|万元|元|人|户|人民币|万元人民币|单位万元|18位|18位代码|yyyymmdd|yyyymmdd格式)?$/

const FIELD_OF = new Map<string, RegisterField>()
for (const field of Object.keys(REGISTER_HEADERS)) {
  // Object.keys widens to string; the keys are those of the table above.
  for (const header of REGISTER_HEADERS[field as RegisterField]) FIELD_OF.set(header, field as RegisterField)
}

/** Another column of these says something else: a second number may be anybody's, another sum is in another unit. */
const READ_ONCE: ReadonlySet<RegisterField> = new Set(['listId', 'phone', 'capital'])

export function mapHeader(cells: readonly string[]): HeaderMapping {
  const columns = new Map<RegisterField, number>()
  const further = new Map<RegisterField, number[]>()
  const headers: Partial<Record<RegisterField, string>> = {}
  for (const [column, cell] of cells.entries()) {
    const field = fieldOf(cell)
    if (!field) continue
    if (columns.has(field)) {
      if (!READ_ONCE.has(field)) further.set(field, [...(further.get(field) ?? []), column])
      continue
    }
    columns.set(field, column)
    headers[field] = cell.trim()
  }
  // Beside `entname` the column `name` is whom the register calls by name: the principal.
  const named = cells.findIndex((cell) => plain(cell) === 'name')
  const field = columns.has('name') ? 'principal' : 'name'
  if (named !== -1 && !columns.has(field)) {
    columns.set(field, named)
    headers[field] = (cells[named] ?? '').trim()
  }
  return {
    columns,
    ...(further.size > 0 && { further }),
    headers,
    capitalUnit: /万/.test(headers.capital ?? '') ? 'ten_thousand' : 'yuan',
  }
}

/** The cell of a field: that of its first column, or of a further one where it is blank. */
export function cellOf(cells: readonly string[], { columns, further }: HeaderMapping, field: RegisterField): string {
  const cell = cells[columns.get(field) ?? -1] ?? ''
  const others = further?.get(field)
  if (!others || cell.trim() !== '') return cell
  return cells.find((other, column) => others.includes(column) && other.trim() !== '') ?? cell
}

export type HeaderFound = { readonly row: number; readonly cells: readonly string[]; readonly mapping: HeaderMapping }

/**
 * The row among the first ones that names most fields: exports put titles and remarks above their header. Where none names
 * all that are required, two rows may do it together: 联系信息 stands above 住所 and 联系电话, 企业名称 has nothing below it.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  required: readonly RegisterField[] = REQUIRED_FIELDS,
): HeaderFound | undefined {
  const ofOne = rows.map((cells, row): HeaderFound => ({ row, cells, mapping: mapHeader(cells) }))
  const one = fullest(ofOne, required)
  if (one) return withBelow(withAbove(one, rows[one.row - 1]), rows[one.row + 1])
  return fullest(
    rows.slice(1).map((below, above) => together(rows, above, below)),
    required,
  )
}

/** What stands in the row above only, over a column that has no name, names it: a title or a value does not. */
function withAbove(found: HeaderFound, upper: readonly string[] = []): HeaderFound {
  if (upper.filter((cell) => cell.trim() !== '').length < 2) return found
  const named = upper.map((cell, column) => !found.cells[column]?.trim() && /^(?!.*\d{5}).*\p{L}/su.test(cell))
  if (!named.includes(true)) return found
  const cells = Array.from({ length: Math.max(found.cells.length, named.lastIndexOf(true) + 1) }, (_, column) =>
    named[column] ? (upper[column] ?? '') : (found.cells[column] ?? ''),
  )
  return { ...found, cells, mapping: mapHeader(cells) }
}

/**
 * A heading over several columns is told apart in the row below it: 地址 in 区县 and 住所, 法定代表人 in 姓名 and 电话. That
 * row says nothing below what identifies an enterprise but the same again, and names a field.
 */
function withBelow(found: HeaderFound, lower: readonly string[] = []): HeaderFound {
  const { columns } = found.mapping
  const says = (column: number) => {
    const cell = lower[column]?.trim() ?? ''
    return cell === (found.cells[column]?.trim() ?? '') ? '' : cell
  }
  const all = Array.from({ length: Math.max(found.cells.length, lower.length) }, (_, column) => says(column))
  if ([columns.get('creditCode'), columns.get('name')].some((column) => column !== undefined && all[column]))
    return found
  if (!all.some(fieldOf) || all.some((cell) => cell.length > MAX_HEADER || /\d{4}/.test(cell))) return found
  const cells = all.map((cell, column) => {
    const upper = found.cells[column] ?? ''
    if (cell === '' || (upper !== '' && REMARK.test(plain(cell)))) return upper
    return fieldOf(cell) ? cell : upper + cell
  })
  return { row: found.row + 1, cells, mapping: mapHeader(cells) }
}

/** The lower row where it says something, else the upper one. */
function together(rows: readonly (readonly string[])[], above: number, below: readonly string[]): HeaderFound {
  const upper = rows[above] ?? []
  const cells = Array.from({ length: Math.max(upper.length, below.length) }, (_, column) =>
    below[column]?.trim() ? below[column] : (upper[column] ?? ''),
  )
  return { row: above + 1, cells, mapping: mapHeader(cells) }
}

function fullest(found: readonly HeaderFound[], required: readonly RegisterField[]): HeaderFound | undefined {
  const [best] = found.toSorted((a, b) => b.mapping.columns.size - a.mapping.columns.size || a.row - b.row)
  return best && required.every((field) => best.mapping.columns.has(field)) ? best : undefined
}

/**
 * `*住所（经营场所）` is read as what it says first, when everything else in it says the same or is a remark. An old number
 * may stand where the code is missing.
 */
function fieldOf(header: string): RegisterField | undefined {
  const whole = FIELD_OF.get(plain(header))
  if (whole || header === '' || header.length > MAX_HEADER) return whole
  const text = header.normalize('NFKC')
  const brackets = [...text.matchAll(/[([【]([^)\]】]*)[)\]】]/g)].map(([, inside]) => inside ?? '')
  const bare = text.replace(/[([【][^)\]】]*[)\]】]/g, '').replace(/^[\s*#]*\d+[\s.、]+/, '')
  const [first, ...others] = [bare, ...brackets].flatMap((part) => part.split(/[/、|,]|或/)).map(plain)
  const field = FIELD_OF.get(first ?? '')
  const agrees = (part: string) => {
    const other = FIELD_OF.get(part)
    return other === field || (field === 'creditCode' && other === 'registrationNumber')
  }
  return field && others.every((part) => REMARK.test(part) || agrees(part)) ? field : undefined
}

function plain(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
