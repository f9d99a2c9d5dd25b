import type { Context } from '../context.ts'
import { followUpImport } from '../tasks/follow-up-import.ts'
import { openUpload, UploadGone } from '../uploads/open-upload.ts'
import { applyBatch, followLessons } from './apply-batch.ts'
import { failBatch, findBatch } from './batch-repository.ts'
import { stageBatch } from './stage-batch.ts'
import { tellBrokenOff } from './tell-broken-off.ts'
import { followLessonsOfToday, undoBatch } from './undo-batch.ts'

/** Reads an uploaded file. @throws what may go better at another time */
export async function runStageImport(context: Context, batchId: number): Promise<void> {
  const batch = await findBatch(context.database.orm, batchId)
  if (batch?.state !== 'received' && batch?.state !== 'staging') return
  const source = batch.fileId === null ? undefined : await findSource(context, batch.fileId)
  if (source) await tellBrokenOff(context, batchId, async () => void (await stageBatch(context, { batchId, source })))
  else if (batch.fileId !== null) await failBatch(context.database.orm, batchId, { key: 'file_gone', detail: null })
}

async function findSource(context: Context, fileId: string) {
  try {
    return await openUpload(context, fileId)
  } catch (error) {
    if (error instanceof UploadGone) return undefined
    throw error
  }
}

/** Lets an approved file change the register. @throws what may go better at another time */
export async function runApplyImport(context: Context, batchId: number): Promise<void> {
  await tellBrokenOff(context, batchId, async () => void (await applyBatch(context, batchId)))
}

/** Takes back what a file changed. @throws what may go better at another time */
export async function runUndoImport(context: Context, batchId: number): Promise<void> {
  await tellBrokenOff(context, batchId, () => undoBatch(context, batchId))
}

/**
 * What a changed register means for people's work. Where its rows belong comes first: whoever applied the file or took it
 * back may have been killed before it was settled. @throws what may go better at another time
 */
export async function runFollowUpImport(context: Context, batchId: number): Promise<void> {
  const batch = await findBatch(context.database.orm, batchId)
  if (batch?.state === 'applied') await followLessons(context, batch)
  if (batch?.state === 'undone') await followLessonsOfToday(context, batchId)
  await followUpImport(context, batchId)
}
