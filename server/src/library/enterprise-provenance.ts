import type { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { registerDay } from '../registry/register-day.ts'
import { cellsOf } from './raw-cells.ts'

type View = AnswerOf<typeof readLibraryEnterprise>
type Provenance = NonNullable<View['provenance']>
type BatchRef = Provenance['batch']

const MOST = 50
/** Changes that only the machine understands, or that say the same as another one. */
const UNTOLD = new Set(['name_key', 'principal_key', 'lookup_keys', 'content_hash', 'raw', 'row_number'])

/** A batch (`alias`) as a person knows it; null when there is none. */
function batchRef(alias: string): SQL {
  const batch = sql.raw(alias)
  return sql`case when ${batch}.id is not null then jsonb_build_object('id', ${batch}.id, 'fileName', ${batch}.file_name,
    'date', ${registerDay(alias)}, 'undone', ${batch}.state = 'undone') end`
}

type Origin = {
  readonly batch: BatchRef | null
  readonly firstSeen: BatchRef | null
  readonly vanished: BatchRef | null
  readonly rowNumber: number | null
  readonly raw: string | null
  readonly header: string[] | null
}

/** Where the facts of an enterprise come from: file, day and row; and since when each is as it is. */
export async function findProvenance(
  tx: Tx,
  enterpriseId: number,
): Promise<Pick<View, 'provenance' | 'vanished' | 'history'>> {
  const origin = await firstRow<Origin>(
    tx,
    sql`select ${batchRef('b')} as batch, ${batchRef('f')} as "firstSeen", ${batchRef('v')} as vanished, e.row_number as "rowNumber",
          e.raw, b.header
        from enterprise e left join registry_batch b on b.id = e.batch_id left join registry_batch f on f.id = e.created_batch_id
          left join registry_batch v on v.id = e.vanished_batch_id
        where e.id = ${enterpriseId}`,
  )
  const revisions = await listRevisions(tx, enterpriseId)
  const { batch = null, firstSeen = null, vanished = null, rowNumber = null } = origin ?? {}
  const since = new Map<string, BatchRef>()
  for (const { batch: by, changes } of revisions) {
    if (by.undone) continue
    for (const { field } of changes) if (!since.has(field)) since.set(field, by)
  }
  return {
    vanished,
    history: revisions,
    provenance: batch && {
      batch,
      rowNumber,
      firstSeen,
      since: Object.fromEntries(since),
      raw: rawOf(origin?.raw ?? null, origin?.header ?? []),
    },
  }
}

async function listRevisions(tx: Tx, enterpriseId: number): Promise<View['history']> {
  const found = await rows<{ batch: BatchRef; changes: Record<string, [unknown, unknown]> }>(
    tx,
    sql`select ${batchRef('b')} as batch, r.changes from enterprise_revision r join registry_batch b on b.id = r.batch_id
        where r.enterprise_id = ${enterpriseId} order by r.id desc limit ${MOST}`,
  )
  return found
    .map(({ batch, changes }) => ({
      batch,
      changes: Object.entries(changes)
        .filter(([field]) => !UNTOLD.has(field))
        .map(([field, [before, after]]) => ({ field, before: written(before), after: written(after) })),
    }))
    .filter(({ changes }) => changes.length > 0)
}

function written(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(String).join('、')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The row under its header; columns without a name and without a value are left out. */
function rawOf(raw: string | null, header: readonly string[]): Provenance['raw'] {
  if (raw === null) return []
  return cellsOf(raw)
    .map((value, column) => ({ header: header[column] ?? `${column + 1}`, value }))
    .filter(({ value }) => value.trim() !== '')
}
