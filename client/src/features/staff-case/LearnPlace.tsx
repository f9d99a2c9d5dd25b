import { useQuery } from '@tanstack/react-query'
import type { previewPlaceCorrection } from '@yijian/shared/places/contract'
import { lazy, Suspense } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { request } from '../../api/request.ts'

const PlaceSheet = lazy(async () => ({ default: (await import('../desk-places/PlaceSheet.tsx')).PlaceSheet }))
const previewEndpoint = endpoint<typeof previewPlaceCorrection>('GET', '/api/enterprises/:id/place-correction')

interface LearnPlaceProps {
  readonly enterpriseId: number
  /** The street that its case has just been assigned to. */
  readonly placeId: number
  readonly onClose: () => void
}

/**
 * Whoever has said in which street a case lies has said where the enterprise and its building are: offered with the same
 * preview as in the pool. Nothing is shown where the register's street is known already, or to whom it is not to say.
 */
export function LearnPlace({ enterpriseId, placeId, onClose }: LearnPlaceProps) {
  const { data } = useQuery({
    queryKey: ['place-preview', enterpriseId, String(placeId)],
    queryFn: () =>
      request(previewEndpoint, { params: { id: String(enterpriseId) }, query: { placeId: String(placeId) } }),
    retry: false,
  })
  if (!data?.enterprise.how.endsWith('_pool')) return null
  return (
    <Suspense fallback={null}>
      <PlaceSheet enterprise={data.enterprise} settled={data.to} open onClose={onClose} />
    </Suspense>
  )
}
