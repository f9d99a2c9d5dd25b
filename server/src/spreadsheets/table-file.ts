import { type FileAnswer, fileAnswer } from '../http/serve.ts'
import { csvStream } from './csv-stream.ts'
import type { Sheet } from './sheet.ts'
import { workbookStream } from './workbook-stream.ts'

export type TableFormat = 'xlsx' | 'csv'

/** The answer of a download: the table as a file that is written while it is sent. @param name without ending */
export function tableFile(format: TableFormat, name: string, sheet: Sheet): FileAnswer {
  return format === 'xlsx'
    ? fileAnswer(
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        workbookStream(sheet),
        `${name}.xlsx`,
      )
    : fileAnswer('text/csv; charset=utf-8', csvStream(sheet), `${name}.csv`)
}
