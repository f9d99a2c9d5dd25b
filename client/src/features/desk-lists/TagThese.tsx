import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CoBuildingFit } from '@yijian/shared/exchange/co-building'
import type { TagView } from '@yijian/shared/library/list-contract'
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
import { TextInput } from '../../ui/TextInput.tsx'
import { giveTagEndpoint, listTagsEndpoint, makeTagEndpoint, readCoBuildingEndpoint } from './endpoints.ts'

/** One command reaches so many; see `MOST_AT_ONCE` of the library. */
const MOST = 5000

/** The choice of a tag that is not there yet. */
const NEW = 'new'

type Given = { readonly tag: { readonly id: string } | { readonly name: string }; readonly enterprises: number[] }

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
  const queries = useQueryClient()
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
  const own = tags.data?.items.filter((tag) => tag.own) ?? []
  const mayMake = tags.data?.canMake === true
  const [making, setMaking] = useState(false)
  const namesNew = mayMake && (making || own.length === 0)
  const give = useCommand(async ({ tag, enterprises }: Given, commandId: string) => {
    const body = { commandId, take: false, which: { ids: enterprises } }
    const { changed, already } = await request(giveTagEndpoint, { params: { id: await idOf(tag, own) }, body })
    void queries.invalidateQueries({ queryKey: ['tags'] })
    setDone(texts.done(count(changed), count(already)))
    setOpen(false)
  })
  const problem = give.problem ?? tags.error ?? ids.error ?? undefined
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const name = String(data.get('name') ?? '').trim()
    const id = data.get('tag')
    const tag = namesNew ? name !== '' && { name } : id !== null && { id: String(id) }
    setError(tag ? undefined : namesNew ? texts.nameIt : texts.choose)
    if (tag && ids.data) void give.run({ tag, enterprises: ids.data })
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
          (own.length > 0 || mayMake) && (
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
        {tags.data && own.length === 0 && !mayMake && <p>{texts.onlyAbove}</p>}
        {(own.length > 0 || mayMake) && (
          <form id="give-tag" noValidate className="stack" onSubmit={submit}>
            {own.length > 0 && (
              <RadioGrid
                name="tag"
                label={texts.which}
                error={namesNew ? undefined : error}
                onPick={(picked) => setMaking(picked === NEW)}
                choices={[
                  ...own.map(({ id, name }) => ({ value: String(id), label: name })),
                  ...(mayMake ? [{ value: NEW, label: texts.makeOne }] : []),
                ]}
              />
            )}
            {namesNew && (
              <TextInput name="name" label={texts.name} hint={texts.nameHint} error={error} maxLength={20} />
            )}
          </form>
        )}
      </Sheet>
    </>
  )
}

/** The same name is the same tag; one that is there keeps its kind. */
async function idOf(tag: Given['tag'], own: readonly TagView[]): Promise<string> {
  if ('id' in tag) return tag.id
  const known = own.find(({ name }) => name === tag.name)
  return String((known ?? (await request(makeTagEndpoint, { body: { name: tag.name, kind: 'key_list' } }))).id)
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
