import type { LibraryItem } from '@yijian/shared/library/list-contract'
import { outreachStates } from '@yijian/shared/outreach/words'
import { statusClasses } from '@yijian/shared/registry/words'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table } from '../../ui/Table.tsx'
import { outreachTone } from '../staff-library/outreach-tone.ts'
import { statusTone } from '../staff-library/status-tone.ts'
import { useWide } from '../staff-work/use-wide.ts'
import { useWord } from '../staff-work/use-word.ts'
import { useReasonValue } from './use-reason-value.ts'

interface EnterpriseListProps {
  readonly items: readonly LibraryItem[]
  /** While several are being picked: which are, and how one is put in or taken out. */
  readonly picking: { has: (id: number) => boolean; toggle: (item: LibraryItem) => void } | undefined
}

/** Cards on a phone, a table at a desk. */
export function EnterpriseList({ items, picking }: EnterpriseListProps) {
  const texts = useText(staffLibraryTexts)
  const wide = useWide()
  const { columns } = texts
  const name = (item: LibraryItem) => <Link href={paths.staffEnterprise(String(item.id))}>{item.name}</Link>
  if (!wide) {
    return (
      <Queue>
        {items.map((item) => {
          const said = [item.placeName, ...(item.headcount === null ? [] : [texts.headcount(item.headcount)])]
          const meta = said.join('\u00a0· ')
          return picking ? (
            <li key={item.id} className="card queue-card">
              <PickBox item={item} picking={picking} />
              <p className="queue-meta">{meta}</p>
              <Tags item={item} />
            </li>
          ) : (
            <QueueCard
              key={item.id}
              href={paths.staffEnterprise(String(item.id))}
              title={item.name}
              meta={meta}
              tags={<Tags item={item} />}
              action={<Score item={item} />}
            />
          )
        })}
      </Queue>
    )
  }
  return (
    <Table
      caption={texts.title}
      captionUnseen
      rows={items}
      rowKey={(item) => String(item.id)}
      columns={[
        {
          key: 'name',
          header: columns.name,
          cell: (item) => (picking ? <PickBox item={item} picking={picking} /> : name(item)),
        },
        { key: 'place', header: columns.place, cell: (item) => item.placeName, fit: 'tight' },
        {
          key: 'headcount',
          header: columns.headcount,
          cell: (item) => item.headcount ?? <span className="fine">{texts.unknown}</span>,
          fit: 'number',
        },
        { key: 'score', header: columns.score, cell: (item) => <Score item={item} named />, fit: 'tight' },
        { key: 'outreach', header: columns.outreach, cell: (item) => <Tags item={item} /> },
      ]}
    />
  )
}

interface PickBoxProps {
  readonly item: LibraryItem
  readonly picking: NonNullable<EnterpriseListProps['picking']>
}

/** While picking, a tap on the name or the card picks too: it is not the moment to open one. */
function PickBox({ item, picking }: PickBoxProps) {
  const { pick } = useText(staffLibraryTexts)
  return (
    <label className="tick">
      <input
        type="checkbox"
        aria-label={pick.pickOne(item.name)}
        checked={picking.has(item.id)}
        onChange={() => picking.toggle(item)}
      />
      <strong>{item.name}</strong>
    </label>
  )
}

/** Outreach first; what is unusual about it; the tags it carries. */
function Tags({ item }: { readonly item: LibraryItem }) {
  const texts = useText(staffLibraryTexts)
  const word = useWord()
  return (
    <span className="tags">
      <StatusTag tone={outreachTone(item.outreach)}>{word(outreachStates[item.outreach])}</StatusTag>
      {item.invited && item.outreach !== 'applying' && <StatusTag tone="info">{texts.invited}</StatusTag>}
      {item.statusClass !== 'live' && (
        <StatusTag tone={statusTone(item.statusClass)}>
          {item.statusText ?? word(statusClasses[item.statusClass])}
        </StatusTag>
      )}
      {item.vanished && <StatusTag tone="look">{texts.vanished}</StatusTag>}
      {item.tags.map(({ id, name }) => (
        <StatusTag key={id} tone="plain">
          {name}
        </StatusTag>
      ))}
    </span>
  )
}

/** @param named a heading over it says what the points are of */
function Score({ item: { score, reasons }, named = false }: { readonly item: LibraryItem; readonly named?: boolean }) {
  const { score: texts } = useText(staffLibraryTexts)
  const said = useReasonValue()
  return (
    <details className="fold">
      <summary className="number">{named ? texts.bare(score) : texts.points(score)}</summary>
      {/* In a table its cell does not wrap, and its facts ask for no width of their own. */}
      <div className="stack" {...(named && { style: { minWidth: '16rem', whiteSpace: 'normal' } })}>
        <KeyValue
          facts={reasons.map(({ reason, value, points, most }) => ({
            label: texts.reasons[reason],
            value: <span className="number">{texts.most(points, most)}</span>,
            note: said(reason, value),
          }))}
        />
        <p className="fine">{texts.note}</p>
      </div>
    </details>
  )
}
