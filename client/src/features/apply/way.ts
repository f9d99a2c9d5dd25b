import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { readMessagedMobile } from '@yijian/shared/mobile'
import { paths } from '../../app/paths.ts'
import type { Answers } from './answers.ts'
import { countOf } from './numbers.ts'

/** Whether the register's address tells the street; a county alone, or one that was split in 2021, does not. */
export function namesStreet({ place, placeCertain }: PublicEnterprise): boolean {
  return placeCertain && place.tier === 'street'
}

/**
 * The first page that still lacks something, else the check page: so the same 下一步 leads through the form and, after
 * a 修改, straight back to the check.
 */
export function nextPage(answers: Answers): string {
  if (answers.enterprise === undefined) return paths.applyEnterprise()
  if (!answers.confirmed) return answers.enterprise.known ? paths.applyConfirm() : paths.applyUnlisted()
  if (!hasNumbers(answers)) return paths.applyNumbers()
  if (!hasContact(answers)) return paths.applyContact()
  return paths.applyCheck()
}

function hasNumbers({ numbers }: Answers): boolean {
  if (numbers?.partyBranch === undefined) return false
  return [numbers.staff, numbers.youth, numbers.members, numbers.women].every((one) => countOf(one) !== undefined)
}

function hasContact({ contactName, contactPhone }: Answers): boolean {
  return Boolean(contactName?.trim()) && readMessagedMobile(contactPhone ?? '').ok
}
