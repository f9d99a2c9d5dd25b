import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { OutreachContact, OutreachMoveBody } from '@yijian/shared/outreach/contract'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import {
  addEnterprisePhoneEndpoint,
  moveLibraryEnterpriseEndpoint,
  readLibraryEnterpriseEndpoint,
  recordOutreachEndpoint,
  revealEnterprisePhoneEndpoint,
  stopMessagesEndpoint,
} from '../staff-work/endpoints.ts'

export type ContactInput = Omit<OutreachContact, 'commandId'>
export type MoveInput = Omit<OutreachMoveBody, 'commandId'>

export function useEnterprise(id: string) {
  return useQuery({
    queryKey: ['library', 'enterprise', id],
    queryFn: () => request(readLibraryEnterpriseEndpoint, { params: { id } }),
  })
}

/** What an officer does with an enterprise; whatever is answered, the page and the lists then ask again. */
export function useEnterpriseCommands(id: string) {
  const queries = useQueryClient()
  const params = { id }
  /** A refusal too means that the enterprise is not as this page shows it. */
  async function thenReload<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer
    } finally {
      // The page itself is awaited, so that what is said next is about the enterprise as it is now.
      void queries.invalidateQueries({ queryKey: ['library'] })
      await queries.refetchQueries({ queryKey: ['library', 'enterprise', id] })
    }
  }
  return {
    reveal: useCommand((phoneId: number) =>
      request(revealEnterprisePhoneEndpoint, { params: { id, phoneId: String(phoneId) } }),
    ),
    record: useCommand((contact: ContactInput, commandId) =>
      thenReload(request(recordOutreachEndpoint, { params, body: { commandId, ...contact } })),
    ),
    move: useCommand((move: MoveInput, commandId) =>
      thenReload(request(moveLibraryEnterpriseEndpoint, { params, body: { commandId, ...move } })),
    ),
    addPhone: useCommand((phone: string, commandId) =>
      thenReload(request(addEnterprisePhoneEndpoint, { params, body: { commandId, phone } })),
    ),
    silence: useCommand((phoneId: number) =>
      thenReload(request(stopMessagesEndpoint, { params: { id, phoneId: String(phoneId) } }).then(() => true)),
    ),
  }
}

export type EnterpriseCommands = ReturnType<typeof useEnterpriseCommands>
