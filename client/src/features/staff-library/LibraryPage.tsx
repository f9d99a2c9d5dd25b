import type { LibraryItem } from '@yijian/shared/library/list-contract'
import { outreachStates } from '@yijian/shared/outreach/words'
import { useLocation } from 'react-router'
import type * as z from 'zod/mini'
import { request } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Page } from '../../ui/Page.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { searchLibraryEndpoint } from '../staff-work/endpoints.ts'
import { SearchForm } from '../staff-work/SearchForm.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { useWord } from '../staff-work/use-word.ts'

type Item = z.infer<typeof LibraryItem>
const groups = ['new', 'intent', 'applying', 'organised'] as const satisfies readonly Item['outreach'][]

/** The cultivation library within this post's places. */
export function LibraryPage() {
  const texts = useText(staffLibraryTexts)
  const word = useWord()
  const { product } = useText(shellTexts)
  const search = new URLSearchParams(useLocation().search)
  const q = search.get('q')?.trim() ?? ''
  const outreach = groups.find((group) => group === search.get('outreach'))
  const batches = useBatches(['library', q, outreach], (cursor) =>
    request(searchLibraryEndpoint, {
      query: { ...(q && { q }), ...(outreach && { outreach }), ...(cursor && { cursor }) },
    }),
  )
  const here = (values: { readonly q?: string; readonly outreach?: string | undefined }) =>
    withQuery(paths.staffLibrary(), { q, outreach, ...values })
  return (
    <Page title={texts.title} site={product} wide>
      <SearchForm label={texts.search} action={texts.find} value={q} address={(typed) => here({ q: typed })} />
      <p>
        <Link className="way" href={paths.staffFollowUps()}>
          {texts.followUps}
        </Link>
      </p>
      <Chips
        label={texts.filters}
        chips={[
          { href: here({ outreach: undefined }), name: texts.all, current: outreach === undefined },
          ...groups.map((group) => ({
            href: here({ outreach: group }),
            name: word(outreachStates[group]),
            current: group === outreach,
          })),
        ]}
      />
      <Batches
        of={batches}
        empty={
          <EmptyState icon="search" title={texts.none}>
            {texts.noneText}
          </EmptyState>
        }
      >
        {(items) => <Enterprises items={items} />}
      </Batches>
    </Page>
  )
}

function Enterprises({ items }: { readonly items: readonly Item[] }) {
  const texts = useText(staffLibraryTexts)
  const wide = useWide()
  const { columns } = texts
  if (wide) {
    return (
      <Table
        caption={texts.title}
        rows={items}
        rowKey={(item) => String(item.id)}
        columns={[
          {
            key: 'name',
            header: columns.name,
            cell: (item) => <Link href={paths.staffEnterprise(String(item.id))}>{item.name}</Link>,
          },
          { key: 'place', header: columns.place, cell: (item) => item.placeName, fit: 'tight' },
          { key: 'status', header: columns.status, cell: (item) => <StatusWord item={item} />, fit: 'tight' },
          {
            key: 'headcount',
            header: columns.headcount,
            cell: (item) => item.headcount ?? texts.unknown,
            fit: 'number',
          },
          { key: 'outreach', header: columns.outreach, cell: (item) => <OutreachTag item={item} />, fit: 'tight' },
        ]}
      />
    )
  }
  return (
    <Queue>
      {items.map((item) => (
        <QueueCard
          key={item.id}
          href={paths.staffEnterprise(String(item.id))}
          title={item.name}
          meta={[item.placeName, ...(item.headcount === null ? [] : [texts.headcount(item.headcount)])].join(' · ')}
          tags={
            <>
              <OutreachTag item={item} />
              {item.statusClass !== 'live' && <StatusWord item={item} />}
            </>
          }
        />
      ))}
    </Queue>
  )
}

function OutreachTag({ item: { outreach } }: { readonly item: Item }) {
  const word = useWord()
  const tone = outreach === 'organised' || outreach === 'covered' ? 'good' : outreach === 'new' ? 'plain' : 'info'
  return <StatusTag tone={tone}>{word(outreachStates[outreach])}</StatusTag>
}

function StatusWord({ item: { statusClass, statusText } }: { readonly item: Item }) {
  const { unknown } = useText(staffLibraryTexts)
  return <StatusTag tone={statusTone(statusClass)}>{statusText ?? unknown}</StatusTag>
}

export function statusTone(statusClass: string): Tone {
  if (statusClass === 'live') return 'good'
  return ['liquidation', 'revoked', 'gone'].includes(statusClass) ? 'stop' : 'look'
}
