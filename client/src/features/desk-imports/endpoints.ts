import type {
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
import { endpoint } from '../../api/endpoint.ts'

export const createImportEndpoint = endpoint<typeof createImport>('POST', '/api/imports')
export const listImportsEndpoint = endpoint<typeof listImports>('GET', '/api/imports')
export const readImportEndpoint = endpoint<typeof readImport>('GET', '/api/imports/:id')
export const listDifferencesEndpoint = endpoint<typeof listImportDifferences>('GET', '/api/imports/:id/differences')
export const setMappingEndpoint = endpoint<typeof setImportMapping>('PUT', '/api/imports/:id/mapping')
export const nameWordsEndpoint = endpoint<typeof nameStatusWords>('POST', '/api/imports/:id/status-words')
export const rejectedRowsEndpoint = endpoint<typeof downloadRejectedRows>('GET', '/api/imports/:id/rejected-rows')
export const approveEndpoint = endpoint<typeof approveImport>('POST', '/api/imports/:id/approval')
export const compareAgainEndpoint = endpoint<typeof compareImportAgain>('POST', '/api/imports/:id/comparison')
export const readAgainEndpoint = endpoint<typeof readImportAgain>('POST', '/api/imports/:id/reading')
export const cancelEndpoint = endpoint<typeof cancelImport>('POST', '/api/imports/:id/cancellation')
export const undoEndpoint = endpoint<typeof undoImport>('POST', '/api/imports/:id/undoing')
