import { isDead, type StatusClass } from '@yijian/shared/enterprise-status'
import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { maskName } from '@yijian/shared/person-name'
import { type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'

type Row = Omit<PublicEnterprise, 'principalMasked' | 'way'> & {
  readonly statusClass: StatusClass
  readonly principalName: string | null
  readonly nature: 'private' | 'public'
}

/**
 * Public facts only, of the enterprises (`e`) that a statement finds: nothing about organisations, applications,
 * invitations or phones may be added here, since anybody who signs in may ask.
 * @param found a query whose first columns are `id` and `rank`
 */
export async function listPublicEnterprises(tx: Tx, found: SQL): Promise<PublicEnterprise[]> {
  const enterprises = await rows<Row & Record<string, unknown>>(
    tx,
    sql`with found as (${found})
        select e.id, e.name, e.credit_code as "creditCode", e.principal_name as "principalName", e.status_text as "statusText",
          e.status_class as "statusClass", e.nature, e.place_certain as "placeCertain",
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place
        from found join enterprise e on e.id = found.id join division d on d.id = e.place_id
        order by found.rank, e.id`,
  )
  return enterprises.map(({ principalName, nature, ...row }) => ({
    ...row,
    principalMasked: principalName === null ? null : maskName(principalName),
    way: wayFor(row.statusClass, nature),
  }))
}

/** 依据: DOMAIN §3.3、§4.6（公有性质的单位由其主管团委办理） */
function wayFor(status: StatusClass, nature: 'private' | 'public'): PublicEnterprise['way'] {
  if (isDead(status)) return 'closed'
  if (nature === 'public') return 'public_body'
  if (status === 'moved') return 'moved'
  return status === 'live' ? 'apply' : 'apply_with_check'
}
