import type { CaseView, ContactRecord, recordContact } from '@yijian/shared/application/case-contract'
import { contradictions } from '@yijian/shared/application/standard'
import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { digestOf } from '../ledger/append-event.ts'
import { numbersOf } from '../reviews/numbers-of.ts'
import { assertHandles } from './claim-case.ts'
import { getCase } from './read-case.ts'

/** Records a call or a visit; retried, it is recorded once. @throws Refusal not_found, wrong_tier, invalid_input, command_reused */
export async function handleRecordContact({
  context,
  caller,
  params,
  body,
}: Call<typeof recordContact>): Promise<CaseView> {
  const { numbers } = body
  const wrong = numbers ? contradictions(numbers) : []
  if (wrong.length > 0) {
    throw new Refusal('invalid_input', {
      fields: wrong.map(({ field, exceeds }) => ({ path: `numbers.${field}`, message: `more_than_${exceeds}` })),
    })
  }
  if (body.authorityConfirmed && !body.reached) {
    throw new Refusal('invalid_input', { fields: [{ path: 'authorityConfirmed', message: 'check_this' }] })
  }
  return withTx(context.database, caller.scope, async (tx) => {
    if (!(await wasRecorded(tx, context, caller, params.id, body))) {
      await assertHandles(tx, caller, params.id)
      const spokeWith = body.spokeWith ? context.cipher.seal(SPOKE_WITH, body.spokeWith) : null
      const added = await firstRow<{ id: number }>(
        tx,
        sql`insert into contact_record (application_id, at, officer_id, post_id, officer_name, office_name, means, reached, spoke_with_cipher,
              authority_confirmed, staff, youth, members, women, party_branch, numbers_given, note, command_id)
            values (${params.id}, ${context.now().toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, ${caller.office.name},
              ${body.means}, ${body.reached}, ${spokeWith}, ${body.authorityConfirmed}, ${numbers?.staff ?? null}, ${numbers?.youth ?? null},
              ${numbers?.members ?? null}, ${numbers?.women ?? null}, ${numbers?.partyBranch ?? null}, ${numbers !== undefined},
              ${body.note ?? null}, ${body.commandId})
            on conflict (command_id) do nothing returning id`,
      )
      // The same tap on two connections: the other one was faster.
      if (!added && !(await wasRecorded(tx, context, caller, params.id, body))) throw new Refusal('command_reused')
    }
    return getCase(tx, context, caller, params.id)
  })
}

const SPOKE_WITH = 'contact_record|spoke_with'

type Recorded = Omit<ContactRecord, 'commandId' | 'spokeWith' | 'numbers'> & {
  readonly applicationId: number
  readonly officerId: number
  readonly spokeWithCipher: string | null
  readonly numbers: ContactRecord['numbers'] | null
}

/**
 * True when this very record is there already.
 * @throws Refusal command_reused when its id came with other content
 */
async function wasRecorded(
  tx: Tx,
  { cipher }: Pick<Context, 'cipher'>,
  caller: OfficerCaller,
  applicationId: number,
  body: ContactRecord,
): Promise<boolean> {
  const row = await firstRow<Recorded>(
    tx,
    sql`select application_id as "applicationId", officer_id as "officerId", means, reached, authority_confirmed as "authorityConfirmed",
          spoke_with_cipher as "spokeWithCipher", note,
          case when numbers_given then ${numbersOf('c')} end as numbers
        from contact_record c where command_id = ${body.commandId}`,
  )
  if (!row) return false
  const { spokeWithCipher, ...known } = row
  const spokeWith = spokeWithCipher === null ? null : cipher.open(SPOKE_WITH, spokeWithCipher)
  const { commandId, ...sent } = body
  const same = digestOf({ ...known, spokeWith }).equals(
    digestOf({
      ...sent,
      applicationId,
      officerId: caller.officerId,
      spokeWith: sent.spokeWith ?? null,
      numbers: sent.numbers ?? null,
      note: sent.note ?? null,
    }),
  )
  if (!same) throw new Refusal('command_reused')
  return true
}
