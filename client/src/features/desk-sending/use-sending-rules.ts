import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  decideSendingRules,
  ProposedRules,
  proposeSendingRules,
  readSendingRules,
  SendingRulesView,
  withdrawSendingRules,
} from '@yijian/shared/invitation/sending-contract'
import { endpoint } from '../../api/endpoint.ts'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'

const readEndpoint = endpoint<typeof readSendingRules>('GET', '/api/sending-rules')
const proposeEndpoint = endpoint<typeof proposeSendingRules>('POST', '/api/sending-rules/proposals')
const decideEndpoint = endpoint<typeof decideSendingRules>('POST', '/api/sending-rules/proposals/:id/decision')
const withdrawEndpoint = endpoint<typeof withdrawSendingRules>('POST', '/api/sending-rules/versions/:id/withdrawal')

const KEY = ['sending-rules']

export function useSendingRules() {
  return useQuery({ queryKey: KEY, queryFn: () => request(readEndpoint) })
}

export function useSendingCommands() {
  const queries = useQueryClient()
  async function show(answer: Promise<SendingRulesView>): Promise<SendingRulesView> {
    try {
      const view = await answer
      queries.setQueryData(KEY, view)
      return view
    } catch (problem) {
      // What a colleague has done meanwhile is shown beside the refusal.
      if (problem instanceof Refused && ['rules_changed', 'rules_in_force'].includes(problem.code))
        void queries.invalidateQueries({ queryKey: KEY })
      throw problem
    }
  }
  return {
    propose: useCommand((rules: ProposedRules, commandId) =>
      show(request(proposeEndpoint, { body: { commandId, ...rules } })),
    ),
    decide: useCommand(({ id, decision }: { id: number; decision: 'published' | 'withdrawn' }) =>
      show(request(decideEndpoint, { params: { id: String(id) }, body: { decision } })),
    ),
    withdraw: useCommand(({ id, reason }: { id: number; reason: string }) =>
      show(request(withdrawEndpoint, { params: { id: String(id) }, body: { reason } })),
    ),
  }
}
export type SendingCommands = ReturnType<typeof useSendingCommands>
