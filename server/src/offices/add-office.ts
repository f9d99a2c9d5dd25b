import type { Agency, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { SetUpError } from './set-up-error.ts'

export type NewOffice = {
  readonly agency: Agency
  readonly tier: Tier
  readonly name: string
  readonly deskPhone?: string | undefined
} & (
  | { readonly covers: 'places' /** Codes of current divisions. */; readonly divisionCodes: readonly string[] }
  | { readonly covers: 'enterprises'; readonly creditCodes: readonly string[] }
)

/**
 * @returns the id of the office
 * @throws SetUpError for an unknown code, none at all, or a name that an open office of the agency has
 */
export async function addOffice(tx: Tx, office: NewOffice): Promise<number> {
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into office (agency, tier, name, covers, desk_phone)
        values (${office.agency}, ${office.tier}, ${office.name}, ${office.covers}, ${office.deskPhone ?? null})
        on conflict (agency, name) where closed_on is null do nothing returning id`,
  )
  if (!added) throw new SetUpError(`There is an office named ${office.name} already.`)
  const codes = [...new Set(office.covers === 'places' ? office.divisionCodes : office.creditCodes)]
  if (codes.length === 0) throw new SetUpError('An office covers at least one place or enterprise.')
  const list = sql.param(codes)
  const covered = await rows<{ code: string }>(
    tx,
    office.covers === 'places'
      ? sql`with found as (select id, code from division where valid_to is null and code = any (${list}::text[])),
              added as (insert into office_place (office_id, division_id) select ${added.id}, id from found)
            select code from found`
      : sql`with found as (select id, credit_code as code from enterprise where credit_code = any (${list}::text[])),
              added as (insert into office_enterprise (office_id, enterprise_id) select ${added.id}, id from found)
            select code from found`,
  )
  const known = new Set(covered.map(({ code }) => code))
  const unknown = codes.filter((code) => !known.has(code))
  if (unknown.length > 0) throw new SetUpError(`Not known: ${unknown.join(', ')}.`)
  return added.id
}
