import { declineInvitation, invite, readInvitation } from '@yijian/shared/invitation/contract'
import {
  decideSendingRules,
  proposeSendingRules,
  readSendingRules,
  withdrawSendingRules,
} from '@yijian/shared/invitation/sending-contract'
import { route } from '../http/serve.ts'
import { handleDecideSendingRules } from './decide-sending-rules.ts'
import { handleDeclineInvitation } from './end-invitation.ts'
import { handleInvite } from './invite.ts'
import { handleProposeSendingRules } from './propose-sending-rules.ts'
import { handleReadInvitation } from './read-invitation.ts'
import { handleReadSendingRules } from './read-sending-rules.ts'
import { handleWithdrawSendingRules } from './withdraw-sending-rules.ts'

export const invitationRoutes = [
  route(invite, handleInvite),
  route(readInvitation, handleReadInvitation),
  route(declineInvitation, handleDeclineInvitation),
  route(readSendingRules, handleReadSendingRules),
  route(proposeSendingRules, handleProposeSendingRules),
  route(decideSendingRules, handleDecideSendingRules),
  route(withdrawSendingRules, handleWithdrawSendingRules),
]
