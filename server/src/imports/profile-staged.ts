import type { ImportProfile } from '@yijian/shared/imports/contract'
import { statusWordsOf } from '@yijian/shared/imports/profile-status-words'
import { REGISTER_FIELDS, type RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import type { StagedFacts } from '../registry/staging/stage-file.ts'

/** How full each field of the register is, 0 to 1; null while it is empty. */
export type FilledBefore = Readonly<Partial<Record<RegisterField, number>>> | null

/** Fields of a row with the column of `enterprise` that is null without them. */
const COLUMNS: Readonly<Partial<Record<RegisterField, string>>> = {
  creditCode: 'credit_code',
  registrationNumber: 'registration_number',
  name: 'name',
  type: 'type_text',
  principal: 'principal_name',
  establishedOn: 'established_on',
  approvedOn: 'approved_on',
  capital: 'capital_text',
  status: 'status_text',
  address: 'address',
  operatingAddress: 'operating_address',
  industry: 'industry',
  scope: 'scope',
  headcount: 'headcount',
}

/** Of the enterprises that files have brought. */
export async function readFilledBefore(client: pg.ClientBase): Promise<FilledBefore> {
  const counts = Object.entries(COLUMNS).map(([field, column]) => `count(${column}) as "${field}"`)
  const { rows } = await client.query<Partial<Record<RegisterField, number>> & { all: number }>(
    `select count(*) as all, ${counts.join(', ')},
       (select count(distinct enterprise_id) from enterprise_contact where source = 'register') as phone
     from enterprise where batch_id is not null and not provisional`,
  )
  const [{ all, ...found } = { all: 0 }] = rows
  return all > 0 ? Object.fromEntries(Object.entries(found).map(([field, count]) => [field, count / all])) : null
}

/** Values that stood in the file and could not be read are as good as missing. */
const UNREAD = /_(?:unreadable|wrong|damaged_by_spreadsheet|in_future)$/

/** What stands in the file, field by field, and what is wrong with it. */
export function profileOf(facts: StagedFacts, before: FilledBefore): ImportProfile {
  const { rows, filled, problems, mapping, statuses } = facts
  return {
    columns: REGISTER_FIELDS.flatMap((field) => {
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
    statusWords: statusWordsOf(statuses),
  }
}
