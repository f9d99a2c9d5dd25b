import { Refusal } from '@yijian/shared/errors'
import type { listImportDifferences } from '@yijian/shared/imports/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import type pg from 'pg'
import { readIdCursor } from '../db/cursor.ts'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { findBatch } from './batch-repository.ts'
import { KNOWN_DIFFERENCES, stagedNew } from './compare-staged.ts'
import { type DifferenceRow, presentDifference } from './present-difference.ts'

const PAGE = 50

/** @throws Refusal city_league_only, not_found, malformed_request */
export async function handleListImportDifferences({
  context,
  caller,
  params,
  query,
}: Call<typeof listImportDifferences>): Promise<AnswerOf<typeof listImportDifferences>> {
  assertCityLeague(caller)
  const after = query.cursor === undefined ? 0 : readIdCursor(query.cursor)
  return withTx(context.database, systemScope, async (tx) => {
    const batch = await findBatch(tx, params.id)
    if (!batch) throw new Refusal('not_found')
    const client = clientOf(tx)
    const found =
      query.kind === 'new'
        ? await listNew(client, { id: batch.id, staged: batch.state === 'staged', after })
        : (await client.query<DifferenceRow>(KNOWN_DIFFERENCES, [batch.id, query.kind, after, PAGE + 1])).rows
    const page = found.slice(0, PAGE)
    const last = page.at(-1)
    const cursor = last && String((query.kind === 'new' && batch.state === 'staged' ? last.row : last.id) ?? '')
    return { items: page.map(presentDifference), next: found.length > PAGE && cursor ? cursor : null }
  })
}

async function listNew(
  client: pg.ClientBase,
  { id, staged, after }: { id: number; staged: boolean; after: number },
): Promise<DifferenceRow[]> {
  if (!staged) return (await client.query<DifferenceRow>(CREATED, [id, after, PAGE + 1])).rows
  try {
    return (await client.query<DifferenceRow>(stagedNew(id), [after, PAGE + 1])).rows
  } catch (error) {
    // After a crash the staging table is gone until the file has been read again.
    if (error instanceof Error && 'code' in error && error.code === '42P01') return []
    throw error
  }
}

/** Enterprises that batch $1 brought first, beyond $2; at most $3. */
const CREATED = `
  select id, row_number as row, name, credit_code as code, '{new}'::text[] as kinds, '{}'::jsonb as changes
  from enterprise where created_batch_id = $1 and id > $2 order by id limit $3`
