import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { decideSendingRules, SendingRulesView } from '@yijian/shared/invitation/sending-contract'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { readSendingRulesView } from './read-sending-rules.ts'

type Proposal = {
  readonly effectiveFrom: string
  readonly proposedBy: number
  readonly outcome: 'published' | 'withdrawn' | null
  readonly decidedBy: number | null
}

/**
 * Publishes proposed rules, from their day on, or withdraws them. In production whoever wrote them does not publish them.
 * 依据: TRUST §2.5（四眼原则）
 * @throws Refusal city_league_only, not_found, rules_second_person, rules_changed
 */
export async function handleDecideSendingRules({
  context,
  caller,
  params: { id },
  body: { decision },
}: Call<typeof decideSendingRules>): Promise<SendingRulesView> {
  assertCityLeague(caller)
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const proposal = await lockProposal(tx, id)
    if (!proposal) throw new Refusal('not_found')
    const done = proposal.outcome === decision && proposal.decidedBy === caller.officerId
    if (!done) {
      if (proposal.outcome !== null) throw new Refusal('rules_changed')
      if (decision === 'published') {
        if (context.config.production && proposal.proposedBy === caller.officerId)
          throw new Refusal('rules_second_person')
        if (proposal.effectiveFrom <= localDay(now) || !(await publish(tx, id))) throw new Refusal('rules_changed')
      }
      await tx.execute(sql`update sending_rule_proposal set outcome = ${decision}, decided_by = ${caller.officerId},
        decided_at = ${now.toISOString()} where id = ${id}`)
    }
    return readSendingRulesView(tx, context, caller)
  })
}

/** Of two who decide at once the second waits, and then sees what the first decided. */
async function lockProposal(tx: Tx, id: number): Promise<Proposal | undefined> {
  return firstRow<Proposal>(
    tx,
    sql`select to_char(effective_from, 'YYYY-MM-DD') as "effectiveFrom", proposed_by as "proposedBy", outcome, decided_by as "decidedBy"
        from sending_rule_proposal where id = ${id} for update`,
  )
}

/** In the place of what was withdrawn on that day, if anything was. @returns false when other rules begin on that day */
async function publish(tx: Tx, id: number): Promise<boolean> {
  const added = await firstRow(
    tx,
    sql`insert into sending_rule (effective_from, from_hour, to_hour, days_between_per_number, times_per_enterprise, days_per_enterprise,
          valid_days, source, proposal_id, replaces)
        select effective_from, from_hour, to_hour, days_between_per_number, times_per_enterprise, days_per_enterprise, valid_days, source, id,
          (select w.proposal_id from sending_rule_withdrawal w join sending_rule r on r.proposal_id = w.proposal_id
            where r.effective_from = p.effective_from and not exists (select from sending_rule next where next.replaces = w.proposal_id))
        from sending_rule_proposal p where id = ${id}
        on conflict do nothing returning 1 as done`,
  )
  return added !== undefined
}
