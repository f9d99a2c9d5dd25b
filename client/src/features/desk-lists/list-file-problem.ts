import { MAX_LIST_BYTES } from '@yijian/shared/uploads/contract'
import { fileProblem } from '../desk-files/choose-file.ts'

/** Why this file need not even be sent. */
export function listFileProblem(file: Pick<File, 'name' | 'size'> | undefined): ReturnType<typeof fileProblem> {
  return fileProblem(file) ?? (file && file.size > MAX_LIST_BYTES ? 'tooLarge' : undefined)
}
