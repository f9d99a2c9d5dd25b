import type { cancelList, listLists, readList } from '@yijian/shared/exchange/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { readIdCursor } from '../db/cursor.ts'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { endCheck, findLists } from './list-repository.ts'
import { getList, presentSummary, readListView } from './present-list.ts'

const PAGE = 30

export async function handleListLists({
  context,
  caller,
  query: { cursor },
}: Call<typeof listLists>): Promise<AnswerOf<typeof listLists>> {
  const before = cursor === undefined ? sql`` : sql`and l.id < ${readIdCursor(cursor)}`
  const found = await withTx(context.database, caller.scope, (tx) =>
    findLists(tx, sql`l.office_id = ${caller.office.id} ${before} order by l.id desc limit ${PAGE + 1}`),
  )
  const page = found.slice(0, PAGE)
  return { items: page.map(presentSummary), next: found.length > PAGE ? String(page.at(-1)?.id) : null }
}

/** @throws Refusal not_found */
export async function handleReadList({
  context,
  caller,
  params,
}: Call<typeof readList>): Promise<AnswerOf<typeof readList>> {
  return withTx(context.database, caller.scope, (tx) => readListView(tx, caller, params.id))
}

/** Ends a check that is under way; a list that was answered before has that answer again. @throws Refusal not_found */
export async function handleCancelList({
  context,
  caller,
  params,
}: Call<typeof cancelList>): Promise<AnswerOf<typeof cancelList>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const { id } = await getList(tx, caller, params.id)
    await endCheck(tx, id, { state: 'cancelled' })
    return readListView(tx, caller, id)
  })
}
