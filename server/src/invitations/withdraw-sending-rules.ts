import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { SendingRulesView, withdrawSendingRules } from '@yijian/shared/invitation/sending-contract'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { readSendingRulesView } from './read-sending-rules.ts'

/**
 * Withdraws published rules before their day. One person may, also whoever wrote or published them: a second person is
 * asked for what is to hold from now on, and a withdrawal leaves in force what two persons have let in before; nothing is
 * sent that they did not allow. Publishing anything in its place takes two again. 依据: TRUST §2.5（四眼原则）, decision 006
 * @throws Refusal city_league_only, not_found, rules_in_force once their day has come, rules_changed when somebody else has
 */
export async function handleWithdrawSendingRules({
  context,
  caller,
  params: { id },
  body: { reason },
}: Call<typeof withdrawSendingRules>): Promise<SendingRulesView> {
  assertCityLeague(caller)
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const version = await findVersion(tx, id)
    if (!version) throw new Refusal('not_found')
    if (version.withdrawnBy === null) {
      if (version.effectiveFrom <= localDay(now)) throw new Refusal('rules_in_force')
      // Of two at once the second waits here, and adds none.
      await tx.execute(sql`insert into sending_rule_withdrawal (proposal_id, reason, withdrawn_by, withdrawn_at)
        values (${id}, ${reason}, ${caller.officerId}, ${now.toISOString()}) on conflict do nothing`)
    }
    // A retried request finds what it has done itself.
    if ((await findVersion(tx, id))?.withdrawnBy !== caller.officerId) throw new Refusal('rules_changed')
    return readSendingRulesView(tx, context, caller)
  })
}

async function findVersion(tx: Tx, id: number) {
  return firstRow<{ effectiveFrom: string; withdrawnBy: number | null }>(
    tx,
    sql`select to_char(r.effective_from, 'YYYY-MM-DD') as "effectiveFrom", w.withdrawn_by as "withdrawnBy"
        from sending_rule r left join sending_rule_withdrawal w on w.proposal_id = r.proposal_id where r.proposal_id = ${id}`,
  )
}
