import type { Context } from '../context.ts'
import { describeError } from '../log.ts'
import { noteFailure } from './batch-repository.ts'
import { BatchInOtherHands } from './stage-batch.ts'
import { type Trouble, troubleOf } from './trouble-of.ts'

const sentences: Readonly<Record<Trouble, string>> = {
  disk_full: 'the disk of the database is full: an import cannot go on',
  out_of_memory: 'the database has no memory left: an import cannot go on',
}

/**
 * Runs one attempt at a file. What ends it stands in the log, and with the file where it is trouble of the server, so that
 * this is told when no attempt gets further. @throws what ended it
 */
export async function tellBrokenOff(context: Context, batchId: number, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt()
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble) {
      context.log.error({ batchId, error: describeError(error) }, sentences[trouble])
      // On a full disk this may find no room either.
      await noteFailure(context.database.orm, batchId, { key: trouble, detail: null }).catch(() => {})
    } else if (!(error instanceof BatchInOtherHands)) {
      context.log.warn({ batchId, error: describeError(error) }, 'an import broke off; it is tried again')
    }
    throw error
  }
}
