import type { listImports } from '@yijian/shared/imports/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffDeskTexts } from '../../i18n/zh-CN/staff-desk.ts'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Page } from '../../ui/Page.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { listImportsEndpoint } from './endpoints.ts'
import { dismissUpload, dropUpload, findInterrupted, type Interrupted, useRegisterUpload } from './register-upload.ts'
import { UploadForm } from './UploadForm.tsx'
import { UploadProgress } from './UploadProgress.tsx'
import { stateTones, useAmounts } from './words.ts'

type Item = AnswerOf<typeof listImports>['items'][number]

/** Register files, the newest first, and the way to bring another. */
export function ImportsPage() {
  const { list } = useText(staffImportsTexts)
  const { title: desk } = useText(staffDeskTexts)
  const { product } = useText(shellTexts)
  // Whoever comes from a file that could not be read brings another.
  const [bringing, setBringing] = useState(new URLSearchParams(useLocation().search).has('bring'))
  const upload = useRegisterUpload()
  const [interrupted, forget] = useInterrupted()
  useArrival()
  const batches = useBatches(['imports'], (cursor) =>
    request(listImportsEndpoint, { query: cursor === undefined ? {} : { cursor } }),
  )
  const begin = (
    <Button weight="main" onClick={() => setBringing(true)}>
      {list.begin}
    </Button>
  )
  const asking = upload.phase === 'none' && (bringing || interrupted !== undefined)
  return (
    <Page title={list.title} site={product} lead={list.lead} back={{ href: paths.staffDesk(), label: desk }} wide>
      {upload.phase !== 'none' && <UploadProgress upload={upload} again={() => setBringing(true)} />}
      {asking && (
        <UploadForm
          interrupted={interrupted}
          close={() => {
            setBringing(false)
            forget()
          }}
        />
      )}
      {upload.phase === 'none' && !asking && <div className="buttons buttons-row">{begin}</div>}
      <Batches of={batches} empty={<EmptyState title={list.none}>{list.noneText}</EmptyState>}>
        {(items) => <Imports items={items} />}
      </Batches>
    </Page>
  )
}

/** An upload that a reload cut off, and the way to forget it. */
function useInterrupted(): [Interrupted | undefined, () => void] {
  const [interrupted, setInterrupted] = useState<Interrupted>()
  const { phase } = useRegisterUpload()
  useEffect(() => {
    if (phase !== 'none') return setInterrupted(undefined)
    let wanted = true
    void findInterrupted().then((found) => wanted && setInterrupted(found))
    return () => {
      wanted = false
    }
  }, [phase])
  return [
    interrupted,
    () => {
      setInterrupted(undefined)
      void dropUpload()
    },
  ]
}

/** Once a file has arrived, the page goes on to what is being read from it. */
function useArrival() {
  const navigate = useNavigate()
  const upload = useRegisterUpload()
  const importId = upload.phase === 'arrived' ? upload.importId : undefined
  useEffect(() => {
    if (importId === undefined) return
    dismissUpload()
    navigate(paths.staffImport(String(importId)))
  }, [importId, navigate])
}

function Imports({ items }: { readonly items: readonly Item[] }) {
  return useWide() ? <ImportTable items={items} /> : <ImportCards items={items} />
}

function ImportTable({ items }: { readonly items: readonly Item[] }) {
  const { list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  const { count } = useAmounts()
  const { columns } = list
  const counted = ['rows', 'new', 'changed', 'vanished', 'rejected'] as const
  return (
    <Table
      caption={list.caption}
      rows={items}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'file',
          header: columns.file,
          cell: (item) => (
            <>
              <Link href={paths.staffImport(String(item.id))}>{item.fileName}</Link>
              <SameFile of={item} linked />
            </>
          ),
        },
        { key: 'state', header: columns.state, cell: (item) => <StateTags item={item} />, fit: 'tight' },
        ...counted.map((key) => ({
          key,
          header: columns[key],
          cell: (item: Item) => (wasRead(item) ? count(item.counts[key]) : '–'),
          fit: 'number' as const,
        })),
        {
          key: 'by',
          header: columns.by,
          cell: (item) => (
            <>
              {item.broughtBy ?? list.commandLine}
              <br />
              <span className="fine">{formatMoment(item.startedAt, locale)}</span>
            </>
          ),
          fit: 'tight',
        },
      ]}
    />
  )
}

function ImportCards({ items }: { readonly items: readonly Item[] }) {
  const { list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  const { count } = useAmounts()
  return (
    <Queue>
      {items.map((item) => (
        <QueueCard
          key={item.id}
          href={paths.staffImport(String(item.id))}
          title={item.fileName}
          meta={
            <>
              {wasRead(item) && (
                <>
                  {list.meta(count(item.counts.rows), count(item.counts.new), count(item.counts.changed))}
                  <br />
                </>
              )}
              {item.broughtBy ?? list.commandLine} · {formatMoment(item.startedAt, locale)}
              <SameFile of={item} />
            </>
          }
          tags={<StateTags item={item} />}
        />
      ))}
    </Queue>
  )
}

/** That somebody has brought the same bytes; a card is one link as a whole. */
function SameFile({ of: { sameFile: same }, linked = false }: { readonly of: Item; readonly linked?: boolean }) {
  const { view, list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  if (same === null) return null
  return (
    <>
      <br />
      <span className="fine">
        {view.same(same.broughtBy ?? list.commandLine, formatMoment(same.startedAt, locale))}{' '}
        {linked && <Link href={paths.staffImport(String(same.id))}>{view.sameShow}</Link>}
      </span>
    </>
  )
}

/** Counts of a file that was not read, or given up before it was, would say nothing. */
function wasRead({ counts }: Item): boolean {
  return counts.rows > 0
}

function StateTags({ item: { state, holds } }: { readonly item: Item }) {
  const { list, states } = useText(staffImportsTexts)
  const { count } = useAmounts()
  return (
    <span className="tags">
      <StatusTag tone={stateTones[state]}>{states[state]}</StatusTag>
      {state === 'staged' && holds > 0 && <StatusTag tone="look">{list.holds(count(holds))}</StatusTag>}
    </span>
  )
}
