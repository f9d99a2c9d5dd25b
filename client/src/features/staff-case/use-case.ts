import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CaseView, ContactRecord, Decision } from '@yijian/shared/application/case-contract'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import {
  claimCaseEndpoint,
  decideCaseEndpoint,
  readCaseEndpoint,
  recordContactEndpoint,
  releaseCaseEndpoint,
  revealPhoneEndpoint,
} from '../staff-work/endpoints.ts'

export type DecisionInput = Omit<Decision, 'commandId'>
export type ContactInput = Omit<ContactRecord, 'commandId'>

export function useCase(id: string) {
  return useQuery({ queryKey: ['case', id], queryFn: () => request(readCaseEndpoint, { params: { id } }) })
}

/** What an officer does with a case; each shows the case as it then is, and the lists ask again. */
export function useCaseCommands(id: string) {
  const queries = useQueryClient()
  function show(view: CaseView) {
    queries.setQueryData(['case', id], view)
    refreshLists()
  }
  function refreshLists() {
    for (const key of ['queues', 'queue', 'cases', 'overview', 'library']) {
      void queries.invalidateQueries({ queryKey: [key] })
    }
  }
  async function reload() {
    refreshLists()
    await queries.invalidateQueries({ queryKey: ['case', id] })
  }
  /** A refusal means that the case is not as this page shows it: ask for it again before anything is said. */
  async function orReload<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer
    } catch (problem) {
      await reload()
      throw problem
    }
  }
  const params = { id }
  return {
    claim: useCommand(async (takeOver: string | undefined) => {
      const answer = await orReload(
        request(claimCaseEndpoint, { params, body: takeOver === undefined ? {} : { takeOver } }),
      )
      await reload()
      return answer
    }),
    release: useCommand(async (_: null) => {
      const answer = await orReload(request(releaseCaseEndpoint, { params }))
      await reload()
      return answer
    }),
    reveal: useCommand((_: null) => request(revealPhoneEndpoint, { params })),
    record: useCommand(async (contact: ContactInput, commandId) => {
      const view = await request(recordContactEndpoint, { params, body: { commandId, ...contact } })
      show(view)
      return view
    }),
    decide: useCommand(async (decision: DecisionInput, commandId) => {
      const view = await orReload(request(decideCaseEndpoint, { params, body: { commandId, ...decision } }))
      show(view)
      return view
    }),
  }
}

export type CaseCommands = ReturnType<typeof useCaseCommands>
