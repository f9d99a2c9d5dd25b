import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { OutreachContact, OutreachView, recordOutreach } from '@yijian/shared/outreach/contract'
import { problemOfDay } from '@yijian/shared/outreach/lifecycle'
import { isReasoned, reasonsBy } from '@yijian/shared/outreach/words'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import type { Context } from '../context.ts'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { endInvitationOn } from '../invitations/end-open-invitations.ts'
import { scoreEnterprise } from '../registry/applying/score-enterprise.ts'
import { carryOutOutreach } from './carry-out-outreach.ts'
import { markNumber, noteAnswered } from './number-marks.ts'

export const SPOKE_WITH = 'outreach_contact|spoke_with'

/**
 * A call, a visit or a message exchanged, and where that leaves the enterprise.
 * @throws Refusal not_found, outreach_changed, outreach_not_allowed, invalid_input, command_reused
 */
export async function handleRecordOutreach({
  context,
  caller,
  params,
  body,
}: Call<typeof recordOutreach>): Promise<OutreachView> {
  if (body.outcome === 'no_answer' && body.spokeWith)
    throw new Refusal('invalid_input', { fields: [{ path: 'spokeWith', message: 'check_this' }] })
  const { reason, nextOn, note } = body
  if (reason !== undefined && isReasoned(body.outcome) && !reasonsBy(body.outcome, body.way).includes(reason))
    throw new Refusal('invalid_input', { fields: [{ path: 'reason', message: 'check_this' }] })
  return withTx(context.database, caller.scope, async (tx) => {
    await refuseDay(tx, context, caller, params.id, body.happenedOn)
    return carryOutOutreach(tx, context, caller, {
      enterpriseId: params.id,
      commandId: body.commandId,
      content: { enterpriseId: params.id, postId: caller.postId, ...body },
      version: body.version,
      action: body.outcome,
      given: { reason, nextOn, note },
      recordContact: () => addContact(tx, context, caller, params.id, body),
    })
  })
}

/** @throws Refusal not_found; invalid_input for a day that is to come, too long ago or before the enterprise was founded */
async function refuseDay(tx: Tx, { now }: Context, caller: OfficerCaller, id: number, happenedOn: string) {
  const enterprise = await firstRow<{ establishedOn: string | null }>(
    tx,
    sql`select e.established_on as "establishedOn" from enterprise e where e.id = ${id} and ${enterprisesOf(caller)}`,
  )
  if (!enterprise) throw new Refusal('not_found')
  const message = problemOfDay(happenedOn, { today: localDay(now()), ...enterprise })
  if (message) throw new Refusal('invalid_input', { fields: [{ path: 'happenedOn', message }] })
}

async function addContact(
  tx: Tx,
  { cipher, now }: Context,
  caller: OfficerCaller,
  enterpriseId: number,
  { way, phoneId, outcome, reason, happenedOn, spokeWith, note }: OutreachContact,
): Promise<number> {
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into outreach_contact (enterprise_id, agency, recorded_at, happened_on, officer_id, post_id, officer_name, office_name, way,
          outcome, spoke_with_cipher, note)
        values (${enterpriseId}, ${caller.office.agency}, ${now().toISOString()}, ${happenedOn}, ${caller.officerId}, ${caller.postId},
          ${caller.name}, ${caller.office.name}, ${way}, ${outcome}, ${spokeWith ? cipher.seal(SPOKE_WITH, spokeWith) : null}, ${note ?? null})
        returning id`,
  )
  if (!added) throw new Error('a contact was not added')
  if (phoneId !== undefined)
    await noteNumber(tx, now(), caller, { enterpriseId, phoneId, outcome, reason, way, happenedOn })
  return added.id
}

type Called = Pick<OutreachContact, 'outcome' | 'reason' | 'way' | 'happenedOn'> & {
  readonly enterpriseId: number
  readonly phoneId: number
}

/** What the call told of the number itself, on its day; one that somebody answered is in service again. */
async function noteNumber(tx: Tx, now: Date, by: OfficerCaller, called: Called): Promise<void> {
  const { enterpriseId, phoneId, outcome, reason, way, happenedOn } = called
  const number = await firstRow<{ phoneIndex: Buffer }>(
    tx,
    sql`select phone_index as "phoneIndex" from enterprise_contact where id = ${phoneId} and enterprise_id = ${enterpriseId}`,
  )
  if (!number) return
  if (reason === 'agent_phone') {
    await markAgencyPhone(tx, enterpriseId, phoneId)
    await endInvitationOn(tx, enterpriseId, number.phoneIndex, now)
  } else if (reason === 'out_of_service' || reason === 'wrong_number')
    await markNumber(tx, { ...number, what: reason, enterpriseId, foundOn: happenedOn, now, by })
  else if (outcome !== 'no_answer' && way === 'phone')
    await noteAnswered(tx, { ...number, enterpriseId, answeredOn: happenedOn, now })
}

/** 依据: DOMAIN §8.10 第23条：代办机构的电话不再发送邀请，改为电话或上门 */
async function markAgencyPhone(tx: Tx, enterpriseId: number, phoneId: number): Promise<void> {
  await tx.execute(sql`update enterprise_contact set proxy = true, agency_found = true
    where id = ${phoneId} and enterprise_id = ${enterpriseId}`)
  await scoreEnterprise(tx, enterpriseId)
}
