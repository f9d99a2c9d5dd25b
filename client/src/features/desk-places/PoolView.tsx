import type { PoolGroup } from '@yijian/shared/places/contract'
import type * as z from 'zod/mini'
import { request } from '../../api/request.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { listPoolGroupsEndpoint } from './endpoints.ts'
import { groupHref } from './group-address.ts'
import { HintTags } from './HintTags.tsx'

type Group = z.infer<typeof PoolGroup>

/** What waits for a street, by building, the largest first. */
export function PoolView({ q }: { readonly q: string }) {
  const texts = useText(staffPlacesTexts)
  const { locale } = useLocale()
  const groups = useBatches(['place-pool', q], (cursor) =>
    request(listPoolGroupsEndpoint, { query: { ...(q && { q }), ...(cursor && { cursor }) } }),
  )
  const { waiting = 0, more = false } = groups.data?.pages[0] ?? {}
  return (
    <>
      {waiting > 0 && (
        <p className="lead">{(more ? texts.waitingMore : texts.waiting)(formatCount(waiting, locale))}</p>
      )}
      <Batches
        of={groups}
        empty={<EmptyState title={q ? texts.noneFound : texts.none}>{q ? undefined : texts.noneText}</EmptyState>}
      >
        {(items) => <Groups items={items} />}
      </Batches>
    </>
  )
}

function Groups({ items }: { readonly items: readonly Group[] }) {
  const texts = useText(staffPlacesTexts)
  const { columns } = texts
  const { locale } = useLocale()
  const wide = useWide()
  const keyOf = ({ key, pool, district }: Group) => [key, pool.id, district].join('|')
  if (wide) {
    return (
      <Table
        caption={texts.pool}
        captionUnseen
        rows={items}
        rowKey={keyOf}
        columns={[
          {
            key: 'key',
            header: columns.key,
            cell: (group) => <Link href={groupHref(group)}>{group.key ?? texts.unnamed}</Link>,
          },
          {
            key: 'district',
            header: columns.district,
            cell: ({ district, pool }) => district ?? pool.name,
            fit: 'tight',
          },
          {
            key: 'count',
            header: columns.count,
            cell: (group) => formatCount(group.enterprises, locale),
            fit: 'number',
          },
          { key: 'hint', header: columns.hint, cell: (group) => <HintTags hints={group.hints} /> },
          { key: 'example', header: columns.example, cell: ({ example }) => example.address },
        ]}
      />
    )
  }
  return (
    <Queue>
      {items.map((group) => (
        <QueueCard
          key={keyOf(group)}
          href={groupHref(group)}
          title={group.key ?? texts.unnamed}
          meta={
            <>
              <strong>{texts.enterprises(formatCount(group.enterprises, locale))}</strong>
              {`\u00a0· ${[group.district ?? group.pool.name, group.example.address ?? ''].join('\u00a0· ')}`}
            </>
          }
          tags={group.hints.length > 0 && <HintTags hints={group.hints} />}
        />
      ))}
    </Queue>
  )
}
