import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, rows, systemScope, withTx } from '../db/tx.ts'
import { canonical, keyed, ledgerKeys } from './ledger-hash.ts'

export type SealedHead = { readonly application_id: number; readonly seq: number; readonly hash: Buffer }

/**
 * Seals every chain head that moved since the last seal. A tail cut off afterwards, or a whole
 * application removed, no longer fits. Run often: what is not sealed yet can be cut unnoticed by
 * somebody who can also rewrite the application's row.
 * @returns how many heads the new seal covers; 0 when nothing moved
 */
export async function sealLedger(context: Pick<Context, 'database' | 'config' | 'now'>): Promise<number> {
  const keys = ledgerKeys(context.config.secrets.ledger)
  return withTx(context.database, systemScope, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('yijian.seal'))`)
    const heads = await rows<SealedHead>(
      tx,
      sql`select a.id as application_id, a.ledger_seq as seq, a.ledger_head as hash from application a
          where a.ledger_seq > coalesce((select max(h.seq) from ledger_sealed_head h where h.application_id = a.id), 0)
          order by a.id`,
    )
    if (heads.length === 0) return 0
    const last = await firstRow<{ hash: Buffer }>(tx, sql`select hash from ledger_seal order by id desc limit 1`)
    const at = context.now()
    const root = rootOf(heads)
    const hash = keyed(keys, keys.current, last?.hash ?? null, sealText(at, heads.length, root))
    if (!hash) throw new Error('the current ledger key is missing')
    const seal = await firstRow<{ id: number }>(
      tx,
      sql`insert into ledger_seal (at, heads, root, prev_hash, hash, key_id)
          values (${at.toISOString()}, ${heads.length}, ${root}, ${last?.hash ?? null}, ${hash}, ${keys.current}) returning id`,
    )
    await tx.execute(sql`
      insert into ledger_sealed_head (seal_id, application_id, seq, hash)
      select ${seal?.id}, * from unnest(
        ${sql.param(heads.map((head) => head.application_id))}::bigint[],
        ${sql.param(heads.map((head) => head.seq))}::int[],
        ${sql.param(heads.map((head) => head.hash))}::bytea[])`)
    return heads.length
  })
}

export function rootOf(heads: readonly SealedHead[]): Buffer {
  const digest = createHash('sha256')
  for (const head of heads) digest.update(`${head.application_id}:${head.seq}:${head.hash.toString('hex')}\n`)
  return digest.digest()
}

export function sealText(at: Date, heads: number, root: Buffer): string {
  return canonical({ at: at.toISOString(), heads, root: root.toString('hex') })
}
