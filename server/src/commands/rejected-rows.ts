import { createWriteStream, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@yijian/shared/errors'
import { rejectedRows } from '../imports/download-rejected-rows.ts'
import { csvStream } from '../spreadsheets/csv-stream.ts'
import { type Command, CommandError, requireText } from './command.ts'
import { readBatchId } from './undo-import.ts'

export const rejectedRowsCommand: Command = {
  usage: 'BATCH --out FILE',
  about: `Write the rows of a register file that were rejected, phone numbers and all, each with its reason. Mended, they are
imported alone with --partial.`,
  options: { out: { type: 'string' } },
  async run({ context, values, positionals, json, say }) {
    const id = readBatchId(positionals)
    const out = resolve(requireText(values, 'out'))
    if (existsSync(out)) throw new CommandError(`${out} is there already; name a new file.`)
    const { sheet, batch } = await rejectedRows(context, id, { officerId: null, language: 'zh-CN' }).catch(
      (error: unknown) => {
        throw error instanceof Refusal
          ? new CommandError('There is no such batch, or none of its rows was rejected.')
          : error
      },
    )
    await pipeline(csvStream(sheet), createWriteStream(out, { flags: 'wx', mode: 0o600 })).catch((error: Error) => {
      throw new CommandError(`${out} cannot be written: ${error.message}`)
    })
    const rows = batch.counts.rejected
    say(json ? JSON.stringify({ batch: id, rows, file: out }) : `${rows} rejected rows of batch ${id} are in ${out}.`)
    return 0
  },
}
