import {
  correctPlace,
  listLearnedPlaces,
  listPoolEnterprises,
  listPoolGroups,
  previewPlaceCorrection,
  revokeLearnedPlace,
} from '@yijian/shared/places/contract'
import { route } from '../http/serve.ts'
import { handleCorrectPlace } from './correct-place.ts'
import { handleListLearnedPlaces } from './list-learned-places.ts'
import { handleListPoolEnterprises, handleListPoolGroups } from './list-pool.ts'
import { handlePreviewPlaceCorrection } from './preview-place-correction.ts'
import { handleRevokeLearnedPlace } from './revoke-learned-place.ts'

export const placeRoutes = [
  route(listPoolGroups, handleListPoolGroups),
  route(listPoolEnterprises, handleListPoolEnterprises),
  route(previewPlaceCorrection, handlePreviewPlaceCorrection),
  route(correctPlace, handleCorrectPlace),
  route(listLearnedPlaces, handleListLearnedPlaces),
  route(revokeLearnedPlace, handleRevokeLearnedPlace),
]
