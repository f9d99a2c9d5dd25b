import { Refusal } from '@yijian/shared/errors'
import type { decideListRow, listListRows } from '@yijian/shared/exchange/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { readIdCursor } from '../db/cursor.ts'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { decideRow, findRows } from './list-repository.ts'
import { getCheckedList, getList, presentRow } from './present-list.ts'

const PAGE = 50

/** @throws Refusal not_found */
export async function handleListListRows({
  context,
  caller,
  params,
  query: { verdict, decision, cursor },
}: Call<typeof listListRows>): Promise<AnswerOf<typeof listListRows>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const { id } = await getList(tx, caller, params.id)
    // Those below zero are of an answer that is not whole yet.
    const where = [sql`r.list_id = ${id} and r.row_number > 0`]
    if (verdict) where.push(sql`r.verdict = ${verdict}`)
    if (decision) where.push(sql`r.decision = ${decision}`)
    if (cursor !== undefined) where.push(sql`r.row_number > ${readIdCursor(cursor)}`)
    const found = await findRows(tx, sql.join(where, sql` and `), PAGE + 1)
    const page = found.slice(0, PAGE)
    return { items: page.map(presentRow), next: found.length > PAGE ? String(page.at(-1)?.row) : null }
  })
}

/** @throws Refusal not_found, list_not_checked, invalid_input, list_row_changed */
export async function handleDecideListRow({
  context,
  caller,
  params,
  body,
}: Call<typeof decideListRow>): Promise<AnswerOf<typeof decideListRow>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const { id } = await getCheckedList(tx, caller, params.id)
    const read = async () => {
      const [row] = await findRows(tx, sql`r.list_id = ${id} and r.row_number = ${params.row}`, 1)
      if (!row) throw new Refusal('not_found')
      return row
    }
    const { suggestions } = await read()
    const named = body.enterpriseId !== null && suggestions.some((one) => one.id === body.enterpriseId)
    if (body.decision === 'confirmed' ? !named : body.enterpriseId !== null)
      throw new Refusal('invalid_input', { fields: [{ path: 'enterpriseId', message: 'check_this' }] })
    const { officerId } = caller
    const decided = await decideRow(
      tx,
      { listId: id, row: params.row, version: body.version },
      { decision: body.decision, enterpriseId: body.enterpriseId, officerId, now: context.now() },
    )
    const now = await read()
    // A retried request finds what it has done itself.
    const same =
      now.version === body.version + 1 &&
      now.decidedById === officerId &&
      now.decision === body.decision &&
      now.confirmedId === body.enterpriseId
    if (!decided && !same) throw new Refusal('list_row_changed')
    return presentRow(now)
  })
}
