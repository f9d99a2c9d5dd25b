import { useQueryClient } from '@tanstack/react-query'
import type { TagView } from '@yijian/shared/library/list-contract'
import { type FormEvent, useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { archiveTagEndpoint, giveTagEndpoint, makeTagEndpoint } from './endpoints.ts'
import { Select } from './Select.tsx'
import { countOf, type Picked, selectionOf } from './selection.ts'
import { useTags } from './use-filter-words.ts'

interface TagSheetProps {
  /** Those picked; without any, codes are pasted. */
  readonly picked: Picked | undefined
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

type Which = Parameters<typeof request<NonNullable<(typeof giveTagEndpoint)['contract']>>>[1]['body']['which']

/** Key lists and the like: made here, given to many at once, taken off again. */
export function TagSheet({ picked, open, onClose, onDone }: TagSheetProps) {
  const { tags: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const tags = useTags()
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={picked ? texts.give(formatCount(countOf(picked), locale)) : texts.title}
    >
      {tags.data && !tags.data.canMake && <p>{texts.onlyAbove}</p>}
      {tags.data?.canMake && <Own tags={tags.data.items.filter(({ own }) => own)} picked={picked} onDone={onDone} />}
    </Sheet>
  )
}

function Own({
  tags,
  picked,
  onDone,
}: {
  readonly tags: readonly TagView[]
  readonly picked: Picked | undefined
  readonly onDone: () => void
}) {
  const { tags: texts, comma } = useText(staffLibraryTexts)
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const [tagId, setTag] = useState<number>()
  const [error, setError] = useState<string>()
  const [unknown, setUnknown] = useState<{ count: number; told: readonly string[] }>()
  const give = useCommand((input: { id: number; take: boolean; which: Which }, commandId) =>
    request(giveTagEndpoint, {
      params: { id: String(input.id) },
      body: { commandId, take: input.take, which: input.which },
    }),
  )
  const archive = useCommand((id: number) => request(archiveTagEndpoint, { params: { id: String(id) } }))
  const chosen = tags.find(({ id }) => id === tagId) ?? tags[0]
  async function submit(data: FormData, take: boolean) {
    if (!chosen) return
    const codes = String(data.get('codes') ?? '').trim()
    const missing = !picked && codes === ''
    setError(missing ? texts.pasteMissing : undefined)
    if (missing) return
    const done = await give.run({ id: chosen.id, take, which: picked ? selectionOf(picked) : { codes } })
    if (!done) return
    void queries.invalidateQueries({ queryKey: ['library'] })
    toast(texts.done(done.changed, done.already, take))
    if (done.unknownCount > 0) setUnknown({ count: done.unknownCount, told: done.unknown })
    else onDone()
  }
  async function putAway(tag: TagView) {
    if (!(await archive.run(tag.id))) return
    void queries.invalidateQueries({ queryKey: ['library'] })
    toast(texts.archived(tag.name))
  }
  const problem = give.problem ?? archive.problem
  return (
    <div className="stack">
      {problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(problem)}</p>
        </Notice>
      )}
      {unknown && (
        <Notice tone="look" live>
          <p>{texts.unknown(unknown.count)}</p>
          <p className="number">{unknown.told.join(comma)}</p>
        </Notice>
      )}
      {chosen ? (
        <form className="sheet-form" onSubmit={(event) => event.preventDefault()}>
          <Select
            key={tags.length}
            label={texts.which}
            name="tagId"
            defaultValue={String(chosen.id)}
            onPick={(value) => setTag(Number(value))}
          >
            {tags.map(({ id, name }) => (
              <option key={id} value={String(id)}>
                {name}
              </option>
            ))}
          </Select>
          {!picked && (
            <TextArea
              name="codes"
              label={texts.paste}
              hint={texts.pasteHint}
              error={error}
              rows={4}
              maxLength={120_000}
            />
          )}
          <div className="buttons">
            {[false, true].map((take) => (
              <Button
                key={String(take)}
                weight={take ? 'plain' : 'main'}
                busy={give.busy}
                onClick={(event) => {
                  const { form } = event.currentTarget
                  if (form) void submit(new FormData(form), take)
                }}
              >
                {take ? texts.takeButton : texts.giveButton}
              </Button>
            ))}
            {!picked && (
              <Button weight="quiet" busy={archive.busy} onClick={() => void putAway(chosen)}>
                {texts.archiveThis(chosen.name)}
              </Button>
            )}
          </div>
        </form>
      ) : (
        <p>{texts.noneOwn}</p>
      )}
      <NewTag open={chosen === undefined} onMade={setTag} />
    </div>
  )
}

function NewTag({ open, onMade }: { readonly open: boolean; readonly onMade: (id: number) => void }) {
  const { tags: texts } = useText(staffLibraryTexts)
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const [error, setError] = useState<string>()
  const make = useCommand((body: { name: string; kind: TagView['kind'] }) => request(makeTagEndpoint, { body }))
  // No form action: that it is busy would be shown once it no longer is.
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const name = String(data.get('name') ?? '').trim()
    const kind = (Object.keys(texts.kinds) as TagView['kind'][]).find((one) => one === data.get('kind')) // keys of a const object
    setError(name === '' ? texts.nameMissing : undefined)
    if (name === '' || kind === undefined) return
    const made = await make.run({ name, kind })
    if (!made) return
    form.reset()
    await queries.invalidateQueries({ queryKey: ['library', 'tags'] })
    onMade(made.id)
    toast(texts.made(made.name))
  }
  return (
    <details className="fold" open={open}>
      <summary>{texts.new}</summary>
      <form className="sheet-form" onSubmit={submit}>
        {make.problem !== undefined && (
          <Notice tone="look" live>
            <p>{explain(make.problem)}</p>
          </Notice>
        )}
        <TextInput id="tag-name" name="name" label={texts.name} error={error} maxLength={20} />
        <Select label={texts.kind} name="kind" defaultValue="key_list">
          {Object.entries(texts.kinds).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
        <Button type="submit" busy={make.busy}>
          {texts.make}
        </Button>
      </form>
    </details>
  )
}
