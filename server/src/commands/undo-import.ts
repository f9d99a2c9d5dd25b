import { Refusal } from '@yijian/shared/errors'
import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'
import { isAnotherApplying } from '../imports/approve-import.ts'
import { leaveApplied, lockBatch } from '../imports/batch-repository.ts'
import { freeAbandoned } from '../imports/free-abandoned.ts'
import { holdBatch } from '../imports/hold-batch.ts'
import { undoHeld } from '../imports/undo-batch.ts'
import { decideUndo } from '../imports/undo-import.ts'
import type { UndoCounts } from '../registry/applying/undo-applied.ts'
import { type Command, CommandError, requireText } from './command.ts'

export const undoImportCommand: Command = {
  usage: 'BATCH --reason "…"',
  about: 'Take back everything that the newest applied register file has changed.',
  options: { reason: { type: 'string' } },
  async run({ context, values, positionals, json, say }) {
    const id = readBatchId(positionals)
    const reason = requireText(values, 'reason')
    const counts = await takeBack(context, id, reason)
    if (json) say(JSON.stringify({ batch: id, ...counts }))
    else
      say(
        `Batch ${id} is taken back: ${counts.restored} enterprises are as before, ${counts.removed} new ones are gone, ${counts.kept} stay because something refers to them.`,
      )
    return 0
  },
}

/** Decided and done by this process; one that is killed in between has changed nothing. */
async function takeBack(context: Context, id: number, reason: string): Promise<UndoCounts> {
  await freeAbandoned(context)
  const held = await holdBatch(context.database, id)
  if (!held) throw new CommandError('Somebody else is at work on this batch.')
  try {
    await withTx(context.database, systemScope, async (tx) =>
      decideUndo(tx, await lockBatch(tx, id), { officerId: null, reason }),
    ).catch((error: unknown) => {
      throw sentenceOf(error) ?? error
    })
    const counts = await undoHeld(context, held, id).catch(async (error: unknown) => {
      await leaveApplied(context.database.orm, id, { key: 'undo_interrupted', detail: null })
      throw error
    })
    if (!counts) throw new CommandError(refusals.import_not_newest)
    return counts
  } finally {
    await held.release()
  }
}

function sentenceOf(error: unknown): CommandError | undefined {
  if (isAnotherApplying(error)) return new CommandError(refusals.import_another_applying)
  if (!(error instanceof Refusal)) return undefined
  return new CommandError(
    Object.hasOwn(refusals, error.code) ? refusals[error.code as keyof typeof refusals] : error.message,
  ) // hasOwn has shown it
}

const refusals = {
  not_found: 'There is no such batch.',
  import_not_allowed: 'This batch has not changed the register, or was taken back already.',
  import_another_applying: 'Another file is changing the register; wait until it has ended.',
  import_not_newest: 'Another batch has changed the register since; only the newest can be taken back.',
} as const satisfies Partial<Record<Refusal['code'], string>>

/** The number of a batch as a command names it. @throws CommandError */
export function readBatchId(positionals: readonly string[]): number {
  const [text, ...others] = positionals
  if (text === undefined || others.length > 0 || !/^[1-9]\d{0,8}$/.test(text))
    throw new CommandError('Name one batch by its number.')
  return Number(text)
}
