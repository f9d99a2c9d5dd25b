import { listPlaces, listProvenEnterprises, lookUpEnterprise, searchEnterprises } from '@yijian/shared/library/contract'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import { countLibrary, searchLibrary } from '@yijian/shared/library/list-contract'
import { route } from '../http/serve.ts'
import { handleListPlaces } from './list-places.ts'
import { handleListProvenEnterprises } from './list-proven-enterprises.ts'
import { handleLookUpEnterprise } from './look-up-enterprise.ts'
import { handleReadLibraryEnterprise } from './read-library-enterprise.ts'
import { handleSearchEnterprises } from './search-enterprises.ts'
import { handleCountLibrary, handleSearchLibrary } from './search-library.ts'

export const libraryRoutes = [
  route(lookUpEnterprise, handleLookUpEnterprise),
  route(searchEnterprises, handleSearchEnterprises),
  route(listProvenEnterprises, handleListProvenEnterprises),
  route(listPlaces, handleListPlaces),
  route(countLibrary, handleCountLibrary),
  route(searchLibrary, handleSearchLibrary),
  route(readLibraryEnterprise, handleReadLibraryEnterprise),
]
