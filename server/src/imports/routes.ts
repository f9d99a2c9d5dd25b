import {
  approveImport,
  cancelImport,
  compareImportAgain,
  createImport,
  downloadRejectedRows,
  listImportDifferences,
  listImports,
  nameStatusWords,
  readImport,
  readImportAgain,
  setImportMapping,
  undoImport,
} from '@yijian/shared/imports/contract'
import { route } from '../http/serve.ts'
import { handleApproveImport } from './approve-import.ts'
import { handleCancelImport } from './cancel-import.ts'
import { handleCreateImport } from './create-import.ts'
import { handleDownloadRejectedRows } from './download-rejected-rows.ts'
import { handleListImportDifferences } from './list-import-differences.ts'
import { handleNameStatusWords } from './name-status-words.ts'
import { handleListImports, handleReadImport } from './read-import.ts'
import { handleCompareImportAgain, handleReadImportAgain, handleSetImportMapping } from './read-import-again.ts'
import { handleUndoImport } from './undo-import.ts'

export const importRoutes = [
  route(createImport, handleCreateImport),
  route(listImports, handleListImports),
  route(readImport, handleReadImport),
  route(listImportDifferences, handleListImportDifferences),
  route(downloadRejectedRows, handleDownloadRejectedRows),
  route(setImportMapping, handleSetImportMapping),
  route(nameStatusWords, handleNameStatusWords),
  route(approveImport, handleApproveImport),
  route(compareImportAgain, handleCompareImportAgain),
  route(readImportAgain, handleReadImportAgain),
  route(cancelImport, handleCancelImport),
  route(undoImport, handleUndoImport),
]
