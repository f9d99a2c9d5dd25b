import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import { MOST_EXPORTED } from '@yijian/shared/library/limits'
import type { exportLibrary, listLibraryExports } from '@yijian/shared/library/list-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { DAILY_REVEALS } from '../cases/reveal-contact-phone.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call, FileAnswer } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { tableFile } from '../spreadsheets/table-file.ts'
import { exportHeader, exportRows } from './export-rows.ts'
import { getKeyFrequencies } from './key-frequencies.ts'
import { readFilterWords, readLibrarySearch } from './library-filters.ts'
import { listMatching } from './list-matching.ts'

const DAILY_EXPORTS = { kind: 'library_export', limit: 20, windowSeconds: 86_400 }

/**
 * All that matches, as a file that is read while it is sent: recorded first, twenty a day, phones masked unless a secretary
 * or the city says why they are needed; then as many as one person may see in a day.
 * @throws Refusal not_found, invalid_input, role_required, too_many_to_export, too_many_numbers, too_many_requests
 */
export async function handleExportLibrary({
  context,
  caller,
  body,
  language,
}: Call<typeof exportLibrary>): Promise<FileAnswer> {
  const { format, phones, reason } = body
  const filters = readFilterWords(body.filters)
  const full = phones === 'full'
  if (full && caller.role !== 'secretary' && caller.office.tier !== 'city') throw new Refusal('role_required')
  if (full && reason === undefined)
    throw new Refusal('invalid_input', { fields: [{ path: 'reason', message: 'needed' }] })
  const now = context.now()
  const { exportId, ids } = await withTx(context.database, caller.scope, async (tx) => {
    const frequencies = await getKeyFrequencies(tx)
    const search = await readLibrarySearch(tx, caller, filters, { now, frequencies })
    const ids = await listMatching(tx, search, { most: MOST_EXPORTED + 1, frequencies })
    if (ids.length > MOST_EXPORTED) throw new Refusal('too_many_to_export')
    if (!(await spend(tx, DAILY_EXPORTS, context.cipher.index('officer', String(caller.officerId)), now)))
      throw new Refusal('too_many_requests', { retryAfter: 3600 })
    if (full) await spendNumbers(tx, context, caller, ids)
    const recorded = await firstRow<{ id: number }>(
      tx,
      sql`insert into library_export (at, officer_id, post_id, office_id, officer_name, query, format, phones, reason, row_count)
          values (${now.toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.office.id}, ${caller.name},
            ${JSON.stringify(body.filters)}::jsonb, ${format}, ${phones}, ${reason ?? null}, ${ids.length}) returning id`,
    )
    if (!recorded) throw new Error('an export was not recorded')
    return { exportId: recorded.id, ids }
  })
  const title = language === 'en' ? 'Enterprise library' : '企业库'
  return tableFile(format, `${title}-${localDay(now)}-${exportId}`, {
    title,
    header: exportHeader(language),
    rows: exportRows({ context, caller, ids, full, now, language, exportId }),
  })
}

/** A file shows no more numbers than its taker may look at one by one, and takes them from the same budget. */
async function spendNumbers(
  tx: Tx,
  { cipher, now }: Call<typeof exportLibrary>['context'],
  caller: OfficerCaller,
  ids: Float64Array,
): Promise<void> {
  if (ids.length > DAILY_REVEALS.limit) throw new Refusal('too_many_numbers')
  const shown = await firstRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from enterprise_contact c where c.enterprise_id = any (${sql.param([...ids])}::bigint[])`,
  )
  const subject = cipher.index('officer', String(caller.officerId))
  if (!(await spend(tx, DAILY_REVEALS, subject, now(), shown?.count ?? 0))) throw new Refusal('too_many_numbers')
}

export async function handleListLibraryExports({
  context,
  caller,
}: Call<typeof listLibraryExports>): Promise<AnswerOf<typeof listLibraryExports>> {
  return withTx(context.database, caller.scope, async (tx) => ({ items: await findExports(tx, caller.office.id) }))
}

type Item = AnswerOf<typeof listLibraryExports>['items'][number]

async function findExports(tx: Tx, officeId: number): Promise<Item[]> {
  const found = await rows<Item>(
    tx,
    sql`select id, at, officer_name as "officerName", format, phones, reason, row_count as "rowCount", query
        from library_export where office_id = ${officeId} order by id desc limit 100`,
  )
  return found.map((item) => ({ ...item, at: isoOf(item.at) }))
}
