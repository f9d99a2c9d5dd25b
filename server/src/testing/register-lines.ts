import { checkDigit } from '@yijian/shared/credit-code'

export type RegisterLine = Partial<
  Record<'code' | 'name' | 'type' | 'principal' | 'status' | 'address' | 'phone' | 'headcount', string>
>

const HEADER = ['统一社会信用代码', '企业名称', '企业类型', '法定代表人', '登记状态', '住所', '联系电话', '从业人数']

/** Made-up codes: bodies of real ones do not begin like this. */
export function registerCode(serial: number): string {
  const body = `91330106YJR${String(serial).padStart(6, '0')}`
  return body + checkDigit(body)
}

/** Enterprise `serial` of a made-up register as it stands unless told otherwise. */
export function registerLine(serial: number, change: RegisterLine = {}): string[] {
  const line = {
    code: registerCode(serial),
    name: `杭州名录${serial}号科技有限公司`,
    type: '有限责任公司',
    principal: '张明',
    status: '存续',
    address: `杭州市西湖区转塘街道云栖路${serial}号`,
    phone: `1380001${String(serial).padStart(4, '0')}`,
    headcount: '12',
    ...change,
  }
  return Object.values(line)
}

/** A register file in CSV: its header and `lines`. */
export function registerFile(lines: readonly (readonly string[])[], header: readonly string[] = HEADER): Buffer {
  return Buffer.from(`${[header, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`)
}

/** Enterprises 1 to `count`, some of them changed. */
export function registerOf(count: number, changes: Readonly<Record<number, RegisterLine>> = {}): Buffer {
  return registerFile(Array.from({ length: count }, (_, at) => registerLine(at + 1, changes[at + 1])))
}
