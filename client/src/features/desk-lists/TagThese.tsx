import { useQuery } from '@tanstack/react-query'
import type { CoBuildingFit } from '@yijian/shared/exchange/co-building'
import { type FormEvent, useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { giveTagEndpoint, listTagsEndpoint, readCoBuildingEndpoint } from './endpoints.ts'

/** One command reaches so many; see `MOST_AT_ONCE` of the library. */
const MOST = 5000

interface TagTheseProps {
  readonly listId: string
  readonly fit: CoBuildingFit | undefined
  readonly placeId: string | undefined
}

/** Makes what is shown of the co-building list findable in the library by one of the office's tags. */
export function TagThese({ listId, fit, placeId }: TagTheseProps) {
  const { building } = useText(staffListsTexts)
  const texts = building.tag
  const { locale } = useLocale()
  const explain = useExplain()
  const [open, setOpen] = useState(false)
  const [error, setError] = useState<string>()
  const [done, setDone] = useState<string>()
  const tags = useQuery({ queryKey: ['tags'], queryFn: () => request(listTagsEndpoint), enabled: open })
  const ids = useQuery({
    queryKey: ['co-building', listId, fit, placeId, 'ids'],
    queryFn: () => allOf({ listId, fit, placeId }),
    enabled: open,
  })
  const count = (value: number) => formatCount(value, locale)
  const give = useCommand(async ({ tag, enterprises }: { tag: string; enterprises: number[] }, commandId: string) => {
    const body = { commandId, take: false, which: { ids: enterprises } }
    const { changed, already } = await request(giveTagEndpoint, { params: { id: tag }, body })
    setDone(texts.done(count(changed), count(already)))
    setOpen(false)
  })
  const own = tags.data?.items.filter((tag) => tag.own) ?? []
  const problem = give.problem ?? tags.error ?? ids.error ?? undefined
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const tag = new FormData(event.currentTarget).get('tag')
    setError(tag === null ? texts.choose : undefined)
    if (tag !== null && ids.data) void give.run({ tag: String(tag), enterprises: ids.data })
  }
  return (
    <>
      {done !== undefined && (
        <Notice tone="good" live>
          <p>{done}</p>
        </Notice>
      )}
      <div className="buttons buttons-row">
        <Button small onClick={() => setOpen(true)}>
          {texts.open}
        </Button>
      </div>
      <Sheet
        open={open}
        onClose={() => {
          give.clear()
          setOpen(false)
        }}
        title={texts.title(ids.data ? count(ids.data.length) : '…')}
        foot={
          own.length > 0 && (
            <Button weight="main" type="submit" form="give-tag" busy={give.busy || !ids.data}>
              {texts.confirm}
            </Button>
          )
        }
      >
        {problem !== undefined && (
          <Notice tone="look" live>
            <p>{explain(problem)}</p>
          </Notice>
        )}
        {!tags.data && !tags.error && <Skeleton lines={3} />}
        {tags.data && own.length === 0 && <p>{texts.none}</p>}
        {own.length > 0 && (
          <form id="give-tag" noValidate onSubmit={submit}>
            <RadioGrid
              name="tag"
              label={texts.which}
              error={error}
              choices={own.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          </form>
        )}
      </Sheet>
    </>
  )
}

async function allOf({ listId, fit, placeId }: TagTheseProps): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | null = null
  do {
    const query = { ...(fit && { fit }), ...(placeId && { placeId }), ...(cursor !== null && { cursor }) }
    const { items, next }: Awaited<ReturnType<typeof readPage>> = await readPage(listId, query)
    ids.push(...items.map(({ enterpriseId }) => enterpriseId))
    cursor = next
  } while (cursor !== null && ids.length < MOST)
  return ids.slice(0, MOST)
}

function readPage(listId: string, query: { fit?: CoBuildingFit; placeId?: string; cursor?: string }) {
  return request(readCoBuildingEndpoint, { params: { id: listId }, query })
}
