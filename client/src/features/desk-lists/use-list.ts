import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { chooseListColumns, ListView } from '@yijian/shared/exchange/contract'
import type { BodyOf } from '@yijian/shared/operation'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { cancelListEndpoint, chooseListColumnsEndpoint, readListEndpoint } from './endpoints.ts'

const BUSY_MS = 1000

export function isUnderWay({ state }: Pick<ListView, 'state'>): boolean {
  return state === 'waiting' || state === 'checking'
}

/** One list, asked for again while its check is under way. */
export function useList(id: string) {
  return useQuery({
    queryKey: ['list', id],
    queryFn: () => request(readListEndpoint, { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? BUSY_MS : false),
  })
}

export function useCancelList(id: string) {
  const queries = useQueryClient()
  return useCommand(async (_: null) => {
    const view = await request(cancelListEndpoint, { params: { id } })
    queries.setQueryData(['list', id], view)
    void queries.invalidateQueries({ queryKey: ['lists'] })
  })
}

/** Has the list checked again, read as these columns; what is known of its rows is out of date. */
export function useChooseColumns(id: string) {
  const queries = useQueryClient()
  return useCommand(async (columns: BodyOf<typeof chooseListColumns>['columns']) => {
    const view = await request(chooseListColumnsEndpoint, { params: { id }, body: { columns } })
    for (const key of ['list-rows', 'co-building', 'list-columns']) queries.removeQueries({ queryKey: [key, id] })
    void queries.invalidateQueries({ queryKey: ['lists'] })
    queries.setQueryData(['list', id], view)
  })
}
