import type { PlacedEnterprise } from '@yijian/shared/places/contract'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { listPoolEnterprisesEndpoint } from './endpoints.ts'
import type { GroupAddress } from './group-address.ts'
import { HintTags } from './HintTags.tsx'
import { PlaceSheet } from './PlaceSheet.tsx'

/** The enterprises of one place, and the way to give it its street. */
export function GroupView({ group: { key, poolId, district } }: { readonly group: GroupAddress }) {
  const { group: texts } = useText(staffPlacesTexts)
  const [chosen, setChosen] = useState<PlacedEnterprise>()
  const [open, setOpen] = useState(false)
  const enterprises = useBatches(['place-pool', poolId, key, district], (cursor) =>
    request(listPoolEnterprisesEndpoint, {
      query: { poolId, ...(key && { key }), ...(district && { district }), ...(cursor && { cursor }) },
    }),
  )
  const set = (enterprise: PlacedEnterprise) => {
    setChosen(enterprise)
    setOpen(true)
  }
  const arrived = enterprises.data?.pages[0]
  const first = arrived?.items[0]
  const hints = arrived?.hints ?? []
  return (
    <>
      {hints.length > 0 && (
        <p>
          {texts.known} <HintTags hints={hints} />
        </p>
      )}
      {key !== null && first && (
        <div className="buttons buttons-row">
          <Button weight="main" onClick={() => set(first)}>
            {texts.all}
          </Button>
        </div>
      )}
      {key === null && <p className="lead">{texts.unnamedText}</p>}
      <Batches of={enterprises} empty={<EmptyState title={texts.done} />}>
        {(items) => <Enterprises items={items} set={key !== null && items.length === 1 ? undefined : set} />}
      </Batches>
      {chosen && <PlaceSheet key={chosen.id} enterprise={chosen} open={open} onClose={() => setOpen(false)} />}
    </>
  )
}

interface EnterprisesProps {
  readonly items: readonly PlacedEnterprise[]
  /** Without it there is but one here, and what is above does the same. */
  readonly set: ((enterprise: PlacedEnterprise) => void) | undefined
}

function Enterprises({ items, set }: EnterprisesProps) {
  const { group: texts, columns } = useText(staffPlacesTexts)
  const wide = useWide()
  const tier = useSession()?.post?.tier
  // What waits above a post is not in its library until it has its street.
  const mayOpen = ({ place }: PlacedEnterprise) => tier === 'city' || (tier === 'county' && place.tier === 'county')
  const action = (enterprise: PlacedEnterprise) =>
    set && (
      <Button small onClick={() => set(enterprise)}>
        {texts.one}
      </Button>
    )
  if (wide) {
    return (
      <Table
        caption={texts.list}
        rows={items}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'name',
            header: columns.count,
            cell: (one) =>
              mayOpen(one) ? <Link href={paths.staffEnterprise(String(one.id))}>{one.name}</Link> : one.name,
          },
          { key: 'address', header: texts.address, cell: ({ address }) => address },
          ...(set ? [{ key: 'action', header: texts.one, cell: action, fit: 'tight' as const }] : []),
        ]}
      />
    )
  }
  return (
    <Queue>
      {items.map((enterprise) => (
        <QueueCard
          key={enterprise.id}
          {...(mayOpen(enterprise) && { href: paths.staffEnterprise(String(enterprise.id)) })}
          title={enterprise.name}
          meta={enterprise.address}
          action={action(enterprise)}
        />
      ))}
    </Queue>
  )
}
