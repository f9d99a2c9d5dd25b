import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { LibraryView } from '@yijian/shared/library/list-contract'
import { type FormEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { deleteViewEndpoint, listViewsEndpoint, saveViewEndpoint } from './endpoints.ts'
import { freeName } from './free-name.ts'
import { type LibraryWords, libraryAddress } from './library-query.ts'

type Asked = { name: string; query: LibraryWords; shared: boolean }

interface ViewsSheetProps {
  readonly words: LibraryWords
  readonly open: boolean
  readonly onClose: () => void
}

/** Filters under a name, one's own and the office's. */
export function ViewsSheet({ words, open, onClose }: ViewsSheetProps) {
  const { views: texts } = useText(staffLibraryTexts)
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const views = useQuery({
    queryKey: ['library', 'views'],
    queryFn: () => request(listViewsEndpoint),
    enabled: open,
  })
  const [error, setError] = useState<string>()
  /** Another of one's own has the name. */
  const [taken, setTaken] = useState<Asked>()
  const form = useRef<HTMLFormElement>(null)
  const save = useCommand((body: Asked & { replace?: true }) => request(saveViewEndpoint, { body }))
  const remove = useCommand((id: number) => request(deleteViewEndpoint, { params: { id: String(id) } }))
  const refresh = () => void queries.invalidateQueries({ queryKey: ['library', 'views'] })
  // No form action: that it is busy would be shown once it no longer is.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const name = String(data.get('name') ?? '').trim()
    setError(name === '' ? texts.nameMissing : undefined)
    setTaken(undefined)
    if (name !== '') void keep({ name, query: words, shared: data.has('shared') })
  }
  async function keep(asked: Asked, how: { replace?: true } = {}) {
    const answer = await save.run({ ...asked, ...how })
    if (!answer) return
    refresh()
    setTaken(answer.result === 'saved' ? undefined : asked)
    if (answer.result !== 'saved') return
    form.current?.reset()
    toast(texts.saved(answer.view.name))
  }
  /** Beside the one that is there, under the first name that is free. */
  function keepBoth(asked: Asked) {
    const mine = views.data?.items.filter((view) => view.mine) ?? []
    void keep({
      ...asked,
      name: freeName(
        asked.name,
        mine.map(({ name }) => name),
      ),
    })
  }
  function close() {
    setError(undefined)
    setTaken(undefined)
    save.clear()
    remove.clear()
    onClose()
  }
  async function drop({ id }: LibraryView) {
    if (!(await remove.run(id))) return
    refresh()
    toast(texts.removed)
  }
  function show(view: LibraryView) {
    close()
    // After the sheet's own entry of history is gone.
    setTimeout(() => navigate(libraryAddress(view.query)), 60)
  }
  const problem = views.error ?? save.problem ?? remove.problem
  return (
    <Sheet open={open} onClose={close} title={texts.title}>
      {problem !== undefined && problem !== null && (
        <Notice tone="look" live>
          <p>{explain(problem)}</p>
        </Notice>
      )}
      {views.isPending && <Skeleton lines={3} />}
      {views.data?.items.length === 0 && <p>{texts.none}</p>}
      <ul className="rows">
        {views.data?.items.map((view) => (
          <li key={view.id}>
            <span>
              <button type="button" className="tap-row" onClick={() => show(view)}>
                {view.name}
                {view.shared && <small>{view.mine ? texts.shared : texts.by(view.ownerName)}</small>}
              </button>
            </span>
            {view.mine && (
              <Button small busy={remove.busy} onClick={() => void drop(view)}>
                {texts.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <details className="fold" open={views.data?.items.length === 0}>
        <summary>{texts.save}</summary>
        <form ref={form} className="sheet-form" onSubmit={submit}>
          <TextInput id="view-name" name="name" label={texts.name} error={error} maxLength={20} />
          <Tick name="shared" label={texts.share} />
          {taken && (
            <Notice tone="look" live>
              <p>{texts.taken(taken.name)}</p>
              <div className="buttons">
                <Button small busy={save.busy} onClick={() => void keep(taken, { replace: true })}>
                  {texts.replace}
                </Button>
                <Button small busy={save.busy} onClick={() => keepBoth(taken)}>
                  {texts.keepBoth}
                </Button>
              </div>
            </Notice>
          )}
          <Button type="submit" busy={save.busy}>
            {texts.saveButton}
          </Button>
        </form>
      </details>
    </Sheet>
  )
}
