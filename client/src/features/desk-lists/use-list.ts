import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ListView } from '@yijian/shared/exchange/contract'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { cancelListEndpoint, readListEndpoint } from './endpoints.ts'

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
