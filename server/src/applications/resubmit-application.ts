import type { ApplicationView, Correction, resubmitApplication } from '@yijian/shared/application/contract'
import { Refusal } from '@yijian/shared/errors'
import { maskPhone } from '@yijian/shared/mobile'
import { fieldsToCorrect, type ReturnReason } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { Review } from '../reviews/review-repository.ts'
import { actAsApplicant } from './act-as-applicant.ts'
import { isOwnFreshAttachment } from './application-repository.ts'
import { storeEvidence } from './gather-cross-check.ts'
import { getStreet, readContactPhone, refuseContradictions } from './read-answers.ts'
import { recheck } from './recheck.ts'

/**
 * Answers a return: only what was marked changes, the checks run again, and the case goes back to where
 * it was returned from.
 * @throws Refusal invalid_input for a field that was not marked or cannot be true
 */
export async function handleResubmitApplication({
  context,
  caller,
  params,
  body,
}: Call<typeof resubmitApplication>): Promise<ApplicationView> {
  if (body.numbers) refuseContradictions(body.numbers)
  return actAsApplicant(context, caller, params.id, 'resubmit', body, async (tx, review) => {
    await refuseUnmarked(tx, params.id, body)
    if (body.licenceId && !(await isOwnFreshAttachment(tx, body.licenceId, caller.accountId, 'licence'))) {
      throw new Refusal('invalid_input', { fields: [{ path: 'licenceId', message: 'check_this' }] })
    }
    const before = review.numbers
    const place = body.operatingPlaceId ? await getStreet(tx, body.operatingPlaceId, 'operatingPlaceId') : undefined
    await correct(tx, context, params.id, body)
    await checkAgain(tx, context, review)
    return {
      ...(body.note ? { note: body.note } : {}),
      ...(place ? { place } : {}),
      payload: { corrected: Object.keys(body).filter((key) => !['commandId', 'version'].includes(key)), before },
    }
  })
}

async function refuseUnmarked(tx: Tx, applicationId: number, body: Correction): Promise<void> {
  const returned = await firstRow<{ reasons: ReturnReason[] }>(
    tx,
    sql`select reasons from ledger_event where application_id = ${applicationId} and action = 'return' order by seq desc limit 1`,
  )
  const marked: ReadonlySet<string> = new Set(
    (returned?.reasons ?? ['other']).flatMap((reason) => fieldsToCorrect[reason]),
  )
  const sent = [
    ...(body.numbers ? [['numbers', 'members'] as const] : []),
    ...(body.contact ? [['contact', 'contactPhone'] as const] : []),
    ...(body.operatingPlaceId ? [['operatingPlaceId', 'operatingPlaceId'] as const] : []),
    ...(body.declaredName ? [['declaredName', 'declaredName'] as const] : []),
    ...(body.declaredPrincipal ? [['declaredPrincipal', 'declaredPrincipal'] as const] : []),
    ...(body.licenceId ? [['licenceId', 'licence'] as const] : []),
  ]
  const unmarked = sent.filter(([, field]) => !marked.has(field))
  if (unmarked.length > 0) {
    throw new Refusal('invalid_input', { fields: unmarked.map(([path]) => ({ path, message: 'check_this' })) })
  }
}

async function correct(tx: Tx, context: Context, applicationId: number, body: Correction): Promise<void> {
  if (body.numbers) {
    const { staff, youth, members, women, partyBranch } = body.numbers
    await tx.execute(sql`update application set staff = ${staff}, youth = ${youth}, members = ${members}, women = ${women},
      party_branch = ${partyBranch} where id = ${applicationId}`)
  }
  if (body.contact) {
    const phone = readContactPhone(body.contact)
    await tx.execute(sql`update application set contact_name_cipher = ${context.cipher.seal('application|contact_name', body.contact.name)},
      contact_phone_cipher = ${context.cipher.seal('application|contact_phone', phone)},
      contact_phone_index = ${context.cipher.index('phone', phone)}, contact_phone_masked = ${maskPhone(phone)} where id = ${applicationId}`)
  }
  if (body.operatingPlaceId) {
    await tx.execute(
      sql`update application set operating_place_id = ${body.operatingPlaceId} where id = ${applicationId}`,
    )
  }
  await tx.execute(sql`update application set declared_name = coalesce(${body.declaredName ?? null}, declared_name),
    declared_principal = coalesce(${body.declaredPrincipal ?? null}, declared_principal), licence_id = coalesce(${body.licenceId ?? null}, licence_id)
    where id = ${applicationId}`)
  if (body.licenceId)
    await tx.execute(sql`update attachment set application_id = ${applicationId} where id = ${body.licenceId}`)
}

async function checkAgain(tx: Tx, context: Context, review: Review): Promise<void> {
  await storeEvidence(tx, review.applicationId, 'resubmit', await recheck(tx, context.now(), review), context.now())
}
