import { openStates } from '@yijian/shared/application/lifecycle'
import { type SQL, sql } from 'drizzle-orm'
import type { OfficerCaller } from '../identity/caller.ts'

export type Outreach = 'none' | 'invited' | 'applying' | 'organised'

/** Conditions over `enterprise e`: where outreach stands with it. The first that holds counts. */
export function outreachConditions(caller: OfficerCaller, now: Date): Record<Exclude<Outreach, 'none'>, SQL> {
  const { agency } = caller.office
  return {
    organised: sql`exists (select 1 from organisation_enterprise oe join organisation o on o.id = oe.organisation_id
      where oe.enterprise_id = e.id and oe.valid_to is null and o.dissolved_on is null and o.agency = ${agency})`,
    applying: sql`exists (select 1 from review r where r.enterprise_id = e.id and r.agency = ${agency}
      and r.state = any (${sql.param(openStates)}::text[]))`,
    invited: sql`exists (select 1 from invitation i where i.enterprise_id = e.id and i.ended_at is null
      and i.expires_at > ${now.toISOString()})`,
  }
}

/** The condition under which `outreachOf` would give this answer. */
export function isAt(outreach: Outreach, caller: OfficerCaller, now: Date): SQL {
  const { organised, applying, invited } = outreachConditions(caller, now)
  switch (outreach) {
    case 'organised':
      return organised
    case 'applying':
      return sql`(${applying} and not ${organised})`
    case 'invited':
      return sql`(${invited} and not ${applying} and not ${organised})`
    case 'none':
      return sql`(not ${invited} and not ${applying} and not ${organised})`
  }
}

export function outreachOf(caller: OfficerCaller, now: Date): SQL {
  const { organised, applying, invited } = outreachConditions(caller, now)
  return sql`case when ${organised} then 'organised' when ${applying} then 'applying' when ${invited} then 'invited' else 'none' end`
}
