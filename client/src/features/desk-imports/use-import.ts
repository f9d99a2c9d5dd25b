import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Hold, ImportView } from '@yijian/shared/imports/contract'
import type { NamedStatusWord } from '@yijian/shared/imports/status-word-contract'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import {
  approveEndpoint,
  cancelEndpoint,
  compareAgainEndpoint,
  nameWordsEndpoint,
  readAgainEndpoint,
  readImportEndpoint,
  setMappingEndpoint,
  undoEndpoint,
} from './endpoints.ts'

const BUSY_MS = 1500
/** A colleague may approve, cancel or undo at any time. */
const QUIET_MS = 15_000
const FOLLOWED_UP_WITHIN_MS = 10 * 60_000

/** One import, asked for again and again: often while something is under way, now and then otherwise. */
export function useImport(id: string) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: () => request(readImportEndpoint, { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? BUSY_MS : QUIET_MS),
  })
}

function isUnderWay(view: ImportView): boolean {
  return ['received', 'staging', 'applying', 'undoing'].includes(view.state) || isFollowedUp(view)
}

/** What comes of it is being found out. Long after it took effect nothing is to be expected any more. */
export function isFollowedUp({ state, appliedAt, followUp }: ImportView): boolean {
  const since = appliedAt === null ? Number.POSITIVE_INFINITY : Date.now() - new Date(appliedAt).getTime()
  return state === 'applied' && followUp === null && since < FOLLOWED_UP_WITHIN_MS
}

/** Somebody else was quicker: the import is not as this page showed it. */
export function isConflict(problem: unknown): boolean {
  return problem instanceof Refused && problem.status === 409
}

export interface Mapping {
  readonly columns: { field: string; column: number }[]
  readonly remember: boolean
}

/** What an officer does with an import; each shows it as it then is, and a refusal too. */
export function useImportCommands(id: string) {
  const queries = useQueryClient()
  const params = { id }
  async function show(answer: Promise<ImportView>): Promise<ImportView> {
    try {
      const view = await answer
      queries.setQueryData(['import', id], view)
      // What it lists as different is of its newest reading.
      void queries.invalidateQueries({ queryKey: ['import-differences', id] })
      return view
    } catch (problem) {
      // The import is not as this page shows it: look before anything is said.
      if (problem instanceof Refused) await queries.invalidateQueries({ queryKey: ['import', id] })
      throw problem
    } finally {
      for (const key of ['imports', 'library', 'queues']) void queries.invalidateQueries({ queryKey: [key] })
    }
  }
  return {
    remap: useCommand((body: Mapping) => show(request(setMappingEndpoint, { params, body }))),
    nameWords: useCommand((body: { readonly words: NamedStatusWord[]; readonly source: string }) =>
      show(request(nameWordsEndpoint, { params, body })),
    ),
    approve: useCommand((body: { readonly acceptedHolds: Hold['kind'][]; readonly note: string | null }) =>
      show(request(approveEndpoint, { params, body })),
    ),
    compareAgain: useCommand((_: null) => show(request(compareAgainEndpoint, { params }))),
    readAgain: useCommand((_: null) => show(request(readAgainEndpoint, { params }))),
    cancel: useCommand((_: null) => show(request(cancelEndpoint, { params }))),
    undo: useCommand((reason: string) => show(request(undoEndpoint, { params, body: { reason } }))),
  }
}
export type ImportCommands = ReturnType<typeof useImportCommands>
