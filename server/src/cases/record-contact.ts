import type { CaseView, recordContact } from '@yijian/shared/application/case-contract'
import { contradictions } from '@yijian/shared/application/standard'
import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertHandles } from './claim-case.ts'
import { getCase } from './read-case.ts'

/** Records a call or a visit; retried, it is recorded once. @throws Refusal not_found, wrong_tier, invalid_input */
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
    await assertHandles(tx, caller, params.id)
    const spokeWith = body.spokeWith ? context.cipher.seal('contact_record|spoke_with', body.spokeWith) : null
    await firstRow(
      tx,
      sql`insert into contact_record (application_id, at, officer_id, post_id, officer_name, office_name, means, reached, spoke_with_cipher,
            authority_confirmed, staff, youth, members, women, party_branch, numbers_given, note, command_id)
          values (${params.id}, ${context.now().toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, ${caller.office.name},
            ${body.means}, ${body.reached}, ${spokeWith}, ${body.authorityConfirmed}, ${numbers?.staff ?? null}, ${numbers?.youth ?? null},
            ${numbers?.members ?? null}, ${numbers?.women ?? null}, ${numbers?.partyBranch ?? null}, ${numbers !== undefined},
            ${body.note ?? null}, ${body.commandId})
          on conflict (command_id) do nothing`,
    )
    return getCase(tx, context, caller, params.id)
  })
}
