import type {
  claimCase,
  decideCase,
  listCases,
  listQueues,
  readCase,
  readOverview,
  readQueue,
  recordContact,
  releaseCase,
  revealContactPhone,
} from '@yijian/shared/application/case-contract'
import type { invite } from '@yijian/shared/invitation/contract'
import type { listPlaces } from '@yijian/shared/library/contract'
import type { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import type { searchLibrary } from '@yijian/shared/library/list-contract'
import type { readOrganisation } from '@yijian/shared/organisations/contract'
import type {
  addEnterprisePhone,
  listAssignees,
  listFollowUps,
  moveLibraryEnterprise,
  recordOutreach,
  revealEnterprisePhone,
  stopMessages,
} from '@yijian/shared/outreach/contract'
import { endpoint } from '../../api/endpoint.ts'

/** The operations of the workbench, named in one place. */
export const listQueuesEndpoint = endpoint<typeof listQueues>('GET', '/api/queues')
export const readQueueEndpoint = endpoint<typeof readQueue>('GET', '/api/queues/:queue')
export const listCasesEndpoint = endpoint<typeof listCases>('GET', '/api/cases')
export const readCaseEndpoint = endpoint<typeof readCase>('GET', '/api/cases/:id')
export const claimCaseEndpoint = endpoint<typeof claimCase>('POST', '/api/cases/:id/claim')
export const releaseCaseEndpoint = endpoint<typeof releaseCase>('DELETE', '/api/cases/:id/claim')
export const revealPhoneEndpoint = endpoint<typeof revealContactPhone>('POST', '/api/cases/:id/contact-phone')
export const recordContactEndpoint = endpoint<typeof recordContact>('POST', '/api/cases/:id/contacts')
export const decideCaseEndpoint = endpoint<typeof decideCase>('POST', '/api/cases/:id/decisions')
export const readOverviewEndpoint = endpoint<typeof readOverview>('GET', '/api/overview')
export const listPlacesEndpoint = endpoint<typeof listPlaces>('GET', '/api/places')
export const searchLibraryEndpoint = endpoint<typeof searchLibrary>('GET', '/api/library')
export const readLibraryEnterpriseEndpoint = endpoint<typeof readLibraryEnterprise>('GET', '/api/library/:id')
export const listFollowUpsEndpoint = endpoint<typeof listFollowUps>('GET', '/api/library/follow-ups')
export const recordOutreachEndpoint = endpoint<typeof recordOutreach>('POST', '/api/library/:id/contacts')
export const moveLibraryEnterpriseEndpoint = endpoint<typeof moveLibraryEnterprise>('POST', '/api/library/:id/outreach')
export const listAssigneesEndpoint = endpoint<typeof listAssignees>('GET', '/api/library/:id/assignees')
export const revealEnterprisePhoneEndpoint = endpoint<typeof revealEnterprisePhone>(
  'POST',
  '/api/library/:id/phones/:phoneId/full',
)
export const addEnterprisePhoneEndpoint = endpoint<typeof addEnterprisePhone>('POST', '/api/library/:id/phones')
export const stopMessagesEndpoint = endpoint<typeof stopMessages>('POST', '/api/library/:id/phones/:phoneId/opt-out')
export const inviteEndpoint = endpoint<typeof invite>('POST', '/api/library/:enterpriseId/invitations')
export const readOrganisationEndpoint = endpoint<typeof readOrganisation>('GET', '/api/organisations/:id')
