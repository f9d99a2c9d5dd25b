import { localDay } from '@yijian/shared/application/clock'
import type { SendingRules } from '@yijian/shared/invitation/sending-rules'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

/** The hours and limits that hold on a day of Hangzhou. @throws Error when none were ever set */
export async function getSendingRules(tx: Tx, now: Date): Promise<SendingRules> {
  const found = await firstRow<SendingRules>(
    tx,
    sql`select from_hour as "fromHour", to_hour as "toHour", days_between_per_number as "daysBetweenPerNumber",
          jsonb_build_object('times', times_per_enterprise, 'days', days_per_enterprise) as "perEnterprise", valid_days as "validDays"
        from sending_rule r where effective_from <= ${localDay(now)}::date
          and not exists (select from sending_rule_withdrawal w where w.proposal_id = r.proposal_id)
        order by effective_from desc limit 1`,
  )
  if (!found) throw new Error('no sending rules hold today')
  return found
}
