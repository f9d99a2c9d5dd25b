import { applicationRoutes } from '../applications/routes.ts'
import { casesRoutes } from '../cases/routes.ts'
import type { Config } from '../config.ts'
import { exchangeRoutes } from '../exchange/routes.ts'
import { identityRoutes } from '../identity/routes.ts'
import { importRoutes } from '../imports/routes.ts'
import { invitationRoutes } from '../invitations/routes.ts'
import { libraryRoutes } from '../library/routes.ts'
import { messageRoutes } from '../messages/routes.ts'
import { organisationsRoutes } from '../organisations/routes.ts'
import { outreachRoutes } from '../outreach/routes.ts'
import { placeRoutes } from '../places/routes.ts'
import { taskRoutes } from '../tasks/routes.ts'
import { uploadRoutes } from '../uploads/routes.ts'
import type { Route } from './serve.ts'

/** THE LIST: every operation of the product and what serves it. */
const everyRoute: readonly Route[] = [
  ...identityRoutes,
  ...invitationRoutes,
  ...messageRoutes,
  ...libraryRoutes,
  ...outreachRoutes,
  ...applicationRoutes,
  ...casesRoutes,
  ...organisationsRoutes,
  ...exchangeRoutes,
  ...placeRoutes,
  ...taskRoutes,
  ...uploadRoutes,
  ...importRoutes,
]

/** Demonstration routes do not exist at all where there is no demonstration. */
export function routesFor(config: Pick<Config, 'demonstration'>): readonly Route[] {
  return everyRoute.filter(({ operation }) => operation.access !== 'demonstration' || config.demonstration)
}
