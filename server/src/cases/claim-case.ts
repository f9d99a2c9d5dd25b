import { relationOf } from '@yijian/shared/application/authority'
import type { claimCase, releaseCase } from '@yijian/shared/application/case-contract'
import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'

/** How long a claim holds without being renewed. */
const CLAIM_HOURS = 24

/**
 * Takes a case in one statement: it succeeds when nobody has it, the claim ran out, it is mine already,
 * or it is taken over with a reason. The lease ends by itself, so a dead claim never blocks a case.
 * @throws Refusal not_found, wrong_tier, claimed_by_other
 */
export async function handleClaimCase({
  context,
  caller,
  params,
  body,
}: Call<typeof claimCase>): Promise<{ until: string }> {
  const now = context.now()
  const until = new Date(now.getTime() + CLAIM_HOURS * 3_600_000)
  return withTx(context.database, caller.scope, async (tx) => {
    await assertHandles(tx, caller, params.id)
    const claimed = await firstRow<{ id: number }>(
      tx,
      sql`update review set claimed_by = ${caller.officerId}, claimed_until = ${until.toISOString()}, claim_reason = ${body.takeOver ?? null}
          where application_id = ${params.id} and agency = ${caller.office.agency} and acting_tier = ${caller.office.tier}
            and (claimed_by is null or claimed_until < ${now.toISOString()} or claimed_by = ${caller.officerId} or ${body.takeOver !== undefined})
          returning id`,
    )
    if (!claimed) throw new Refusal('claimed_by_other')
    return { until: until.toISOString() }
  })
}

/** Gives the case back; nothing happens when it is not mine. */
export async function handleReleaseCase({
  context,
  caller,
  params,
}: Call<typeof releaseCase>): Promise<{ released: boolean }> {
  return withTx(context.database, caller.scope, async (tx) => {
    await assertHandles(tx, caller, params.id)
    const freed = await firstRow<{ id: number }>(
      tx,
      sql`update review set claimed_by = null, claimed_until = null, claim_reason = null
          where application_id = ${params.id} and agency = ${caller.office.agency} and claimed_by = ${caller.officerId} returning id`,
    )
    return { released: freed !== undefined }
  })
}

/** @throws Refusal not_found outside the jurisdiction, wrong_tier inside it when another tier or office has the case */
export async function assertHandles(tx: Tx, caller: OfficerCaller, applicationId: number): Promise<void> {
  const subject = await firstRow<Parameters<typeof relationOf>[1] & Record<string, unknown>>(
    tx,
    sql`select agency, acting_tier as "actingTier", acting_office_id as "actingOfficeId", place_id as "placeId", enterprise_id as "enterpriseId"
        from review where application_id = ${applicationId} and agency = ${caller.office.agency}`,
  )
  const relation = subject ? relationOf(caller, subject) : 'outside'
  if (relation === 'outside') throw new Refusal('not_found')
  if (relation === 'sees') throw new Refusal('wrong_tier')
}
