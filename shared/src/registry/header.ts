/** Canonical fields of a register row, each with the headers that exports use. 依据: 市场主体登记管理条例第八条、各地导出样例. */
export const REGISTER_HEADERS = {
  /** The list's own number of a row; no fact of the enterprise. */
  listId: ['id', '序号', '编号'],
  creditCode: [
    '统一社会信用代码',
    '统一信用代码',
    '社会信用代码',
    '信用代码',
    '纳税人识别号',
    'uniscid',
    'creditcode',
    'unifiedsocialcreditcode',
  ],
  registrationNumber: ['注册号', '工商注册号', '原注册号', 'regno', 'oriregno'],
  name: ['企业名称', '市场主体名称', '名称', '单位名称', '字号名称', '公司名称', 'entname', 'companyname'],
  formerNames: ['曾用名', '历史名称', 'historyname'],
  type: ['类型', '企业类型', '企业机构类型', '市场主体类型', '主体类型', 'enttype', 'enttypecn'],
  principal: [
    '法定代表人',
    '法人代表',
    '负责人',
    '法定代表人负责人',
    '经营者',
    '投资人',
    '执行事务合伙人',
    '法定代表人姓名',
    'frname',
    'lerep',
    'legalrepresentative',
  ],
  establishedOn: ['成立日期', '成立时间', '开业日期', '注册日期', '注册时间', 'estdate', 'esdate'],
  approvedOn: ['核准日期', '发照日期', 'apprdate'],
  capital: ['注册资本', '注册资本万元', '注册资金', '注册资金万元', '出资额', 'regcap', 'reccap'],
  status: ['经营状态', '登记状态', '企业状态', '状态', 'entstatus', 'regstate', 'regstatecn', 'state'],
  address: ['住所', '注册地址', '经营场所', '主要经营场所', '住址', '企业地址', '地址', 'dom', 'oploc', 'address'],
  operatingAddress: ['经营地址', '实际经营地址', '通信地址', '通讯地址', 'workaddress'],
  industry: ['行业门类', '行业', '所属行业', '行业代码', '行业名称', '国民经济行业', 'industryphy', 'industryco'],
  scope: ['经营范围', '许可经营项目', '一般经营项目', 'opscope', 'abuitem', 'cbuitem'],
  phone: ['联系电话', '联系人电话', '企业联系电话', '机构电话', '电话', '手机', '联系方式', 'phone', 'telephonenumber'],
  headcount: ['从业人数', '职工人数', '员工人数', '参保人数', '从业人员', 'empnum'],
} as const satisfies Record<string, readonly string[]>

export type RegisterField = keyof typeof REGISTER_HEADERS

/** Which column holds which field. A field whose header occurs twice is read from its first column. */
export type HeaderMapping = {
  readonly columns: ReadonlyMap<RegisterField, number>
  /** The header as the file has it, for the record. */
  readonly headers: Readonly<Partial<Record<RegisterField, string>>>
  /** Capital without a unit of its own is in ten thousands when the header says 万元. */
  readonly capitalUnit: 'yuan' | 'ten_thousand'
}

/** Without these a row can be neither identified nor placed. */
export const REQUIRED_FIELDS = ['creditCode', 'name', 'address'] as const satisfies readonly RegisterField[]

const FIELD_OF = new Map<string, RegisterField>()
for (const field of Object.keys(REGISTER_HEADERS)) {
  // Object.keys widens to string; the keys are those of the table above.
  for (const header of REGISTER_HEADERS[field as RegisterField]) FIELD_OF.set(header, field as RegisterField)
}

export function mapHeader(cells: readonly string[]): HeaderMapping {
  const columns = new Map<RegisterField, number>()
  const headers: Partial<Record<RegisterField, string>> = {}
  for (const [column, cell] of cells.entries()) {
    const field = FIELD_OF.get(plain(cell))
    if (!field || columns.has(field)) continue
    columns.set(field, column)
    headers[field] = cell.trim()
  }
  return { columns, headers, capitalUnit: /万/.test(headers.capital ?? '') ? 'ten_thousand' : 'yuan' }
}

/** The row among the first ones that names most fields: exports put titles and remarks above their header. */
export function findHeader(
  rows: readonly (readonly string[])[],
  required: readonly RegisterField[] = REQUIRED_FIELDS,
): { readonly row: number; readonly mapping: HeaderMapping } | undefined {
  const [best] = rows
    .map((cells, row) => ({ row, mapping: mapHeader(cells) }))
    .sort((a, b) => b.mapping.columns.size - a.mapping.columns.size || a.row - b.row)
  return best && required.every((field) => best.mapping.columns.has(field)) ? best : undefined
}

function plain(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
