import { scoreOf } from '@yijian/shared/library/score'
import { type SearchColumns, searchColumns } from '@yijian/shared/library/search-keys'
import { type IndustrySection, industrySection } from '@yijian/shared/registry/industry'
import type { RegisterRow } from '@yijian/shared/registry/register-row'

export function industryOf(row: RegisterRow): IndustrySection | null {
  return industrySection(row.industry)
}

export function searchOf(row: RegisterRow): SearchColumns {
  return searchColumns({ ...row, industrySection: industryOf(row) })
}

/** As if its mobile number were its own; score-reach.ts takes that back where it is an agency's. */
export function scoreAsRead(row: RegisterRow): number {
  const reachable = row.phones.some(({ smsCapable }) => smsCapable)
  return scoreOf({ ...row, industrySection: industryOf(row), reachable }).score
}
