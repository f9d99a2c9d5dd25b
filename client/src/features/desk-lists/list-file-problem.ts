import { MAX_LIST_BYTES } from '@yijian/shared/uploads/contract'
import { fileProblem } from '../desk-imports/choose-file.ts'

/** Why this file need not even be sent; `head` is what it begins with. */
export function listFileProblem(
  file: Pick<File, 'name' | 'size'> | undefined,
  head?: Uint8Array,
): ReturnType<typeof fileProblem> {
  return fileProblem(file, head) ?? (file && file.size > MAX_LIST_BYTES ? 'tooLarge' : undefined)
}
