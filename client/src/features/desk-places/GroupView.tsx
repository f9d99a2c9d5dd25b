import type { PlacedEnterprise } from '@yijian/shared/places/contract'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Queue, QueueCard } from '../../ui/QueueCard.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { listPoolEnterprisesEndpoint } from './endpoints.ts'
import type { GroupAddress } from './group-address.ts'
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
  const first = enterprises.data?.pages[0]?.items[0]
  return (
    <>
      {key !== null && first && (
        <div className="buttons buttons-row">
          <Button weight="main" onClick={() => set(first)}>
            {texts.all}
          </Button>
        </div>
      )}
      {key === null && <p className="lead">{texts.unnamedText}</p>}
      <Batches of={enterprises} empty={<EmptyState title={texts.done} />}>
        {(items) => (
          <Queue>
            {items.map((enterprise) => (
              <QueueCard
                key={enterprise.id}
                href={paths.staffEnterprise(String(enterprise.id))}
                title={enterprise.name}
                meta={enterprise.address}
                action={
                  <Button small onClick={() => set(enterprise)}>
                    {texts.one}
                  </Button>
                }
              />
            ))}
          </Queue>
        )}
      </Batches>
      {chosen && <PlaceSheet key={chosen.id} enterprise={chosen} open={open} onClose={() => setOpen(false)} />}
    </>
  )
}
