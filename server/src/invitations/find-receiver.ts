import type { SendingRules } from '@yijian/shared/invitation/sending-rules'
import type { NoReceiver } from '@yijian/shared/invitation/why-not-invited'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { deadMark, optedOut } from '../outreach/number-marks.ts'

const DAY_MS = 86_400_000

export type Receiver = { readonly phoneCipher: string; readonly phoneIndex: Buffer }

type Row = Receiver & { readonly optedOut: boolean; readonly lately: boolean }

/**
 * The number that an invitation would go to, the best that takes messages, is the enterprise's own and in service, after
 * which come those to which one could not be sent lately; or why none goes out now. How often is counted by number, so two
 * enterprises of one person are one. 依据: DOMAIN §5.1、§8.10 第22条
 */
export async function findReceiver(
  tx: Tx,
  enterpriseId: number,
  { perEnterprise, daysBetweenPerNumber }: SendingRules,
  now: Date,
): Promise<Receiver | NoReceiver> {
  const before = daysBefore(now)
  const numbers = await rows<Row>(
    tx,
    sql`select c.phone_cipher as "phoneCipher", c.phone_index as "phoneIndex", ${optedOut} as "optedOut",
          exists (select from message m where m.phone_index = c.phone_index and m.template = 'invitation' and m.state <> 'failed'
            and m.created_at > ${before(daysBetweenPerNumber)}) as lately
        from enterprise_contact c
        where c.enterprise_id = ${enterpriseId} and c.sms_capable and not c.proxy and ${deadMark} is null
        order by ${wasUnsendable({ perEnterprise }, now)}, c.rank, c.id`,
  )
  if (numbers.length === 0) return 'phone'
  const receiver = numbers.find((number) => !number.optedOut)
  if (!receiver) return 'number_opted_out'
  const sent = await firstRow<{ times: number }>(
    tx,
    sql`select count(*)::int as times from invitation where enterprise_id = ${enterpriseId} and created_at > ${before(perEnterprise.days)}
          and ended_because is distinct from 'not_sent'`,
  )
  if ((sent?.times ?? 0) >= perEnterprise.times) return 'invited_often'
  return receiver.lately ? 'invited_lately' : receiver
}

/** Whether an invitation to `enterprise_contact c` could not be sent lately, as SQL: another number is tried first. */
export function wasUnsendable({ perEnterprise }: Pick<SendingRules, 'perEnterprise'>, now: Date): SQL {
  return sql`exists (select from message m where m.phone_index = c.phone_index and m.template = 'invitation' and m.state = 'failed'
    and m.failure in ('refused', 'gave_up') and m.created_at > ${daysBefore(now)(perEnterprise.days)})`
}

function daysBefore(now: Date): (days: number) => string {
  return (days) => new Date(now.getTime() - days * DAY_MS).toISOString()
}
