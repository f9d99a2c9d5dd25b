import { Procedure, shippedProcedures } from '@yijian/shared/application/procedure'
import type { Agency } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { firstRow, type Tx } from '../db/tx.ts'
import { digestOf } from '../ledger/append-event.ts'

export type AdoptedProcedure = { readonly id: number; readonly procedure: Procedure }

/** The procedure that new applications are pinned to today. @throws Error when none was ever published */
export async function getAdoptedProcedure(tx: Tx, agency: Agency, now: Date): Promise<AdoptedProcedure> {
  const row = await firstRow<{ id: number; doc: unknown }>(
    tx,
    sql`select v.id, v.doc from procedure_adoption a join procedure_version v on v.id = a.procedure_version_id
        where a.agency = ${agency} and a.adopted_from <= ${now.toISOString()} order by a.adopted_from desc limit 1`,
  )
  if (!row) throw new Error(`no procedure of ${agency} has been adopted`)
  return { id: row.id, procedure: z.parse(Procedure, row.doc) }
}

/**
 * Publishes a version of a procedure; the same document again is the same version. Published versions
 * never change: reviews are pinned to them.
 */
export async function publishProcedure(tx: Tx, document: Procedure): Promise<number> {
  const procedure = z.parse(Procedure, document)
  const sha256 = digestOf(procedure).toString('hex')
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('yijian.procedure'))`)
  const row = await firstRow<{ id: number }>(
    tx,
    sql`with known as (select id from procedure_version where agency = ${procedure.agency} and name = ${procedure.name} and sha256 = ${sha256}),
        added as (
          insert into procedure_version (agency, name, n, doc, sha256, effective_from)
          select ${procedure.agency}, ${procedure.name},
            coalesce((select max(n) from procedure_version where agency = ${procedure.agency} and name = ${procedure.name}), 0) + 1,
            ${JSON.stringify(procedure)}::jsonb, ${sha256}, ${procedure.effectiveFrom}
          where not exists (select 1 from known) returning id)
        select id from known union all select id from added`,
  )
  if (!row) throw new Error('a procedure was neither found nor published')
  return row.id
}

/** From `from` on, new applications follow this version; what is under way stays on its own. */
export async function adoptProcedure(tx: Tx, agency: Agency, versionId: number, from: Date): Promise<void> {
  await tx.execute(sql`insert into procedure_adoption (agency, adopted_from, procedure_version_id)
    values (${agency}, ${from.toISOString()}, ${versionId}) on conflict (agency, adopted_from) do update set procedure_version_id = excluded.procedure_version_id`)
}

/** Publishes the two shipped sets and adopts the graded one where none is adopted yet. */
export async function ensureProcedures(tx: Tx): Promise<void> {
  const graded = await publishProcedure(tx, shippedProcedures[0])
  await publishProcedure(tx, shippedProcedures[1])
  const adopted = await firstRow(tx, sql`select 1 from procedure_adoption where agency = 'league'`)
  if (!adopted) await adoptProcedure(tx, 'league', graded, new Date(shippedProcedures[0].effectiveFrom))
}
