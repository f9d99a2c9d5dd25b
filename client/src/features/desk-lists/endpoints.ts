import type {
  cancelList,
  chooseListColumns,
  createList,
  decideListRow,
  downloadCoBuilding,
  downloadList,
  listListRows,
  listLists,
  readCoBuilding,
  readList,
  readListColumns,
} from '@yijian/shared/exchange/contract'
import type { giveTag, listTags, makeTag } from '@yijian/shared/library/list-contract'
import { endpoint } from '../../api/endpoint.ts'

export const createListEndpoint = endpoint<typeof createList>('POST', '/api/lists')
export const listListsEndpoint = endpoint<typeof listLists>('GET', '/api/lists')
export const readListEndpoint = endpoint<typeof readList>('GET', '/api/lists/:id')
export const readListColumnsEndpoint = endpoint<typeof readListColumns>('GET', '/api/lists/:id/columns')
export const chooseListColumnsEndpoint = endpoint<typeof chooseListColumns>('PUT', '/api/lists/:id/columns')
export const cancelListEndpoint = endpoint<typeof cancelList>('POST', '/api/lists/:id/cancellation')
export const listRowsEndpoint = endpoint<typeof listListRows>('GET', '/api/lists/:id/rows')
export const decideRowEndpoint = endpoint<typeof decideListRow>('PUT', '/api/lists/:id/rows/:row/decision')
export const answerFileEndpoint = endpoint<typeof downloadList>('GET', '/api/lists/:id/answer')
export const coBuildingFileEndpoint = endpoint<typeof downloadCoBuilding>('GET', '/api/lists/:id/co-building/file')
export const readCoBuildingEndpoint = endpoint<typeof readCoBuilding>('GET', '/api/lists/:id/co-building')
export const listTagsEndpoint = endpoint<typeof listTags>('GET', '/api/library/tags')
export const giveTagEndpoint = endpoint<typeof giveTag>('POST', '/api/library/tags/:id/enterprises')
export const makeTagEndpoint = endpoint<typeof makeTag>('POST', '/api/library/tags')
