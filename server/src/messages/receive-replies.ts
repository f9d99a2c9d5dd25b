import type { AliyunReply, receiveReplies, TencentReply } from '@yijian/shared/messages/contract'
import type * as z from 'zod/mini'
import { systemScope, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { Reply } from './gateway.ts'
import { takeReply } from './take-reply.ts'

/** All of them or none: the gateway tells those again that were not answered. */
export async function handleReceiveReplies({ context, body }: Call<typeof receiveReplies>) {
  const replies = Array.isArray(body) ? body.map(fromAliyun) : [fromTencent(body)]
  // In one order, so that two calls that tell of the same phones wait for each other and do not both fail.
  const ordered = replies.toSorted((a, b) => (a.phone < b.phone ? -1 : a.phone > b.phone ? 1 : 0))
  const stopped = await withTx(context.database, systemScope, async (tx) => {
    let count = 0
    for (const reply of ordered) if (await takeReply(tx, context, reply)) count += 1
    return count
  })
  context.log.info({ replies: replies.length, stopped }, 'replies to messages')
  return { code: 0 as const, msg: 'OK', result: 0 as const, errmsg: 'OK' }
}

function fromTencent({ mobile, text, time }: z.infer<typeof TencentReply>): Reply {
  return { gateway: 'tencent', key: `${time}|${text}`, phone: mobile, text, sentAt: new Date(time * 1000) }
}

function fromAliyun({ phone_number, content, send_time, sequence_id }: z.infer<typeof AliyunReply>): Reply {
  return {
    gateway: 'aliyun',
    key: `${sequence_id ?? ''}|${send_time}|${content}`,
    phone: phone_number,
    text: content,
    sentAt: new Date(`${send_time.trim().replace(' ', 'T')}+08:00`),
  }
}
