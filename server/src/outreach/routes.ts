import {
  addEnterprisePhone,
  listAssignees,
  listFollowUps,
  moveLibraryEnterprise,
  recordOutreach,
  revealEnterprisePhone,
  stopMessages,
} from '@yijian/shared/outreach/contract'
import { route } from '../http/serve.ts'
import { handleAddEnterprisePhone } from './add-enterprise-phone.ts'
import { handleListAssignees } from './list-assignees.ts'
import { handleListFollowUps } from './list-follow-ups.ts'
import { handleMoveLibraryEnterprise } from './move-library-enterprise.ts'
import { handleRecordOutreach } from './record-outreach.ts'
import { handleRevealEnterprisePhone } from './reveal-enterprise-phone.ts'
import { handleStopMessages } from './stop-messages.ts'

export const outreachRoutes = [
  route(listFollowUps, handleListFollowUps),
  route(recordOutreach, handleRecordOutreach),
  route(moveLibraryEnterprise, handleMoveLibraryEnterprise),
  route(listAssignees, handleListAssignees),
  route(revealEnterprisePhone, handleRevealEnterprisePhone),
  route(addEnterprisePhone, handleAddEnterprisePhone),
  route(stopMessages, handleStopMessages),
]
