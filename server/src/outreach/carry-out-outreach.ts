import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { OutreachView } from '@yijian/shared/outreach/contract'
import {
  allowedActions,
  type Given,
  moveOutreach,
  problemsOf,
  type Standing,
  stateOf,
} from '@yijian/shared/outreach/lifecycle'
import type { OutreachAction } from '@yijian/shared/outreach/words'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { digestOf } from '../ledger/append-event.ts'
import {
  type Asking,
  getOutreach,
  lockOutreach,
  type Outreach,
  presentOutreach,
  storeOutreach,
} from './outreach-repository.ts'

export type OutreachCommand = {
  readonly enterpriseId: number
  readonly commandId: string
  /** What makes a second sending the same command. */
  readonly content: unknown
  /** As the officer saw it; absent for what follows from another decision. */
  readonly version?: number
  readonly action: OutreachAction
  readonly given: Given
  /** Written in the same transaction, once; returns the id of the contact that the event belongs to. */
  readonly recordContact?: () => Promise<number>
  readonly applicationId?: number
}

/**
 * One step of outreach: the row is locked, a retried command answered with what it did, the version compared, the table
 * asked; then row and history together. Nothing else writes the state of one enterprise.
 * @throws Refusal not_found, command_reused, outreach_changed, invalid_input, outreach_not_allowed
 */
export async function carryOutOutreach(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  command: OutreachCommand,
): Promise<OutreachView> {
  const now = context.now()
  const today = localDay(now)
  const { enterpriseId } = command
  const outreach = await lockOutreach(tx, caller, enterpriseId, { now, today })
  if (!(await wasDone(tx, command))) {
    refuseChanged(outreach, command.version)
    const problems = problemsOf(command.action, command.given, today)
    if (problems.length > 0) {
      throw new Refusal('invalid_input', {
        fields: problems.map(({ field, problem }) => ({ path: field, message: problem })),
      })
    }
    const after = moveOutreach(outreach, command.action, command.given)
    if (!after) throw new Refusal('outreach_not_allowed', { current: current(outreach) })
    const version = outreach.version + 1
    await storeOutreach(tx, caller, enterpriseId, after, { version, now })
    const contactId = (await command.recordContact?.()) ?? null
    await addOutreachEvent(tx, caller, { ...command, caller, now, from: outreach.said, after, version, contactId })
  }
  return presentOutreach(await getOutreach(tx, caller, enterpriseId, today), caller, today)
}

type OutreachEvent = Pick<
  OutreachCommand,
  'enterpriseId' | 'commandId' | 'content' | 'action' | 'given' | 'applicationId'
> & {
  /** Null when whoever was invited said so himself. */
  readonly caller: OfficerCaller | null
  readonly now: Date
  readonly from: Outreach['said']
  readonly after: Standing
  readonly version: number
  readonly contactId: number | null
}

/** The history of one step; row and history belong into one transaction. */
export async function addOutreachEvent(
  tx: Tx,
  { office }: Asking,
  { caller, given, after, now, ...event }: OutreachEvent,
): Promise<void> {
  await tx.execute(sql`insert into outreach_event (enterprise_id, agency, at, officer_id, post_id, officer_name, office_name, action,
      from_state, to_state, reason, next_on, note, assigned_post_id, contact_id, application_id, invitation_id, version, command_id, command_digest)
    values (${event.enterpriseId}, ${office.agency}, ${now.toISOString()}, ${caller?.officerId ?? null}, ${caller?.postId ?? null},
      ${caller?.name ?? null}, ${caller?.office.name ?? null}, ${event.action}, ${event.from}, ${after.said}, ${given.reason ?? null},
      ${given.nextOn ?? null}, ${given.note ?? null}, ${after.assignedPostId}, ${event.contactId}, ${event.applicationId ?? null},
      ${given.invitationId ?? null}, ${event.version}, ${event.commandId}, ${digestOf(event.content)})`)
}

/** @throws Refusal command_reused when the id came with other content */
async function wasDone(tx: Tx, { enterpriseId, commandId, content }: OutreachCommand): Promise<boolean> {
  const known = await firstRow<{ digest: Buffer }>(
    tx,
    sql`select command_digest as digest from outreach_event where command_id = ${commandId} and enterprise_id = ${enterpriseId}`,
  )
  if (!known) return false
  if (!known.digest.equals(digestOf(content))) throw new Refusal('command_reused')
  return true
}

/** @throws Refusal outreach_changed, with the state as it is now */
function refuseChanged(outreach: Outreach, seen: number | undefined): void {
  if (seen !== undefined && seen !== outreach.version)
    throw new Refusal('outreach_changed', { current: current(outreach) })
}

function current(outreach: Outreach) {
  return { state: stateOf(outreach), version: outreach.version, allowed: allowedActions(outreach) }
}
