import { useQuery } from '@tanstack/react-query'
import type { Place } from '@yijian/shared/values'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { PickGrid } from '../../ui/Choices.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { listPlacesEndpoint } from '../staff-work/endpoints.ts'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { listPoolGroupsEndpoint } from './endpoints.ts'

interface StreetChoiceProps {
  /** Where the enterprise is now: the pool of a county leads to its streets. */
  readonly from: Place
  /** It is in doubt, so it may be the answer as well. */
  readonly doubtful: boolean
  readonly error: string | undefined
  readonly onPick: (streetId: string | undefined) => void
}

/** The streets that this post may choose, by county where there are several. */
export function StreetChoice({ from, doubtful, error, onPick }: StreetChoiceProps) {
  const { sheet: texts } = useText(staffPlacesTexts)
  const [picked, setPicked] = useState<string>()
  const places = useQuery({
    queryKey: ['places'],
    queryFn: () => request(listPlacesEndpoint),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const mine = useQuery({
    queryKey: ['place-streets'],
    queryFn: () => request(listPoolGroupsEndpoint, { query: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const problem = places.error ?? mine.error
  if (problem)
    return <StaffProblem problem={problem} retry={() => void Promise.all([places.refetch(), mine.refetch()])} />
  if (!places.data || !mine.data) return <Skeleton />
  const ids = new Set(mine.data.streetIds)
  const counties = places.data.counties
    .map(({ county, streets }) => {
      // What is a street's own it may hand on to any street of its county; what waits it takes for itself only.
      const all = ids.has(from.id) && streets.some(({ id }) => ids.has(id))
      return { county, streets: streets.filter(({ id }) => (all || ids.has(id)) && (doubtful || id !== from.id)) }
    })
    .filter(({ county, streets }) => streets.length > 0 && (from.tier !== 'county' || county.id === from.id))
  // Most that was read wrong lies in the next street.
  const around = places.data.counties.find(({ streets }) => streets.some(({ id }) => id === from.id))?.county.id
  const first = around === undefined ? undefined : String(around)
  const chosen =
    counties.find(({ county }) => String(county.id) === (picked ?? first)) ??
    (counties.length === 1 ? counties[0] : undefined)
  return (
    <>
      {counties.length > 1 && (
        <PickGrid
          name="county"
          label={texts.county}
          defaultValue={first}
          choices={counties.map(({ county }) => ({ value: String(county.id), label: county.name }))}
          onPick={(id) => {
            setPicked(id)
            onPick(undefined)
          }}
        />
      )}
      {chosen && (
        <PickGrid
          key={chosen.county.id}
          name="placeId"
          label={texts.street}
          error={error}
          choices={chosen.streets.map(({ id, name }) => ({ value: String(id), label: name }))}
          onPick={onPick}
        />
      )}
      {!chosen && error && <p className="field-error">{error}</p>}
    </>
  )
}
