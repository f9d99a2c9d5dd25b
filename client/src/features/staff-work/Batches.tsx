import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StaffProblem } from './StaffProblem.tsx'

interface Batch<Item> {
  readonly items: Item[]
  readonly next: string | null
}

/** A list that the server hands out in batches; `load` asks for the batch after a cursor. */
export function useBatches<B extends Batch<unknown>>(
  key: readonly unknown[],
  load: (cursor: string | undefined) => Promise<B>,
) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

interface BatchesProps<Item> {
  readonly of: UseInfiniteQueryResult<InfiniteData<Batch<Item>>>
  readonly empty: ReactNode
  readonly children: (items: readonly Item[]) => ReactNode
}

/** What has arrived, and the way to more; grey lines, a reason or the words for nothing in its place. */
export function Batches<Item>({ of, empty, children }: BatchesProps<Item>) {
  const { list } = useText(staffTexts)
  if (!of.data)
    return of.error ? <StaffProblem problem={of.error} retry={() => void of.refetch()} /> : <Skeleton lines={5} />
  const items = of.data.pages.flatMap((batch) => batch.items)
  if (items.length === 0) return empty
  return (
    <>
      {children(items)}
      {of.hasNextPage && (
        <div className="buttons">
          <p className="lead">{list.shown(items.length)}</p>
          <Button busy={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
            {list.more}
          </Button>
        </div>
      )}
    </>
  )
}
