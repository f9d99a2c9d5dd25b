import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseCalendarDate } from '@yijian/shared/calendar-date'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import { type Batch, cancelBatch, getBatch, putBack } from '../imports/batch-repository.ts'
import { freeAbandoned } from '../imports/free-abandoned.ts'
import { addHeldBatch, applyHere, type HeldHere, ImportUnderWay } from '../imports/import-register.ts'
import { stageHeld } from '../imports/stage-batch.ts'
import { dropStaging } from '../registry/staging/staging-table.ts'
import { fileSource, type RegisterSource } from '../registry/tables/register-source.ts'
import { findFollowUp, followUpImport } from '../tasks/follow-up-import.ts'
import { type Command, type CommandCall, CommandError, requireText } from './command.ts'
import { applyingLine, countsLine, findings, paceLine, summaryOf } from './tell-import.ts'

/** The file waits for somebody's approval. */
const WAITS = 2
const CANCELLED = 130

export const runImport: Command = {
  usage: 'FILE [--date YYYY-MM-DD] [--partial] [--approve] [--accept-holds "reason"]',
  about: `Take in a register export (a workbook, .xlsx, .xls or .ods, or CSV in UTF-8, GB18030 or UTF-16, plain or gzip), whole or not at all.
The file lists every enterprise, unless --partial says that it only corrects some. What it would change is told first.
Outside production it is applied when nothing about it is unusual, or when --accept-holds says why that is right; in
production it waits for an officer of the city's league office. Ends with 2 when it waits, with 130 when it was cancelled.`,
  options: {
    date: { type: 'string' },
    partial: { type: 'boolean' },
    approve: { type: 'boolean' },
    'accept-holds': { type: 'string' },
  },
  cancellable: true,
  async run(call) {
    const { context, values, positionals, say, json } = call
    const source = openFile(positionals)
    const sourceDate = typeof values.date === 'string' ? parseCalendarDate(values.date) : null
    if (values.date !== undefined && sourceDate === null) throw new CommandError(`--date ${values.date} is not a day.`)
    const reason = values['accept-holds'] === undefined ? null : requireText(values, 'accept-holds')
    if (context.config.production && (values.approve === true || reason !== null))
      throw new CommandError('In production an officer approves a file in the workbench, under 登记数据导入.')
    const clock = performance.now()
    await freeAbandoned(context)
    const file = { source, sourceDate, complete: values.partial !== true, officerId: null }
    const held = await addHeldBatch(context, file)
    try {
      const staged = await read(call, held, source)
      if (!staged) return CANCELLED
      if (!json) for (const line of findings(staged)) say(line)
      const waits = context.config.production || (staged.holds.length > 0 && reason === null)
      if (!waits) call.progress(applyingLine(staged))
      const batch = waits ? staged : await apply(call, held, reason)
      const seconds = Math.round(performance.now() - clock) / 1000
      const followUp = waits ? null : await followUpHere(call, batch.id)
      if (json) say(JSON.stringify({ ...summaryOf(batch, seconds), ...followUp }))
      else {
        say(`Batch ${batch.id}: ${batch.rowCount} rows in ${seconds} s`)
        say(`  ${countsLine(batch)}`)
        if (followUp)
          say(`  ${followUp.applications} open applications are answered otherwise, ${followUp.tasks} tasks`)
      }
      if (waits) call.warn(waitsFor(batch.id, context.config.production))
      return waits ? WAITS : 0
    } finally {
      await held.release()
    }
  },
}

function waitsFor(id: number, production: boolean): string {
  return production
    ? `Nothing has changed yet. An officer of the city's league office approves batch ${id} in the workbench, under 登记数据导入.`
    : `Nothing has changed yet: what is unusual holds batch ${id} back. Give the reason why it is right with --accept-holds "…", or approve it in the workbench.`
}

/** @returns undefined when Ctrl-C came before it was staged */
async function read(
  { context, signal, progress }: CommandCall,
  held: HeldHere,
  source: RegisterSource & { readonly bytes: number },
): Promise<Batch | undefined> {
  const { batchId } = held
  let unreadable = 'The file cannot be read.'
  try {
    await stageHeld(context, held, {
      batchId,
      source,
      signal,
      onProgress: (at) => progress(paceLine(at, source.bytes, context.now())),
      onUnreadable: ({ message }) => {
        unreadable = message
      },
    })
  } catch (error) {
    await withTx(context.database, systemScope, async (tx) => {
      await cancelBatch(tx, batchId)
      await dropStaging(clientOf(tx), batchId)
    })
    if (signal.aborted) return undefined
    throw error
  }
  const batch = await getBatch(context.database.orm, batchId)
  if (batch.state === 'failed') throw new CommandError(unreadable)
  return batch.state === 'cancelled' ? undefined : batch
}

async function apply({ context }: CommandCall, held: HeldHere, reason: string | null): Promise<Batch> {
  try {
    return await applyHere(context, held, reason)
  } catch (error) {
    // Whatever kept it from changing the register, it is not left half-way.
    await putBack(context.database.orm, held.batchId, { key: 'interrupted', detail: null })
    throw error instanceof ImportUnderWay ? new CommandError(error.message) : error
  }
}

/** At once, for there may be no worker; one that has the job finds it done. */
async function followUpHere({ context }: CommandCall, id: number): Promise<{ applications: number; tasks: number }> {
  await followUpImport(context, id)
  const found = await withTx(context.database, systemScope, (tx) => findFollowUp(tx, id))
  return { applications: found?.applicationsChanged ?? 0, tasks: found?.tasks ?? 0 }
}

/** The one file that a command names, relative to where it was typed. @throws CommandError when it is not there */
export function openFile(positionals: readonly string[]): RegisterSource & { readonly bytes: number } {
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new CommandError('Name one file.')
  const path = resolve(file)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new CommandError(`There is no file ${path}.`)
  if (!found.isFile()) throw new CommandError(`${path} is not a file: name the list itself.`)
  return { ...fileSource(path), bytes: found.size }
}
