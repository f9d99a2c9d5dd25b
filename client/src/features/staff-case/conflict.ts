import type { ErrorCode } from '@yijian/shared/errors'
import { Refused } from '../../api/problems.ts'

const codes: readonly ErrorCode[] = ['stale', 'claimed_by_other', 'action_not_allowed']

/** Somebody else was faster: the case is not as this page showed it. */
export function isConflict(problem: unknown): boolean {
  return problem instanceof Refused && codes.includes(problem.code)
}
