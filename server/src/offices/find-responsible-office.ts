import type { Agency, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

export type ResponsibleOffice = { readonly id: number; readonly name: string; readonly deskPhone: string | null }

/** An open office that lists this very enterprise at this tier: it takes precedence over the one that covers the place. */
export async function findListOffice(tx: Tx, agency: Agency, tier: Tier, enterpriseId: number): Promise<number | null> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`select o.id from office o join office_enterprise oe on oe.office_id = o.id
        where o.agency = ${agency} and o.tier = ${tier} and o.closed_on is null and oe.enterprise_id = ${enterpriseId}
        order by o.id limit 1`,
  )
  return row?.id ?? null
}

/** The office that answers for a place at a tier: the one listed, else the one whose places contain it or its ancestor. */
export async function findResponsibleOffice(
  tx: Tx,
  at: { agency: Agency; tier: Tier; placeId: number; officeId: number | null },
): Promise<ResponsibleOffice | undefined> {
  return firstRow<ResponsibleOffice>(
    tx,
    at.officeId !== null
      ? sql`select id, name, desk_phone as "deskPhone" from office where id = ${at.officeId}`
      : sql`with recursive up as (
            select id, parent_id from division where id = ${at.placeId}
            union all select d.id, d.parent_id from division d join up on d.id = up.parent_id)
          select o.id, o.name, o.desk_phone as "deskPhone" from office o
          join office_place p on p.office_id = o.id join up on up.id = p.division_id
          where o.agency = ${at.agency} and o.tier = ${at.tier} and o.covers = 'places' and o.closed_on is null
          order by o.id limit 1`,
  )
}
