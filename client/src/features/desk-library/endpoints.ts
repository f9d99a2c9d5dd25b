import type { listAssignments, previewAssignment, takeBackAssignment } from '@yijian/shared/library/assignment-contract'
import type {
  archiveTag,
  assignLibrary,
  countLibrary,
  deleteLibraryView,
  exportLibrary,
  giveTag,
  listCommunities,
  listLibraryExports,
  listLibraryPlaces,
  listLibraryViews,
  listOfficePosts,
  listTags,
  makeTag,
  saveLibraryView,
} from '@yijian/shared/library/list-contract'
import { endpoint } from '../../api/endpoint.ts'

/** The operations of the library as a list, named in one place. */
export const countLibraryEndpoint = endpoint<typeof countLibrary>('GET', '/api/library/count')
export const listCommunitiesEndpoint = endpoint<typeof listCommunities>('GET', '/api/library/communities')
export const listLibraryPlacesEndpoint = endpoint<typeof listLibraryPlaces>('GET', '/api/library/places')
export const listTagsEndpoint = endpoint<typeof listTags>('GET', '/api/library/tags')
export const makeTagEndpoint = endpoint<typeof makeTag>('POST', '/api/library/tags')
export const archiveTagEndpoint = endpoint<typeof archiveTag>('POST', '/api/library/tags/:id/archive')
export const giveTagEndpoint = endpoint<typeof giveTag>('POST', '/api/library/tags/:id/enterprises')
export const listViewsEndpoint = endpoint<typeof listLibraryViews>('GET', '/api/library/views')
export const saveViewEndpoint = endpoint<typeof saveLibraryView>('PUT', '/api/library/views')
export const deleteViewEndpoint = endpoint<typeof deleteLibraryView>('DELETE', '/api/library/views/:id')
export const listPostsEndpoint = endpoint<typeof listOfficePosts>('GET', '/api/library/posts')
export const assignEndpoint = endpoint<typeof assignLibrary>('POST', '/api/library/assignments')
export const previewAssignmentEndpoint = endpoint<typeof previewAssignment>('GET', '/api/library/assignments/preview')
export const listAssignmentsEndpoint = endpoint<typeof listAssignments>('GET', '/api/library/assignments')
export const takeBackEndpoint = endpoint<typeof takeBackAssignment>('POST', '/api/library/assignments/:id/take-back')
export const exportEndpoint = endpoint<typeof exportLibrary>('POST', '/api/library/exports')
export const listExportsEndpoint = endpoint<typeof listLibraryExports>('GET', '/api/library/exports')
