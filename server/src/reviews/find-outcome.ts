import type { OrganisationRef, ReplyRef } from '@yijian/shared/application/contract'
import { sql } from 'drizzle-orm'
import type * as z from 'zod/mini'
import { firstRow, rows, type Tx } from '../db/tx.ts'

export type Outcome = {
  readonly replies: z.infer<typeof ReplyRef>[]
  readonly organisation: z.infer<typeof OrganisationRef> | null
}

/** The application whose committee covers this one's enterprise. */
function coveredBy(applicationId: number) {
  return sql`select (payload ->> 'coveredBy')::bigint from ledger_event
    where application_id = ${applicationId} and payload ? 'coveredBy' order by seq desc limit 1`
}

/**
 * The papers that an application was answered with, and the organisation that came of it: its own, or the youth work
 * committee founded on another application that covers its enterprise.
 */
export async function findOutcome(tx: Tx, applicationId: number): Promise<Outcome> {
  const replies = await rows<z.infer<typeof ReplyRef>>(
    tx,
    sql`select id, kind, number, issued_on as "issuedOn" from reply where application_id = ${applicationId}
          or application_id = (${coveredBy(applicationId)}) order by id`,
  )
  const organisation = await firstRow<z.infer<typeof OrganisationRef>>(
    tx,
    sql`select id, name, kind, number, founded_on as "foundedOn" from organisation
        where application_id in (${applicationId}, (${coveredBy(applicationId)}))`,
  )
  return { replies, organisation: organisation ?? null }
}
