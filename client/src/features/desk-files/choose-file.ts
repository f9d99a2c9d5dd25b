import { MAX_FILE_BYTES } from '@yijian/shared/uploads/contract'

export type FileProblem = 'missing' | 'empty' | 'tooLarge'

/** Why this file need not even be sent. */
export function fileProblem(file: Pick<File, 'name' | 'size'> | undefined): FileProblem | undefined {
  // An empty file field has a file without a name.
  if (file === undefined || (file.name === '' && file.size === 0)) return 'missing'
  if (file.size === 0) return 'empty'
  return file.size > MAX_FILE_BYTES ? 'tooLarge' : undefined
}

/** The names of what is read. */
export const FILE_TYPES = '.csv,.tsv,.txt,.xlsx,.xls,.ods,.html,.htm,.xml,.gz'

/** The day that a file's name speaks of, if it names one that has been: 企业名录20260930.xlsx, 2026年9月30日. */
export function dayInName(name: string, today: string): string | undefined {
  const found = /(?:^|\D)(20\d{2})\D?(0?[1-9]|1[0-2])\D?(0?[1-9]|[12]\d|3[01])(?!\d)/.exec(name)
  if (!found) return undefined
  const [, year = '', month = '', date = ''] = found
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) && day <= today ? day : undefined
}
