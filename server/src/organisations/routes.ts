import { readOrganisation, readReply } from '@yijian/shared/organisations/contract'
import { route } from '../http/serve.ts'
import { handleReadOrganisation } from './read-organisation.ts'
import { handleReadReply } from './read-reply.ts'

export const organisationsRoutes = [route(readReply, handleReadReply), route(readOrganisation, handleReadOrganisation)]
