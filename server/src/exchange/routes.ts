import {
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
import { route } from '../http/serve.ts'
import { handleChooseListColumns } from './choose-columns.ts'
import { handleDownloadCoBuilding, handleReadCoBuilding } from './co-building.ts'
import { handleCreateList } from './create-list.ts'
import { handleDownloadList } from './download-list.ts'
import { handleDecideListRow, handleListListRows } from './list-rows.ts'
import { handleReadListColumns } from './read-columns.ts'
import { handleCancelList, handleListLists, handleReadList } from './read-list.ts'

export const exchangeRoutes = [
  route(createList, handleCreateList),
  route(listLists, handleListLists),
  route(readList, handleReadList),
  route(cancelList, handleCancelList),
  route(readListColumns, handleReadListColumns),
  route(chooseListColumns, handleChooseListColumns),
  route(listListRows, handleListListRows),
  route(decideListRow, handleDecideListRow),
  route(downloadList, handleDownloadList),
  route(readCoBuilding, handleReadCoBuilding),
  route(downloadCoBuilding, handleDownloadCoBuilding),
]
