import type { ApplicationView, readApplication } from '@yijian/shared/application/contract'
import { Refusal } from '@yijian/shared/errors'
import type { Context } from '../context.ts'
import { type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { SignedIn } from '../identity/caller.ts'
import { findProgress } from '../reviews/read-progress.ts'
import { presentApplication } from './present-application.ts'

/** @throws Refusal not_found for an application of somebody else */
export async function handleReadApplication({
  context,
  caller,
  params,
}: Call<typeof readApplication>): Promise<ApplicationView> {
  return withTx(context.database, { kind: 'applicant', accountId: caller.accountId }, (tx) =>
    getApplication(tx, context, caller, params.id),
  )
}

/** @throws Refusal not_found for an application of somebody else */
export async function getApplication(
  tx: Tx,
  context: Context,
  caller: Pick<SignedIn, 'accountId'>,
  id: number,
): Promise<ApplicationView> {
  const progress = await findProgress(tx, id, 'league')
  if (!progress || progress.accountId !== caller.accountId) throw new Refusal('not_found')
  return presentApplication(tx, context, 'league', progress)
}
