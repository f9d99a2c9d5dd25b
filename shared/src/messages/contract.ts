import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
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

export const messageOperations = [listSimulatedMessages, listDemonstrationAccounts] as const
