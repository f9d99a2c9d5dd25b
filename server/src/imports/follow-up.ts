import type { Context } from '../context.ts'
import type { Tx } from '../db/tx.ts'

/** What a changed register means for people's work is worked out afterwards; the job is there exactly when the change is. */
export async function followUp(tx: Tx, queue: Context['queue'], batchId: number): Promise<void> {
  await queue.send(tx, 'follow-up-import', { batchId })
}
