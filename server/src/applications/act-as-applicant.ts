import { actionsOfApplicant } from '@yijian/shared/application/authority'
import type { ApplicationView } from '@yijian/shared/application/contract'
import { Refusal } from '@yijian/shared/errors'
import type { ReviewAction } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { SignedIn } from '../identity/caller.ts'
import { applyTransition, type Command } from '../reviews/apply-transition.ts'
import { refuseStale, wasCarriedOut } from '../reviews/refuse-stale.ts'
import { lockReview, type Review } from '../reviews/review-repository.ts'
import { getApplication } from './read-application.ts'

type Taps = { readonly commandId: string; readonly version: number }
type Prepared = Partial<Pick<Command, 'note' | 'payload' | 'place'>>

/**
 * One action of the applicant: locked, compared with the version that was seen, written with its event
 * and message, answered with the application as it is now. A retried tap is answered alike.
 * @param prepare checks and writes what the action brings along, before the transition
 * @throws Refusal not_found, stale, action_not_allowed, command_reused, and whatever `prepare` throws
 */
export async function actAsApplicant(
  context: Context,
  caller: SignedIn,
  applicationId: number,
  action: ReviewAction,
  tap: Taps,
  prepare: (tx: Tx, review: Review) => Promise<Prepared>,
): Promise<ApplicationView> {
  const scope = { kind: 'applicant' as const, accountId: caller.accountId }
  return withTx(context.database, scope, async (tx) => {
    if (action === 'withdraw' && (await withdrawNote(tx, caller, applicationId, context.now()))) {
      return getApplication(tx, context, caller, applicationId)
    }
    const review = await lockReview(tx, applicationId, 'league')
    if (!review || review.accountId !== caller.accountId) throw new Refusal('not_found')
    const content = { applicationId, action, ...tap }
    if (!(await wasCarriedOut(tx, tap.commandId, content))) {
      const allowed = actionsOfApplicant(review.state)
      refuseStale(review, tap.version, allowed)
      if (!allowed.some((one) => one.action === action)) throw new Refusal('action_not_allowed')
      const prepared = await prepare(tx, review)
      await applyTransition(tx, context, review, {
        action,
        actor: { kind: 'applicant', accountId: caller.accountId },
        commandId: tap.commandId,
        content,
        ...prepared,
      })
    }
    return getApplication(tx, context, caller, applicationId)
  })
}

/** Takes back an application that is noted on another one, which has no review of its own. @returns false when it is none */
async function withdrawNote(tx: Tx, caller: SignedIn, applicationId: number, now: Date): Promise<boolean> {
  const note = await firstRow(
    tx,
    sql`update application set withdrawn_at = coalesce(withdrawn_at, ${now.toISOString()})
        where id = ${applicationId} and account_id = ${caller.accountId} and noted_on is not null returning id`,
  )
  return note !== undefined
}
