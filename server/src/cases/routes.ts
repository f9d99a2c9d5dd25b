import {
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
import { route } from '../http/serve.ts'
import { handleClaimCase, handleReleaseCase } from './claim-case.ts'
import { handleDecideCase } from './decide-case.ts'
import { handleListCases } from './list-cases.ts'
import { handleListQueues } from './list-queues.ts'
import { handleReadCase } from './read-case.ts'
import { handleReadOverview } from './read-overview.ts'
import { handleReadQueue } from './read-queue.ts'
import { handleRecordContact } from './record-contact.ts'
import { handleRevealContactPhone } from './reveal-contact-phone.ts'

export const casesRoutes = [
  route(listQueues, handleListQueues),
  route(readQueue, handleReadQueue),
  route(listCases, handleListCases),
  route(readCase, handleReadCase),
  route(readOverview, handleReadOverview),
  route(claimCase, handleClaimCase),
  route(releaseCase, handleReleaseCase),
  route(recordContact, handleRecordContact),
  route(decideCase, handleDecideCase),
  route(revealContactPhone, handleRevealContactPhone),
]
