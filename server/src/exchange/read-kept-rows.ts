import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, withTx } from '../db/tx.ts'
import type { TableRow } from '../registry/tables/table.ts'

export const CELLS_CONTEXT = 'list_exchange_row|cells'

const ROWS_AT_ONCE = 1000

/** The rows of a list as they were kept, phone numbers masked; a page at a time, so that no connection is held. */
export async function* readKeptRows(
  { database, cipher }: Pick<Context, 'database' | 'cipher'>,
  listId: number,
): AsyncGenerator<TableRow> {
  for (let last = 0; ; ) {
    const page = await withTx(database, systemScope, (tx) =>
      rows<{ number: number; sealed: string }>(
        tx,
        sql`select row_number as number, cells_sealed as sealed from list_exchange_row
            where list_id = ${listId} and row_number > ${last} order by row_number limit ${ROWS_AT_ONCE}`,
      ),
    )
    for (const { number, sealed } of page) yield { number, cells: openCells(cipher, sealed) }
    last = page.at(-1)?.number ?? last
    if (page.length < ROWS_AT_ONCE) return
  }
}

export function openCells(cipher: Context['cipher'], sealed: string): string[] {
  return JSON.parse(cipher.open(CELLS_CONTEXT, sealed))
}
