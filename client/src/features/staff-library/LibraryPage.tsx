import { useQuery } from '@tanstack/react-query'
import { MOST_AT_ONCE } from '@yijian/shared/library/limits'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { paths } from '../../app/paths.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { AssignSheet } from '../desk-library/AssignSheet.tsx'
import { EnterpriseList } from '../desk-library/EnterpriseList.tsx'
import { ExportSheet } from '../desk-library/ExportSheet.tsx'
import { countLibraryEndpoint } from '../desk-library/endpoints.ts'
import { FilterSheet } from '../desk-library/FilterSheet.tsx'
import {
  asQuery,
  filtersOf,
  type LibraryWords,
  libraryAddress,
  readLibraryWords,
  without,
} from '../desk-library/library-query.ts'
import { RecentAssignments } from '../desk-library/RecentAssignments.tsx'
import { countOf, nothingPicked, type Picked, toggled } from '../desk-library/selection.ts'
import { TagSheet } from '../desk-library/TagSheet.tsx'
import { useFiltersOn } from '../desk-library/use-filter-words.ts'
import { ViewsSheet } from '../desk-library/ViewsSheet.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { searchLibraryEndpoint } from '../staff-work/endpoints.ts'
import { SearchForm } from '../staff-work/SearchForm.tsx'
import { useListPlace } from './last-list.ts'

type Panel = 'filter' | 'views' | 'export' | 'tags' | 'assign' | 'give'

/** The cultivation library within this post's places: searched, filtered, in order, and worked on many at once. */
export function LibraryPage() {
  const { search } = useLocation()
  const words = readLibraryWords(search)
  // Another search is another list: nothing stays picked.
  return <Library key={libraryAddress(words)} words={words} />
}

function Library({ words }: { readonly words: LibraryWords }) {
  const texts = useText(staffLibraryTexts)
  const { product } = useText(shellTexts)
  const [panel, setPanel] = useState<Panel>()
  const [picked, setPicked] = useState<Picked>()
  const batches = useBatches(['library', 'list', words], (cursor) =>
    request(searchLibraryEndpoint, {
      query: { ...asQuery(words), ...(cursor && { cursor }) },
    }),
  )
  useListPlace(libraryAddress(words), batches.data?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? [])
  const counted = useCount(words)
  const alike = batches.data?.pages[0]?.alike
  const { tools } = texts
  const sorts: Readonly<Record<string, string>> = texts.filter.sorts
  // A street sees tags and filters by them; a county or a city makes them.
  const makesTags = useSession()?.post?.tier !== 'street'
  const close = () => setPanel(undefined)
  const done = () => {
    close()
    setPicked(undefined)
  }
  return (
    <Page
      title={texts.title}
      site={product}
      wide
      lead={counted.failed ? undefined : texts.ordered(counted.text, sorts[words.sort ?? 'score'] ?? '')}
    >
      <SearchForm
        label={texts.search}
        action={texts.find}
        value={words.q ?? ''}
        address={(typed) => libraryAddress(typed === '' ? without(words, 'q') : { ...words, q: typed })}
      />
      <section className="chips" aria-label={tools.label}>
        <Button small onClick={() => setPanel('filter')}>
          {tools.filter}
        </Button>
        <LinkButton small href={paths.staffFollowUps()}>
          {texts.followUps}
        </LinkButton>
        <Button small onClick={() => setPicked(picked ? undefined : nothingPicked)}>
          {picked ? tools.stopPicking : tools.pick}
        </Button>
        <Button small onClick={() => setPanel('views')}>
          {tools.views}
        </Button>
        {makesTags && (
          <Button small onClick={() => setPanel('tags')}>
            {tools.tags}
          </Button>
        )}
        <Button small onClick={() => setPanel('export')}>
          {tools.export}
        </Button>
      </section>
      <FiltersOn words={words} />
      {picked && (
        <>
          <PickedCount picked={picked} pick={setPicked} words={words} />
          <RecentAssignments />
        </>
      )}
      <Batches
        of={batches}
        empty={
          alike ? (
            <>
              <p>{texts.alike}</p>
              <EnterpriseList items={alike} picking={undefined} />
            </>
          ) : (
            <EmptyState icon="search" title={texts.none}>
              {Array.from(words.q ?? '').length === 1 ? texts.noneShort : texts.noneText}
            </EmptyState>
          )
        }
      >
        {(items) => (
          <EnterpriseList
            items={items}
            picking={
              picked && {
                has: (id) => 'all' in picked || picked.ids.has(id),
                toggle: (item) => setPicked(toggled(picked, item.id, item.name)),
              }
            }
          />
        )}
      </Batches>
      <FilterSheet words={words} open={panel === 'filter'} onClose={close} />
      <ViewsSheet words={words} open={panel === 'views'} onClose={close} />
      <ExportSheet words={words} open={panel === 'export'} onClose={close} />
      <TagSheet picked={undefined} open={panel === 'tags'} onClose={close} onDone={close} />
      {picked && (
        <>
          {makesTags && <TagSheet picked={picked} open={panel === 'give'} onClose={close} onDone={done} />}
          <AssignSheet picked={picked} open={panel === 'assign'} onClose={close} onDone={done} />
          <PickedActions picked={picked} makesTags={makesTags} show={setPanel} />
        </>
      )}
    </Page>
  )
}

/** How many match; exact up to ten thousand. */
function useCount(words: LibraryWords) {
  const texts = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const filters = filtersOf(words)
  const { data, isError } = useQuery({
    queryKey: ['library', 'count', filters],
    queryFn: () => request(countLibraryEndpoint, { query: asQuery(filters) }),
  })
  return {
    failed: isError && !data,
    text: data ? texts.count(formatCount(data.count, locale), data.more) : texts.counting,
    exact: data && !data.more ? data.count : undefined,
  }
}

/** What narrows the list, each taken off by a tap. */
function FiltersOn({ words }: { readonly words: LibraryWords }) {
  const { filter: texts } = useText(staffLibraryTexts)
  const on = useFiltersOn(words)
  if (on.length === 0) return null
  return (
    <nav className="chips" aria-label={texts.on}>
      {on.map(({ name, text }) => (
        <Link key={name} className="chip" href={libraryAddress(without(words, name))} aria-label={texts.remove(text)}>
          {text}
          <span aria-hidden="true">×</span>
        </Link>
      ))}
    </nav>
  )
}

interface PickedProps {
  readonly picked: Picked
  readonly pick: (picked: Picked) => void
  readonly words: LibraryWords
}

/** How many are picked, and all or none of them at a tap. */
function PickedCount({ picked, pick, words }: PickedProps) {
  const { pick: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const { exact } = useCount(words)
  const count = countOf(picked)
  return (
    <section className="tags" aria-live="polite">
      <span>{'all' in picked ? texts.everything(formatCount(count, locale)) : texts.chosen(count)}</span>
      {exact !== undefined && exact > 0 && exact <= MOST_AT_ONCE && !('all' in picked) && (
        <Button small weight="quiet" onClick={() => pick({ all: words, count: exact })}>
          {texts.all(formatCount(exact, locale))}
        </Button>
      )}
      {count > 0 && (
        <Button small weight="quiet" onClick={() => pick(nothingPicked)}>
          {texts.clear}
        </Button>
      )}
    </section>
  )
}

interface PickedActionsProps {
  readonly picked: Picked
  readonly makesTags: boolean
  readonly show: (panel: Panel) => void
}

function PickedActions({ picked, makesTags, show }: PickedActionsProps) {
  const { pick: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const count = countOf(picked)
  const why = count === 0 ? texts.nothing : count > MOST_AT_ONCE ? texts.tooMany : undefined
  const blocked = why === undefined ? {} : { disabledBecause: why }
  return (
    <StickyActions pair={makesTags}>
      {makesTags && (
        <Button onClick={() => show('give')} {...blocked}>
          {texts.tag}
        </Button>
      )}
      <Button weight="main" onClick={() => show('assign')} {...blocked}>
        {texts.assign(count === 0 ? '' : formatCount(count, locale))}
      </Button>
    </StickyActions>
  )
}
