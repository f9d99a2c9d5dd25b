import type { ApplicationView, withdrawApplication } from '@yijian/shared/application/contract'
import type { Call } from '../http/serve.ts'
import { actAsApplicant } from './act-as-applicant.ts'

/** Withdraws until the organisation exists; the record is kept and the enterprise may apply again. */
export async function handleWithdrawApplication({
  context,
  caller,
  params,
  body,
}: Call<typeof withdrawApplication>): Promise<ApplicationView> {
  return actAsApplicant(context, caller, params.id, 'withdraw', body, async () =>
    body.note ? { note: body.note } : {},
  )
}
