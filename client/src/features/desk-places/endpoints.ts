import type {
  correctPlace,
  listLearnedPlaces,
  listPoolEnterprises,
  listPoolGroups,
  previewPlaceCorrection,
  revokeLearnedPlace,
} from '@yijian/shared/places/contract'
import { endpoint } from '../../api/endpoint.ts'

export const listPoolGroupsEndpoint = endpoint<typeof listPoolGroups>('GET', '/api/places/pool')
export const listPoolEnterprisesEndpoint = endpoint<typeof listPoolEnterprises>('GET', '/api/places/pool/enterprises')
export const previewCorrectionEndpoint = endpoint<typeof previewPlaceCorrection>(
  'GET',
  '/api/enterprises/:id/place-correction',
)
export const correctPlaceEndpoint = endpoint<typeof correctPlace>('POST', '/api/enterprises/:id/place-correction')
export const listLearnedEndpoint = endpoint<typeof listLearnedPlaces>('GET', '/api/places/learned')
export const revokeLearnedEndpoint = endpoint<typeof revokeLearnedPlace>('POST', '/api/places/learned/:id/revocation')
