import { Refusal } from '@yijian/shared/errors'
import { MOST_VIEWS } from '@yijian/shared/library/limits'
import type {
  deleteLibraryView,
  LibraryView,
  listLibraryViews,
  saveLibraryView,
} from '@yijian/shared/library/list-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { readFilterWords } from './library-filters.ts'

/** A list of the office's shared views: some posts of many views each. */
const MOST_SHOWN = 200

export async function handleListLibraryViews({
  context,
  caller,
}: Call<typeof listLibraryViews>): Promise<AnswerOf<typeof listLibraryViews>> {
  return withTx(context.database, caller.scope, async (tx) => ({ items: await findViews(tx, caller) }))
}

/** @throws Refusal invalid_input for filters that are none, too_many_views */
export async function handleSaveLibraryView({
  context,
  caller,
  body,
}: Call<typeof saveLibraryView>): Promise<AnswerOf<typeof saveLibraryView>> {
  readFilterWords(body.query)
  const query = JSON.stringify(body.query)
  return withTx(context.database, caller.scope, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('library_view', ${caller.postId}))`)
    // Saved the same way once more it is the same request, whose answer was lost.
    const there = await firstRow<{ others: number; taken: boolean }>(
      tx,
      sql`select count(*) filter (where name <> ${body.name})::int as others,
            coalesce(bool_or(name = ${body.name} and (query, shared) <> (${query}::jsonb, ${body.shared}::boolean)), false) as taken
          from library_view where post_id = ${caller.postId}`,
    )
    if (there?.taken && !body.replace) return { result: 'name_taken' }
    if ((there?.others ?? 0) >= MOST_VIEWS) throw new Refusal('too_many_views')
    const saved = await firstRow<{ id: number }>(
      tx,
      sql`insert into library_view (post_id, office_id, name, query, shared, saved_at)
          values (${caller.postId}, ${caller.office.id}, ${body.name}, ${query}::jsonb, ${body.shared}, ${context.now().toISOString()})
          on conflict (post_id, name) do update set query = excluded.query, shared = excluded.shared, saved_at = excluded.saved_at returning id`,
    )
    const [view] = await findViews(tx, caller, sql`v.id = ${saved?.id}`)
    if (!view) throw new Error('a view was not written')
    return { result: 'saved', view }
  })
}

/** Nobody deletes another's view. */
export async function handleDeleteLibraryView({
  context,
  caller,
  params,
}: Call<typeof deleteLibraryView>): Promise<AnswerOf<typeof deleteLibraryView>> {
  return withTx(context.database, caller.scope, async (tx) => {
    await tx.execute(sql`delete from library_view where id = ${params.id} and post_id = ${caller.postId}`)
    return { id: params.id }
  })
}

async function findViews(tx: Tx, caller: OfficerCaller, only: SQL = sql`true`): Promise<LibraryView[]> {
  return rows(
    tx,
    sql`select v.id, v.name, v.query, v.shared, v.post_id = ${caller.postId} as mine, o.name as "ownerName"
        from library_view v join post p on p.id = v.post_id join officer o on o.id = p.officer_id
        where ${only} and (v.post_id = ${caller.postId} or (v.shared and v.office_id = ${caller.office.id}))
        order by mine desc, v.name, v.id limit ${MOST_SHOWN}`,
  )
}
