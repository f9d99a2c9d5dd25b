import { openStates } from '@yijian/shared/application/lifecycle'
import { factStates, saidStates } from '@yijian/shared/outreach/lifecycle'
import type { OutreachState } from '@yijian/shared/outreach/words'
import { type SQL, sql } from 'drizzle-orm'
import type { OfficerCaller } from '../identity/caller.ts'

type Asking = { readonly office: Pick<OfficerCaller['office'], 'agency'> }

/** Over `enterprise e`: what its register entry says that nothing will come of. 依据: DOMAIN §8.1 (revoked, gone, moved, non-target) */
export const HOPELESS = sql`(e.status_class in ('liquidation', 'revoked', 'gone', 'moved') or e.nature = 'public')`

/**
 * Conditions over `enterprise e` under which a fact decides how outreach stands, for the agency of whoever asks; the first
 * in the order of `factStates` counts. The one place that derives them: nothing stores them.
 */
function factConditions({ office: { agency } }: Asking): Record<(typeof factStates)[number], SQL> {
  const body = (
    roles: SQL,
  ) => sql`exists (select 1 from organisation_enterprise oe join organisation o on o.id = oe.organisation_id
    where oe.enterprise_id = e.id and oe.valid_to is null and ${roles} and o.dissolved_on is null and o.agency = ${agency})`
  return {
    organised: body(sql`oe.role = 'lead'`),
    covered: body(sql`oe.role in ('member', 'covered')`),
    applying: sql`exists (select 1 from review r where r.enterprise_id = e.id and r.agency = ${agency}
      and r.state = any (${sql.param(openStates)}::text[]))`,
    invalid: HOPELESS,
  }
}

const saidOf = ({ office: { agency } }: Asking, condition: SQL) =>
  sql`exists (select 1 from outreach x where x.enterprise_id = e.id and x.agency = ${agency} and ${condition})`

/** The fact that decides, or null. */
export function factOf(caller: Asking): SQL {
  const facts = factConditions(caller)
  return sql`case ${sql.join(
    factStates.map((state) => sql`when ${facts[state]} then ${sql.raw(`'${state}'`)}`),
    sql` `,
  )} end`
}

/** How outreach stands with `enterprise e`; a word of `outreachStates`. */
export function standingOf(caller: Asking): SQL {
  return sql`coalesce(${factOf(caller)},
    (select x.state from outreach x where x.enterprise_id = e.id and x.agency = ${caller.office.agency}), 'new')`
}

/** The condition under which `standingOf` would give this answer; what is rare is asked first. */
export function standsAt(state: OutreachState, caller: Asking): SQL {
  const facts = factConditions(caller)
  const all = (conditions: readonly SQL[]) => sql`(${sql.join([...conditions], sql` and `)})`
  const none = (these: readonly (keyof typeof facts)[]) => these.map((fact) => sql`not ${facts[fact]}`)
  const fact = factStates.find((one) => one === state)
  const byFact = fact === undefined ? [] : [all([facts[fact], ...none(factStates.slice(0, factStates.indexOf(fact)))])]
  const said = saidStates.find((one) => one === state)
  const asSaid =
    said === 'new' ? sql`not ${saidOf(caller, sql`x.state <> 'new'`)}` : saidOf(caller, sql`x.state = ${said ?? null}`)
  const bySaid = said === undefined ? [] : [all([asSaid, ...none(factStates)])]
  return sql`(${sql.join([...byFact, ...bySaid], sql` or `)})`
}

/** A live invitation is on its way to it, whoever sent it. */
export function isInvited(now: Date): SQL {
  return sql`exists (select 1 from invitation i where i.enterprise_id = e.id and i.ended_at is null
    and i.expires_at > ${now.toISOString()})`
}

/** Ids among which all enterprises at this state are, where they are few enough to be told; null for the others. */
export function candidatesAt(state: OutreachState, { office: { agency } }: Asking): SQL | null {
  switch (state) {
    case 'new':
    case 'invalid':
      return null
    case 'organised':
    case 'covered':
      return sql`select oe.enterprise_id from organisation_enterprise oe join organisation o on o.id = oe.organisation_id
        where oe.valid_to is null and o.dissolved_on is null and o.agency = ${agency}`
    case 'applying':
      return sql`select r.enterprise_id from review r where r.agency = ${agency} and r.state = any (${sql.param(openStates)}::text[])`
    default:
      return sql`select x.enterprise_id from outreach x where x.agency = ${agency} and x.state = ${state}`
  }
}
