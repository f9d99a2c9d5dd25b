import type { ImportProfile } from '@yijian/shared/imports/contract'
import { REGISTER_HEADERS, type RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import type { StagedFacts } from '../registry/stage-file.ts'

/** How full each field of the register is, 0 to 1; null while it is empty. */
export type FilledBefore = Readonly<Partial<Record<RegisterField, number>>> | null

const FILLED: Readonly<Partial<Record<RegisterField, string>>> = {
  creditCode: 'credit_code is not null',
  registrationNumber: 'registration_number is not null',
  name: 'true',
  type: 'type_text is not null',
  principal: 'principal_name is not null',
  establishedOn: 'established_on is not null',
  approvedOn: 'approved_on is not null',
  capital: 'capital_text is not null',
  status: 'status_text is not null',
  address: 'address is not null',
  operatingAddress: 'operating_address is not null',
  industry: 'industry is not null',
  scope: 'scope is not null',
  headcount: 'headcount is not null',
  phone: `exists (select from enterprise_contact c where c.enterprise_id = e.id and c.source = 'register')`,
}

/** Of the enterprises that files have brought. */
export async function readFilledBefore(client: pg.ClientBase): Promise<FilledBefore> {
  const shares = Object.entries(FILLED).map(([field, filled]) => `avg((${filled})::int)::float as "${field}"`)
  const { rows } = await client.query<Partial<Record<RegisterField, number>> & { count: number }>(
    `select count(*) as count, ${shares.join(', ')} from enterprise e where batch_id is not null and not provisional`,
  )
  const [{ count, ...found } = { count: 0 }] = rows
  return count > 0 ? found : null
}

/** Values that stood in the file and could not be read are as good as missing. */
const UNREAD = /_(?:unreadable|wrong|damaged_by_spreadsheet)$/

/** What stands in the file, field by field, and what is wrong with it. */
export function profileOf(facts: StagedFacts, before: FilledBefore): ImportProfile {
  const { rows, filled, problems, mapping } = facts
  // Object.keys widens to string; the keys are the fields of the table of headers.
  const fields = (Object.keys(REGISTER_HEADERS) as RegisterField[]).filter((field) => field !== 'listId')
  return {
    columns: fields.flatMap((field) => {
      const header = mapping.headers[field] ?? null
      const filledBefore = before?.[field] ?? null
      if (header === null && !filledBefore) return []
      const unread = problems.filter((met) => met.warning && met.field === field && UNREAD.test(met.reason))
      const read = (filled[field] ?? 0) - unread.reduce((sum, { count }) => sum + count, 0)
      return [{ field, header, filled: rows === 0 ? 0 : Math.max(0, read) / rows, filledBefore }]
    }),
    problems: problems.map(({ field, reason, warning, count, examples }) => ({
      field,
      reason,
      warning,
      count,
      examples: [...examples],
    })),
  }
}
