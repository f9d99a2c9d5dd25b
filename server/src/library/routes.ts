import { listAssignments, previewAssignment, takeBackAssignment } from '@yijian/shared/library/assignment-contract'
import { listPlaces, listProvenEnterprises, lookUpEnterprise, searchEnterprises } from '@yijian/shared/library/contract'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import {
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
  searchLibrary,
} from '@yijian/shared/library/list-contract'
import { route } from '../http/serve.ts'
import { handleAssignLibrary, handleListOfficePosts } from './assign-library.ts'
import { handleExportLibrary, handleListLibraryExports } from './export-library.ts'
import { handleListAssignments } from './list-assignments.ts'
import { handleListCommunities, handleListLibraryPlaces } from './list-communities.ts'
import { handleListPlaces } from './list-places.ts'
import { handleListProvenEnterprises } from './list-proven-enterprises.ts'
import { handleLookUpEnterprise } from './look-up-enterprise.ts'
import { handlePreviewAssignment } from './preview-assignment.ts'
import { handleReadLibraryEnterprise } from './read-library-enterprise.ts'
import { handleDeleteLibraryView, handleListLibraryViews, handleSaveLibraryView } from './saved-views.ts'
import { handleSearchEnterprises } from './search-enterprises.ts'
import { handleCountLibrary, handleSearchLibrary } from './search-library.ts'
import { handleArchiveTag, handleGiveTag, handleListTags, handleMakeTag } from './tags.ts'
import { handleTakeBackAssignment } from './take-back-assignment.ts'

export const libraryRoutes = [
  route(lookUpEnterprise, handleLookUpEnterprise),
  route(searchEnterprises, handleSearchEnterprises),
  route(listProvenEnterprises, handleListProvenEnterprises),
  route(listPlaces, handleListPlaces),
  route(countLibrary, handleCountLibrary),
  route(searchLibrary, handleSearchLibrary),
  route(listLibraryPlaces, handleListLibraryPlaces),
  route(listCommunities, handleListCommunities),
  route(listTags, handleListTags),
  route(makeTag, handleMakeTag),
  route(archiveTag, handleArchiveTag),
  route(giveTag, handleGiveTag),
  route(listLibraryViews, handleListLibraryViews),
  route(saveLibraryView, handleSaveLibraryView),
  route(deleteLibraryView, handleDeleteLibraryView),
  route(listOfficePosts, handleListOfficePosts),
  route(previewAssignment, handlePreviewAssignment),
  route(listAssignments, handleListAssignments),
  route(assignLibrary, handleAssignLibrary),
  route(takeBackAssignment, handleTakeBackAssignment),
  route(exportLibrary, handleExportLibrary),
  route(listLibraryExports, handleListLibraryExports),
  route(readLibraryEnterprise, handleReadLibraryEnterprise),
]
