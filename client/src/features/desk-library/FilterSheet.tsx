import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { type LibraryWords, libraryAddress, readLibraryWords } from './library-query.ts'
import { Select } from './Select.tsx'
import { type Option, useCommunities, useFilterOptions, usePlaces, useTags } from './use-filter-words.ts'

interface FilterSheetProps {
  readonly words: LibraryWords
  readonly open: boolean
  readonly onClose: () => void
}

const FORM = 'library-filters'
const ticks = ['doubtful', 'vanished'] as const
const selects = ['outreach', 'size', 'industry', 'age', 'status'] as const

/** Everything the list can be narrowed by; what is chosen becomes the list's address. */
export function FilterSheet({ words, open, onClose }: FilterSheetProps) {
  const { filter: texts } = useText(staffLibraryTexts)
  const navigate = useNavigate()
  const options = useFilterOptions()
  const tags = useTags()
  function show(next: LibraryWords) {
    onClose()
    // After the sheet's own entry of history is gone.
    setTimeout(() => navigate(libraryAddress(next)), 60)
  }
  // No form action: it would blank what is chosen before the list is there.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const chosen = new URLSearchParams({ q: words.q ?? '' })
    for (const [name, value] of data) if (typeof value === 'string') chosen.set(name, value)
    for (const name of ticks) if (data.has(name)) chosen.set(name, 'yes')
    const place = data.get('street') || data.get('county') || (data.get('communityId') && data.get('own'))
    if (place) chosen.set('placeId', String(place))
    show(readLibraryWords(chosen.toString()))
  }
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={texts.title}
      foot={
        <>
          <Button type="submit" form={FORM} weight="main">
            {texts.apply}
          </Button>
          <Button weight="quiet" onClick={() => show(words.q === undefined ? {} : { q: words.q })}>
            {texts.reset}
          </Button>
        </>
      }
    >
      {/* A label of two lines leaves the fields of its row as high as any. */}
      <form id={FORM} className="pairs" style={{ alignItems: 'end' }} onSubmit={submit}>
        <Select label={texts.sort} name="sort" defaultValue={words.sort ?? ''}>
          {options.sort.map(({ value, name }) => (
            <option key={value} value={value === 'score' ? '' : value}>
              {name}
            </option>
          ))}
        </Select>
        <PlaceSelects words={words} />
        {selects.map((name) => (
          <Select key={name} label={texts[name]} name={name} defaultValue={words[name]}>
            <Any options={options[name]} value={words[name]} />
          </Select>
        ))}
        {(tags.data?.items.length ?? 0) > 0 && (
          <Select key="tag" label={texts.tag} name="tag" defaultValue={words.tag}>
            <Any
              options={tags.data?.items.map(({ id, name }) => ({ value: String(id), name })) ?? []}
              value={words.tag}
            />
          </Select>
        )}
        {ticks.map((name) => (
          <Tick key={name} name={name} label={texts[name]} defaultChecked={words[name] === 'yes'} />
        ))}
      </form>
    </Sheet>
  )
}

/** County, street, community: what the post covers and no more of it than it needs. */
function PlaceSelects({ words }: { readonly words: LibraryWords }) {
  const { filter: texts } = useText(staffLibraryTexts)
  const counties = usePlaces().data?.counties ?? []
  const chosen = counties.find(({ county, streets }) =>
    [county, ...streets].some(({ id }) => String(id) === words.placeId),
  )
  const [countyId, setCounty] = useState<string>()
  const [streetId, setStreet] = useState<string>()
  const only = counties.length === 1 ? counties[0] : undefined
  const county = countyId ?? String((chosen ?? only)?.county.id ?? '')
  const streets = counties.find((one) => String(one.county.id) === county)?.streets ?? []
  const onlyStreet = only?.streets.length === 1 ? String(only.streets[0]?.id) : undefined
  const street = onlyStreet ?? streetId ?? streets.find(({ id }) => String(id) === words.placeId)?.id.toString() ?? ''
  const communities = useCommunities(street === '' ? undefined : street).data?.items ?? []
  return (
    <>
      {counties.length > 1 && (
        <Select
          key={`county ${counties.length}`}
          label={texts.county}
          name="county"
          defaultValue={county}
          onPick={(value) => {
            setCounty(value)
            setStreet('')
          }}
        >
          <Any
            options={counties.map((one) => ({ value: String(one.county.id), name: one.county.name }))}
            value={county}
          />
        </Select>
      )}
      {onlyStreet !== undefined && <input type="hidden" name="own" value={onlyStreet} />}
      {streets.length > 1 && (
        <Select key={`street ${county}`} label={texts.street} name="street" defaultValue={street} onPick={setStreet}>
          <Any options={streets.map(({ id, name }) => ({ value: String(id), name }))} value={street} />
        </Select>
      )}
      {communities.length > 0 && (
        <Select key={`community ${street}`} label={texts.community} name="communityId" defaultValue={words.communityId}>
          <Any options={communities.map(({ id, name }) => ({ value: String(id), name }))} value={words.communityId} />
        </Select>
      )}
    </>
  )
}

/** Nothing in particular, or one of these; several at once, as a saved view may have them, stay one choice. */
function Any({ options, value }: { readonly options: readonly Option[]; readonly value: string | undefined }) {
  const { filter: texts, comma } = useText(staffLibraryTexts)
  const several = value?.includes(',')
    ? value
        .split(',')
        .map((one) => options.find((option) => option.value === one)?.name ?? one)
        .join(comma)
    : undefined
  return (
    <>
      <option value="">{texts.any}</option>
      {several !== undefined && <option value={value}>{several}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </>
  )
}
