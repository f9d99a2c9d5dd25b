import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { ProposedRules, proposeSendingRules, SendingRulesView } from '@yijian/shared/invitation/sending-contract'
import { problemsOfRules } from '@yijian/shared/invitation/sending-rules'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { readSendingRulesView } from './read-sending-rules.ts'

/**
 * Writes rules for a day to come; nothing changes until they are published. One change at a time.
 * @throws Refusal city_league_only, invalid_input, rules_changed while other rules are proposed, command_reused
 */
export async function handleProposeSendingRules({
  context,
  caller,
  body,
}: Call<typeof proposeSendingRules>): Promise<SendingRulesView> {
  assertCityLeague(caller)
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    if (!(await wasProposed(tx, body, caller.officerId))) {
      const problems = problemsOfRules(body, { today: localDay(now), taken: await listTaken(tx) })
      if (problems.length > 0)
        throw new Refusal('invalid_input', {
          fields: problems.map(({ field, problem }) => ({ path: field, message: problem })),
        })
      // The partial unique index decides which of two proposes.
      const added = await firstRow(
        tx,
        sql`insert into sending_rule_proposal (effective_from, from_hour, to_hour, days_between_per_number, times_per_enterprise,
              days_per_enterprise, valid_days, source, command_id, proposed_by, proposed_at)
            values (${body.effectiveFrom}, ${body.fromHour}, ${body.toHour}, ${body.daysBetweenPerNumber}, ${body.timesPerEnterprise},
              ${body.daysPerEnterprise}, ${body.validDays}, ${body.source}, ${body.commandId}, ${caller.officerId}, ${now.toISOString()})
            on conflict do nothing returning id`,
      )
      if (!added && !(await wasProposed(tx, body, caller.officerId))) throw new Refusal('rules_changed')
    }
    return readSendingRulesView(tx, context, caller)
  })
}

/** A retried request is the same request. @throws Refusal command_reused when its id came with other rules */
async function wasProposed(
  tx: Tx,
  { commandId, ...proposed }: ProposedRules & { readonly commandId: string },
  officerId: number,
): Promise<boolean> {
  const known = await firstRow<{ same: boolean }>(
    tx,
    sql`select (to_char(effective_from, 'YYYY-MM-DD'), from_hour, to_hour, days_between_per_number, times_per_enterprise,
            days_per_enterprise, valid_days, source)
          = (${proposed.effectiveFrom}, ${proposed.fromHour}::int, ${proposed.toHour}::int, ${proposed.daysBetweenPerNumber}::int,
            ${proposed.timesPerEnterprise}::int, ${proposed.daysPerEnterprise}::int, ${proposed.validDays}::int, ${proposed.source}) as same
        from sending_rule_proposal where command_id = ${commandId} and proposed_by = ${officerId}`,
  )
  if (known?.same === false) throw new Refusal('command_reused')
  return known !== undefined
}

async function listTaken(tx: Tx): Promise<string[]> {
  const found = await rows<{ day: string }>(
    tx,
    sql`select to_char(effective_from, 'YYYY-MM-DD') as day from sending_rule r
        where not exists (select from sending_rule_withdrawal w where w.proposal_id = r.proposal_id)
        order by effective_from desc limit 200`,
  )
  return found.map(({ day }) => day)
}
