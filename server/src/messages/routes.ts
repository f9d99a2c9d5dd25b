import {
  listDemonstrationAccounts,
  listSimulatedMessages,
  receiveReplies,
  replyInDemonstration,
} from '@yijian/shared/messages/contract'
import { route } from '../http/serve.ts'
import { handleListDemonstrationAccounts } from './demonstration-accounts.ts'
import { handleListSimulatedMessages } from './list-simulated-messages.ts'
import { handleReceiveReplies } from './receive-replies.ts'
import { handleReplyInDemonstration } from './reply-in-demonstration.ts'

export const messageRoutes = [
  route(listSimulatedMessages, handleListSimulatedMessages),
  route(listDemonstrationAccounts, handleListDemonstrationAccounts),
  route(replyInDemonstration, handleReplyInDemonstration),
  route(receiveReplies, handleReceiveReplies),
]
