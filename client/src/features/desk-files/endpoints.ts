import type { putUploadChunk, startUpload } from '@yijian/shared/uploads/contract'
import { endpoint } from '../../api/endpoint.ts'

export const startUploadEndpoint = endpoint<typeof startUpload>('POST', '/api/uploads')
export const putUploadChunkEndpoint = endpoint<typeof putUploadChunk>('PUT', '/api/uploads/:id/chunks/:seq')
