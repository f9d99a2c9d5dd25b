import { Refusal } from '@yijian/shared/errors'
import type pg from 'pg'
import type { Context } from '../context.ts'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import { dropStaging } from '../registry/staging/staging-table.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import type { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
import { type ApplyContext, applyHeld } from './apply-batch.ts'
import { approve, isAnotherApplying } from './approve-import.ts'
import { addBatch, type Batch, type BatchCounts, forgetBatch, getBatch, lockBatch } from './batch-repository.ts'
import { type HeldBatch, holdBatch } from './hold-batch.ts'
import { stageHeld } from './stage-batch.ts'

export type ImportOptions = {
  readonly source: RegisterSource
  /** The day the export speaks of, `YYYY-MM-DD`. */
  readonly sourceDate?: string | null
  readonly officerId?: number | null
  /** It lists every enterprise of what it covers: those it does not list have vanished. False unless told. */
  readonly complete?: boolean
  readonly onProgress?: (rows: number) => void
  readonly signal?: AbortSignal
}

export type ImportReport = BatchCounts & { readonly batch: number; readonly seconds: number }

/** Another import holds the register, or has changed it since this file was read. */
export class ImportUnderWay extends Error {}

/** Why a file that is unusual came in all the same, where nobody was asked. */
const AUTOMATIC = '自动批准'

/**
 * Takes a register file in with nobody asked, whole or not at all: read, profiled, compared and applied as any other, with
 * whatever would hold it back accepted. The same file again changes nothing. One that fails leaves no trace. What follows
 * from it for people's work is the caller's to work out.
 * @throws UnreadableRegister when the file is no table of enterprises, ImportUnderWay when another import is running
 */
export async function importRegister(
  { database, cipher, now }: Pick<Context, 'database' | 'cipher' | 'now'>,
  { source, sourceDate = null, officerId = null, complete = false, onProgress, signal }: ImportOptions,
): Promise<ImportReport> {
  const clock = performance.now()
  const context = { database, cipher, now }
  const release = await takeTurn(database)
  try {
    const held = await addHeldBatch(context, { source, sourceDate, complete, officerId })
    try {
      let unreadable: UnreadableRegister | undefined
      const state = await stageHeld(context, held, {
        batchId: held.batchId,
        source,
        ...(signal && { signal }),
        onProgress: ({ rows }) => onProgress?.(rows),
        onUnreadable: (error) => {
          unreadable = error
        },
      })
      if (state !== 'staged') throw unreadable ?? new Error(`the file is ${state}`)
      signal?.throwIfAborted()
      const { counts } = await applyHere(context, held, AUTOMATIC)
      return { batch: held.batchId, ...counts, seconds: Math.round(performance.now() - clock) / 1000 }
    } catch (error) {
      // What cannot be forgotten now is given up by whoever looks after what was left behind.
      await forget(context, held.batchId).catch(() => {})
      throw error
    } finally {
      await held.release()
    }
  } finally {
    await release()
  }
}

/** Held by a connection, so that a process that dies lets go of it. @throws ImportUnderWay */
async function takeTurn({ pool }: Context['database']): Promise<() => Promise<void>> {
  const client: pg.PoolClient = await pool.connect()
  const lock = `hashtext('yijian.import.unasked')`
  const { rows } = await client
    .query<{ free: boolean }>(`select pg_try_advisory_lock(${lock}) as free`)
    .catch((error: Error) => {
      client.release(error)
      throw error
    })
  if (!rows[0]?.free) {
    client.release()
    throw new ImportUnderWay('Another import is running; wait until it has ended.')
  }
  return async () => {
    const done = await client.query(`select pg_advisory_unlock(${lock})`).catch(() => undefined)
    client.release(!done)
  }
}

export type FileHere = {
  readonly source: RegisterSource
  readonly sourceDate: string | null
  readonly complete: boolean
  readonly officerId: number | null
}

/** A batch in the hands of this process. */
export type HeldHere = HeldBatch & { readonly batchId: number }

/** A batch for a file that is read where it lies, held by this process before anybody else can see it. */
export async function addHeldBatch(
  { database, now }: Pick<Context, 'database' | 'now'>,
  { source, ...file }: FileHere,
): Promise<HeldHere> {
  const held: HeldBatch[] = []
  try {
    return await withTx(database, systemScope, async (tx) => {
      const about = { ...file, fileName: source.name, fileBytes: source.bytes ?? null, fileId: null }
      const { id } = await addBatch(tx, about, now())
      const mine = await holdBatch(database, id)
      if (!mine) throw new Error('a new batch is in other hands')
      held.push(mine)
      return { ...mine, batchId: id }
    })
  } catch (error) {
    for (const mine of held) await mine.release()
    throw error
  }
}

/**
 * Approves a staged file that this process holds, every hold accepted with this reason, and has it change the register.
 * @throws ImportUnderWay when another file is changing it, or has since this one was read
 */
export async function applyHere(context: ApplyContext, held: HeldHere, reason: string | null): Promise<Batch> {
  const { database, now } = context
  await withTx(database, systemScope, async (tx) => {
    const batch = await lockBatch(tx, held.batchId)
    if (!batch) throw new Error('the batch is gone')
    const acceptedHolds = batch.holds.map(({ kind }) => kind)
    const note = batch.holds.length > 0 ? reason : null
    await approve(tx, { now, secondPersonNeeded: false }, batch, { officerId: null, acceptedHolds, note })
  }).catch((error: unknown) => {
    throw isAnotherApplying(error) || isOutdated(error) ? new ImportUnderWay(CHANGED) : error
  })
  await applyHeld(context, held, held.batchId)
  const batch = await getBatch(database.orm, held.batchId)
  if (batch.state !== 'applied') throw new ImportUnderWay(CHANGED)
  return batch
}

const CHANGED = 'The register has changed since the file was read: nothing was changed; import it again.'

function isOutdated(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'import_compare_again'
}

async function forget({ database }: Pick<Context, 'database'>, batchId: number): Promise<void> {
  await withTx(database, systemScope, async (tx) => {
    await dropStaging(clientOf(tx), batchId)
    await forgetBatch(tx, batchId)
  })
}
