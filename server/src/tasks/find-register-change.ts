import type { CaseView } from '@yijian/shared/application/case-contract'
import { openStates } from '@yijian/shared/application/lifecycle'
import type { Agency } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import { registerDay } from '../registry/register-day.ts'

type Found = NonNullable<CaseView['registerChange']>

/** What a newer register changed for an application under way and nobody has read yet. */
export async function findRegisterChange(tx: Tx, applicationId: number, agency: Agency): Promise<Found | null> {
  const row = await firstRow<Found>(
    tx,
    sql`select n.version, n.made_at as at, n.changes,
          (select ${registerDay()}
            from registry_batch b where b.id = n.batch_id and b.state in ('applied', 'undoing')) as "registerDate"
        from register_notice n join review r on r.id = n.review_id
        where r.application_id = ${applicationId} and r.agency = ${agency} and n.state = 'unread'
          and r.state = any (${sql.param(openStates)}::text[])`,
  )
  return row ? { ...row, at: isoOf(row.at) } : null
}
