import type { Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

export type Street = { readonly id: number; readonly tier: Tier }

/** A street or township of today; undefined for any other division, and for one that is no more. */
export async function findStreet(tx: Tx, id: number): Promise<Street | undefined> {
  return firstRow<Street>(
    tx,
    sql`select id, tier from division where id = ${id} and tier = 'street' and valid_to is null`,
  )
}
