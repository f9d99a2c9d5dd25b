import { declineInvitation, invite, readInvitation } from '@yijian/shared/invitation/contract'
import { route } from '../http/serve.ts'
import { handleDeclineInvitation } from './end-invitation.ts'
import { handleInvite } from './invite.ts'
import { handleReadInvitation } from './read-invitation.ts'

export const invitationRoutes = [
  route(invite, handleInvite),
  route(readInvitation, handleReadInvitation),
  route(declineInvitation, handleDeclineInvitation),
]
