import { useQuery } from '@tanstack/react-query'
import type { CaseView } from '@yijian/shared/application/case-contract'
import { useRef, useState } from 'react'
import { request } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { searchLibraryEndpoint } from '../staff-work/endpoints.ts'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'

export interface Covered {
  readonly id: number
  readonly name: string
}

interface CommitteeFieldsProps {
  readonly view: CaseView
  readonly errorOf: (field: string) => string | undefined
  readonly kept: (name: string) => string | undefined
  /** The further enterprises, kept by the page so that closing the sheet loses nothing. */
  readonly covered: readonly Covered[]
  readonly cover: (covered: readonly Covered[]) => void
}

/** A youth work committee: name, director, and the further enterprises of this place it covers. */
export function CommitteeFields({ view, errorOf, kept, covered, cover }: CommitteeFieldsProps) {
  const { committee: texts } = useText(staffCaseTexts)
  return (
    <>
      <TextArea
        name="committeeName"
        label={texts.name}
        rows={2}
        error={errorOf('committeeName')}
        maxLength={80}
        defaultValue={kept('committeeName') ?? texts.suggestion(view.enterprise.name)}
      />
      <TextInput
        name="directorName"
        label={texts.director}
        error={errorOf('directorName')}
        maxLength={40}
        autoComplete="off"
        defaultValue={kept('directorName')}
      />
      <div className="field">
        <h3>{texts.others}</h3>
        <p className="hint">{texts.othersHint}</p>
        {covered.length === 0 && <p>{texts.noOthers}</p>}
        <ul className="rows">
          {covered.map((one) => (
            <li key={one.id}>
              <input type="hidden" name="enterpriseId" value={one.id} />
              <span>{one.name}</span>
              <Button small onClick={() => cover(covered.filter(({ id }) => id !== one.id))}>
                {texts.remove}
                <span className="unseen"> {one.name}</span>
              </Button>
            </li>
          ))}
        </ul>
        <Search view={view} covered={covered} add={(one) => cover([...covered, one])} />
      </div>
    </>
  )
}

interface SearchProps {
  readonly view: CaseView
  readonly covered: readonly Covered[]
  readonly add: (one: Covered) => void
}

function Search({ view, covered, add }: SearchProps) {
  const { committee: texts } = useText(staffCaseTexts)
  const box = useRef<HTMLDivElement>(null)
  const [q, setQ] = useState('')
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['library', 'to cover', view.place.id, q],
    queryFn: () => request(searchLibraryEndpoint, { query: { q, placeId: String(view.place.id) } }),
    enabled: q !== '',
  })
  const known = new Set([view.enterprise.id, ...covered.map(({ id }) => id)])
  const found = data?.items.filter(({ id }) => !known.has(id)).slice(0, 10)
  function find() {
    setQ(box.current?.querySelector('input')?.value.trim() ?? '')
  }
  return (
    <>
      {/* Within a form already: its own button and the enter key search instead of sending the decision. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only catches the input's enter key */}
      <div
        ref={box}
        className="search"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
          event.preventDefault()
          find()
        }}
      >
        <TextInput name="cover" label={texts.search} type="search" enterKeyHint="search" maxLength={60} />
        <Button busy={isFetching} onClick={find}>
          {texts.find}
        </Button>
      </div>
      {error && <StaffProblem problem={error} retry={() => void refetch()} />}
      {found && (
        <ul className="rows" aria-label={texts.found}>
          {found.length === 0 && <li>{texts.nothing}</li>}
          {found.map(({ id, name }) => (
            <li key={id}>
              <span>{name}</span>
              <Button small onClick={() => add({ id, name })}>
                {texts.add}
                <span className="unseen"> {name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
