import * as z from 'zod/mini'
import { creditCodeKind } from '../credit-code.ts'

export const TypeClass = z.enum([
  'company',
  'branch',
  'partnership',
  'sole_proprietorship',
  'sole_trader',
  'cooperative',
  'state_or_collective',
  'unknown',
])
export type TypeClass = z.infer<typeof TypeClass>

export const PrincipalRole = z.enum([
  'legal_representative',
  'managing_partner',
  'investor',
  'person_in_charge',
  'operator',
])
export type PrincipalRole = z.infer<typeof PrincipalRole>

export const Nature = z.enum(['private', 'public'])
export type Nature = z.infer<typeof Nature>

const BRANCH =
  /(?:分公司|支行|分行|分店|分厂|分部|分社|分理处|营业部|营业所|营业厅|办事处|代表处|代办所|经营部分部|储蓄所|加盟店|门市部|报刊亭|服务部)(?:[(（][^)）]*[)）])?$/

/** What kind of enterprise it is, from the type as exported (mostly blank), the name and the code. */
export function classifyType(type: string, name: string, creditCode: string): TypeClass {
  const kind = creditCodeKind(creditCode)
  if (kind === 'sole_trader' || type.includes('个体')) return 'sole_trader'
  if (kind === 'cooperative' || /合作社$/.test(name) || type.includes('专业合作社')) return 'cooperative'
  if (/分支机构|分公司|非法人|代表机构/.test(type) || BRANCH.test(name)) return 'branch'
  if (/国有|全民所有制|集体/.test(type)) return 'state_or_collective'
  if (/合伙/.test(type) || /合伙[)）]?$/.test(name)) return 'partnership'
  if (/独资/.test(type) && !type.includes('公司')) return 'sole_proprietorship'
  if (/公司/.test(type) || /公司$/.test(name)) return 'company'
  return 'unknown'
}

/** Only companies have a 法定代表人. 依据: 市场主体登记管理条例实施细则第六条. */
export function principalRole(typeClass: TypeClass): PrincipalRole {
  switch (typeClass) {
    case 'branch':
      return 'person_in_charge'
    case 'partnership':
      return 'managing_partner'
    case 'sole_proprietorship':
      return 'investor'
    case 'sole_trader':
      return 'operator'
    default:
      return 'legal_representative'
  }
}

/** 国有 and 集体 enterprises belong to their owner's committee and are referred there. */
export function natureOf(type: string): Nature {
  return /国有|全民所有制|集体/.test(type) ? 'public' : 'private'
}
