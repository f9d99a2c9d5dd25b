import { useQueryClient } from '@tanstack/react-query'
import type { Verdict } from '@yijian/shared/cross-check/cross-check'
import type { ListRow, ListView } from '@yijian/shared/exchange/contract'
import { request } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { listRowsEndpoint } from './endpoints.ts'
import { RowAnswer } from './RowAnswer.tsx'

interface RowsProps {
  readonly list: ListView
  readonly verdict: Verdict | undefined
}

export function Rows({ list, verdict }: RowsProps) {
  const texts = useText(staffListsTexts)
  const queries = useQueryClient()
  const id = String(list.id)
  const key = ['list-rows', id, verdict]
  const batches = useBatches(key, (cursor) =>
    request(listRowsEndpoint, {
      params: { id },
      query: { ...(verdict && { verdict }), ...(cursor !== undefined && { cursor }) },
    }),
  )
  /** A decided row changes where it stands; the others stay as they are. */
  function replace(row: ListRow) {
    queries.setQueryData<typeof batches.data>(
      key,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.row === row.row ? row : item)),
          })),
        },
    )
    void queries.invalidateQueries({ queryKey: ['list', id] })
    void queries.invalidateQueries({ queryKey: ['co-building', id] })
  }
  return (
    <Batches of={batches} empty={<EmptyState title={texts.noRows}>{texts.noRowsText}</EmptyState>}>
      {(items) => (
        <ul className="stack">
          {items.map((row) => (
            <RowAnswer
              key={row.row}
              listId={id}
              row={row}
              replace={replace}
              reload={() => void queries.invalidateQueries({ queryKey: key })}
            />
          ))}
        </ul>
      )}
    </Batches>
  )
}
