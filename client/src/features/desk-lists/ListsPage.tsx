import type { ListSummary } from '@yijian/shared/exchange/contract'
import { verdicts } from '@yijian/shared/registry/words'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { formatCount, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffDeskTexts } from '../../i18n/zh-CN/staff-desk.ts'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Page } from '../../ui/Page.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { useWord } from '../staff-work/use-word.ts'
import { BringList } from './BringList.tsx'
import { listListsEndpoint } from './endpoints.ts'
import { listTones, VERDICTS } from './tones.ts'

/** Lists that this office brought, and the way to bring another. */
export function ListsPage() {
  const texts = useText(staffListsTexts)
  const { title: desk } = useText(staffDeskTexts)
  const { product } = useText(shellTexts)
  const [bringing, setBringing] = useState(false)
  const batches = useBatches(['lists'], (cursor) =>
    request(listListsEndpoint, { query: cursor === undefined ? {} : { cursor } }),
  )
  return (
    <Page title={texts.title} site={product} lead={texts.lead} back={{ href: paths.staffDesk(), label: desk }} wide>
      {bringing ? (
        <BringList close={() => setBringing(false)} />
      ) : (
        <div className="buttons buttons-row">
          <Button weight="main" onClick={() => setBringing(true)}>
            {texts.begin}
          </Button>
        </div>
      )}
      <Batches of={batches} empty={<EmptyState title={texts.none}>{texts.noneText}</EmptyState>}>
        {(items) => <Lists items={items} />}
      </Batches>
    </Page>
  )
}

function Lists({ items }: { readonly items: readonly ListSummary[] }) {
  const texts = useText(staffListsTexts)
  const { locale } = useLocale()
  const word = useWord()
  const wide = useWide()
  const count = (value: number) => formatCount(value, locale)
  if (!wide) {
    return (
      <Queue>
        {items.map((item) => (
          <QueueCard
            key={item.id}
            href={paths.staffList(String(item.id))}
            title={item.fileName}
            meta={
              <>
                {item.state === 'checked' && (
                  <>
                    {texts.meta(count(item.rows), count(item.counts.agree))}
                    <br />
                  </>
                )}
                {item.broughtBy} · {formatMoment(item.broughtAt, locale)}
              </>
            }
            tags={<StateTag item={item} />}
          />
        ))}
      </Queue>
    )
  }
  return (
    <Table
      caption={texts.caption}
      rows={items}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'file',
          header: texts.table.file,
          cell: (item) => <Link href={paths.staffList(String(item.id))}>{item.fileName}</Link>,
        },
        {
          key: 'state',
          header: texts.table.state,
          cell: (item) => (
            <div className="tags">
              <StateTag item={item} />
            </div>
          ),
          fit: 'tight',
        },
        { key: 'rows', header: texts.table.rows, cell: (item) => count(item.rows), fit: 'number' },
        ...VERDICTS.map((verdict) => ({
          key: verdict,
          header: word(verdicts[verdict]),
          cell: (item: ListSummary) => count(item.counts[verdict]),
          fit: 'number' as const,
        })),
        {
          key: 'by',
          header: texts.table.by,
          cell: (item) => (
            <>
              {item.broughtBy}
              <br />
              <span className="fine">{formatMoment(item.broughtAt, locale)}</span>
            </>
          ),
          fit: 'tight',
        },
      ]}
    />
  )
}

function StateTag({ item: { state, failedAgain } }: { readonly item: ListSummary }) {
  const { states, failedAgain: texts } = useText(staffListsTexts)
  return (
    <>
      <StatusTag tone={listTones[state]}>{states[state]}</StatusTag>
      {failedAgain && <StatusTag tone="look">{texts.tag}</StatusTag>}
    </>
  )
}
