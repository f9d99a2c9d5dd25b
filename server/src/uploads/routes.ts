import { putUploadChunk, startUpload } from '@yijian/shared/uploads/contract'
import { route } from '../http/serve.ts'
import { handlePutUploadChunk } from './put-upload-chunk.ts'
import { handleStartUpload } from './start-upload.ts'

export const uploadRoutes = [route(startUpload, handleStartUpload), route(putUploadChunk, handlePutUploadChunk)]
