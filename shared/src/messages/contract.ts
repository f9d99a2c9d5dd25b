import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { IdText } from '../values.ts'
import { templateIds } from './templates.ts'

export const SimulatedMessage = z.object({
  id: z.int(),
  template: z.enum(templateIds),
  phone: z.string(),
  text: z.string(),
  /** Messages the carrier would bill. */
  segments: z.int(),
  receivedAt: z.iso.datetime(),
})
export type SimulatedMessage = z.infer<typeof SimulatedMessage>

export const listSimulatedMessages = defineOperation({
  id: 'listSimulatedMessages',
  method: 'GET',
  path: '/api/demo/inbox',
  summary: 'What the simulator delivered to one phone, or to all, newest first; at most 50',
  access: 'demonstration',
  records: 'nothing',
  query: z.object({ phone: z.optional(z.string().check(z.maxLength(40))) }),
  responses: { 200: z.object({ messages: z.array(SimulatedMessage) }) },
})

export const DemonstrationAccount = z.object({ phone: z.string(), labelZh: z.string(), labelEn: z.string() })
export type DemonstrationAccount = z.infer<typeof DemonstrationAccount>

export const listDemonstrationAccounts = defineOperation({
  id: 'listDemonstrationAccounts',
  method: 'GET',
  path: '/api/demo/accounts',
  summary: 'The made-up people one can sign in as',
  access: 'demonstration',
  records: 'nothing',
  responses: { 200: z.object({ accounts: z.array(DemonstrationAccount) }) },
})

export const replyInDemonstration = defineOperation({
  id: 'replyInDemonstration',
  method: 'POST',
  path: '/api/demo/inbox/:id/replies',
  summary: 'Answers a message of the simulator, as the phone that got it',
  access: 'demonstration',
  records: 'reply',
  params: z.object({ id: IdText }),
  body: z.object({ text: z.string().check(z.minLength(1), z.maxLength(300)) }),
  /** Whether the number gets no invitations any more. */
  responses: { 200: z.object({ stopped: z.boolean() }) },
})

const Text = z.string().check(z.maxLength(1000))
/** One reply, as 腾讯云短信 hands it over; `time` in seconds. */
export const TencentReply = z.object({ mobile: Text, text: Text, time: z.number() })
/** Replies as 阿里云短信服务 hands them over (SmsUp); `send_time` is Hangzhou's. */
export const AliyunReply = z.object({
  phone_number: Text,
  content: Text,
  send_time: Text,
  sequence_id: z.optional(z.union([Text, z.number()])),
})

/**
 * Its address holds a secret and is given to the gateway alone; it exists only where one is configured. The answer is
 * one that either gateway takes for “received”; until then they tell it again. 依据: DOMAIN §5.2, TRUST T8
 */
export const receiveReplies = defineOperation({
  id: 'receiveReplies',
  method: 'POST',
  path: '/api/gateway/:key/replies',
  summary: 'What people answered to messages, told by the gateway: whoever wants no more gets none',
  access: 'gateway',
  records: 'reply',
  params: z.object({ key: Text }),
  body: z.union([z.array(AliyunReply).check(z.maxLength(1000)), TencentReply]),
  responses: {
    200: z.object({ code: z.literal(0), msg: z.string(), result: z.literal(0), errmsg: z.string() }),
  },
})
