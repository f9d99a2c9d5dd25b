import { listDemonstrationAccounts, listSimulatedMessages } from '@yijian/shared/messages/contract'
import { route } from '../http/serve.ts'
import { handleListDemonstrationAccounts } from './demonstration-accounts.ts'
import { handleListSimulatedMessages } from './list-simulated-messages.ts'

export const messageRoutes = [
  route(listSimulatedMessages, handleListSimulatedMessages),
  route(listDemonstrationAccounts, handleListDemonstrationAccounts),
]
