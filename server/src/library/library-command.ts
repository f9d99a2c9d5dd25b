import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { digestOf } from '../ledger/append-event.ts'

type Command<Counts> = {
  readonly commandId: string
  readonly what: 'assign' | 'tag' | 'untag' | 'take_back'
  /** The command that this one takes back. */
  readonly undoes?: string
  /** What makes a second sending the same command. */
  readonly content: unknown
  readonly now: Date
  readonly run: () => Promise<Counts>
}

/**
 * Does something to many enterprises once, however often it is sent: a second sending waits for the first and gets its
 * answer. @throws Refusal command_reused when the id came with other content
 */
export async function once<Counts extends object>(
  tx: Tx,
  caller: OfficerCaller,
  { commandId, what, undoes, content, now, run }: Command<Counts>,
): Promise<Counts> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${commandId}, 0))`)
  const digest = digestOf({ content, what, byPost: caller.postId })
  const done = await firstRow<{ digest: Buffer; counts: Counts }>(
    tx,
    sql`select command_digest as digest, counts from library_command where command_id = ${commandId}`,
  )
  if (done) {
    if (!done.digest.equals(digest)) throw new Refusal('command_reused')
    return done.counts
  }
  const counts = await run()
  await tx.execute(sql`insert into library_command (command_id, command_digest, at, post_id, what, undoes, counts)
    values (${commandId}, ${digest}, ${now.toISOString()}, ${caller.postId}, ${what}, ${undoes ?? null}, ${JSON.stringify(counts)}::jsonb)`)
  return counts
}
