import type { ReviewState } from '@yijian/shared/vocabulary'
import type { Enterprise } from './EnterprisePage.tsx'

const closed: readonly ReviewState[] = ['established', 'registered', 'deferred', 'refused', 'withdrawn', 'merged']

/** The server says that an enterprise cannot be invited; its facts say why. */
export function whyNotInvited({
  statusClass,
  invitation,
  applications,
  organisations,
  phones,
}: Pick<Enterprise, 'statusClass' | 'invitation' | 'applications' | 'organisations' | 'phones'>) {
  if (['liquidation', 'revoked', 'gone'].includes(statusClass)) return 'dead'
  if (organisations.length > 0) return 'organised'
  if (applications.some(({ state }) => !closed.includes(state))) return 'applying'
  if (invitation?.state === 'live') return 'live'
  return phones.some(({ smsCapable, proxy }) => smsCapable && !proxy) ? 'other' : 'phone'
}
