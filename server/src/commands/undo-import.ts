import { Refusal } from '@yijian/shared/errors'
import { systemScope, withTx } from '../db/tx.ts'
import { undo } from '../imports/undo-import.ts'
import { type Command, CommandError, requireText } from './command.ts'

export const undoImportCommand: Command = {
  usage: 'BATCH --reason "…"',
  about: 'Take back everything that the newest applied register file has changed.',
  options: { reason: { type: 'string' } },
  async run({ context, values, positionals, json, say }) {
    const id = readBatchId(positionals)
    const reason = requireText(values, 'reason')
    const counts = await withTx(context.database, systemScope, (tx) =>
      undo(tx, context, id, { officerId: null, reason }),
    ).catch((error: unknown) => {
      throw error instanceof Refusal ? new CommandError(refusals[error.code] ?? error.message) : error
    })
    if (json) say(JSON.stringify({ batch: id, ...counts }))
    else
      say(
        `Batch ${id} is taken back: ${counts.restored} enterprises are as before, ${counts.removed} new ones are gone, ${counts.kept} stay because something refers to them.`,
      )
    return 0
  },
}

const refusals: Partial<Record<Refusal['code'], string>> = {
  not_found: 'There is no such batch.',
  import_not_allowed: 'This batch has not changed the register, or was taken back already.',
  import_not_newest: 'Another batch has changed the register since; only the newest can be taken back.',
}

/** The number of a batch as a command names it. @throws CommandError */
export function readBatchId(positionals: readonly string[]): number {
  const [text, ...others] = positionals
  if (text === undefined || others.length > 0 || !/^[1-9]\d{0,8}$/.test(text))
    throw new CommandError('Name one batch by its number.')
  return Number(text)
}
