import { localDay } from '@yijian/shared/application/clock'
import { meansStop } from '@yijian/shared/messages/reply'
import { maskPhone, normaliseMobile } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import { markNumber } from '../outreach/number-marks.ts'
import type { Reply } from './gateway.ts'

/**
 * Whoever answers a message of ours that he wants no more gets no more invitations, from any office. Told again it is the
 * same reply; one from a phone that we never wrote to is none. No text is kept. 依据: DOMAIN §5.1、§8.10 第22条
 * @returns whether it was such a reply, and new
 */
export async function takeReply(tx: Tx, { cipher, now }: Context, reply: Reply): Promise<boolean> {
  const phone = normaliseMobile(reply.phone)
  if (phone === null || !meansStop(reply.text)) return false
  const phoneIndex = cipher.index('phone', phone)
  const received = now()
  // Gateways' clocks differ from ours, and some give none or 0: nobody answers in the future, or before there were computers.
  const sentAt = reply.sentAt.getTime() > 0 && reply.sentAt < received ? reply.sentAt : received
  const taken = await firstRow(
    tx,
    sql`insert into message_reply (gateway, reply_digest, phone_index, phone_masked, what, sent_at, received_at)
        select ${reply.gateway}::text, ${cipher.index('message reply', `${reply.gateway}|${phone}|${reply.key}`)}::bytea, ${phoneIndex}::bytea,
          ${maskPhone(phone)}::text, 'stop', ${sentAt.toISOString()}::timestamptz, ${received.toISOString()}::timestamptz
        where exists (select from message m where m.phone_index = ${phoneIndex})
        on conflict (reply_digest) do nothing returning id`,
  )
  if (!taken) return false
  const mark = { phoneIndex, what: 'opted_out', enterpriseId: null, by: null } as const
  await markNumber(tx, { ...mark, foundOn: localDay(sentAt), now: received })
  return true
}
