import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseCalendarDate } from '@yijian/shared/calendar-date'
import { ImportUnderWay, importRegister } from '../registry/import-register.ts'
import { fileSource, type RegisterSource } from '../registry/register-source.ts'
import { UnreadableRegister } from '../registry/unreadable-register.ts'
import { type Command, CommandError } from './command.ts'

const ROWS_PER_LINE = 10_000

export const runImport: Command = {
  usage: 'FILE [--date YYYY-MM-DD]',
  about:
    'Take in a register export (an .xlsx workbook, or CSV in UTF-8, GB18030 or UTF-16, plain or gzip), whole or not at all.',
  options: { date: { type: 'string' } },
  async run({ context, values, positionals, json, say, warn }) {
    const source = openFile(positionals)
    const sourceDate = typeof values.date === 'string' ? parseCalendarDate(values.date) : null
    if (values.date !== undefined && sourceDate === null) throw new CommandError(`--date ${values.date} is not a day.`)
    let told = 0
    try {
      const report = await importRegister(context, {
        source,
        sourceDate,
        onProgress(rows) {
          if (rows - told < ROWS_PER_LINE) return
          told = rows
          warn(`${rows} rows read`)
        },
      })
      const { batch, rows, duplicate, rejected, warned, seconds } = report
      const counts = {
        batch,
        rows,
        new: report.new,
        changed: report.changed,
        unchanged: report.unchanged,
        duplicate,
        rejected,
        warned,
        seconds,
      }
      if (json) say(JSON.stringify(counts))
      else {
        say(`Batch ${batch}: ${rows} rows in ${seconds} s`)
        say(
          `  ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${duplicate} twice in the file, ${rejected} rejected; ${warned} with a remark`,
        )
      }
      return 0
    } catch (error) {
      if (error instanceof UnreadableRegister || error instanceof ImportUnderWay) throw new CommandError(error.message)
      throw error
    }
  },
}

/** The one file that a command names, relative to where it was typed. @throws CommandError when it is not there */
export function openFile(positionals: readonly string[]): RegisterSource {
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new CommandError('Name one file.')
  const path = resolve(file)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new CommandError(`There is no file ${path}.`)
  if (!found.isFile()) throw new CommandError(`${path} is not a file: name the list itself.`)
  return fileSource(path)
}
