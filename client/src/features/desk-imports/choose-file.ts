import { MAX_FILE_BYTES } from '@yijian/shared/uploads/contract'

export type FileProblem = 'missing' | 'empty' | 'tooLarge' | 'oldExcel'

const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * Why this file need not even be sent.
 * @param head its first bytes: what many offices export under the name .xls is a web page, which is read
 */
export function fileProblem(
  file: Pick<File, 'name' | 'size'> | undefined,
  head: Uint8Array = new Uint8Array(),
): FileProblem | undefined {
  // An empty file field has a file without a name.
  if (file === undefined || (file.name === '' && file.size === 0)) return 'missing'
  if (OLD_EXCEL.every((byte, at) => head[at] === byte)) return 'oldExcel'
  if (file.size === 0) return 'empty'
  return file.size > MAX_FILE_BYTES ? 'tooLarge' : undefined
}

/** The day that a file's name speaks of, if it names one that has been: 企业名录20260930.xlsx, 2026年9月30日. */
export function dayInName(name: string, today: string): string | undefined {
  const found = /(?:^|\D)(20\d{2})\D?(0?[1-9]|1[0-2])\D?(0?[1-9]|[12]\d|3[01])(?!\d)/.exec(name)
  if (!found) return undefined
  const [, year = '', month = '', date = ''] = found
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) && day <= today ? day : undefined
}
