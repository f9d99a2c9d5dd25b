import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import { scoreExpression } from './score-expression.ts'
import { PLACE_COLUMNS } from './stage-row.ts'
import { stagingTable } from './staging-table.ts'

/** Columns of `enterprise` that are read from one column of a file, and say nothing where the file has none. */
const TOLD_BY = {
  registrationNumber: ['registration_number'],
  type: ['type_text', 'type_class', 'nature'],
  principal: ['principal_name', 'principal_role'],
  establishedOn: ['established_on'],
  approvedOn: ['approved_on'],
  capital: ['capital_text', 'capital_amount', 'capital_currency'],
  status: ['status_text', 'status_class'],
  operatingAddress: ['operating_address'],
  headcount: ['headcount'],
  industry: ['industry', 'industry_section'],
  scope: ['scope'],
  phone: ['phone_indexes', 'phone_ciphers', 'phones_masked', 'phones_sms'],
} as const satisfies Partial<Record<RegisterField, readonly string[]>>

/** What the score weighs, see shared/src/library/score.ts. */
const WEIGHED: readonly RegisterField[] = ['type', 'establishedOn', 'status', 'headcount', 'industry', 'phone']

const PHONES = `lateral (select coalesce(array_agg(c.phone_index order by c.rank, c.id), '{}') as phone_indexes,
    coalesce(array_agg(c.phone_cipher order by c.rank, c.id), '{}') as phone_ciphers,
    coalesce(array_agg(c.phone_masked order by c.rank, c.id), '{}') as phones_masked,
    coalesce(array_agg(c.sms_capable order by c.rank, c.id), '{}') as phones_sms
  from enterprise_contact c where c.enterprise_id = e.id and c.source = 'register')`

/**
 * A file without a column says nothing about it: what the register knows is written beside its rows, so that neither the
 * comparison nor the register takes it for gone. An empty cell of a column that is there does say something.
 */
export async function keepUntold(
  client: pg.ClientBase,
  batchId: number,
  { columns }: Pick<HeaderMapping, 'columns'>,
): Promise<void> {
  const untold = Object.entries(TOLD_BY).filter(([field]) => !columns.has(field as RegisterField)) // keys of the table above
  if (untold.length === 0) return
  const kept = untold.flatMap(([, names]) => names)
  const sameWords = 'e.name_key = s.name_key and e.address is not distinct from s.address'
  const values = kept.map((name) => `${name} = ${name.startsWith('phone') ? 'p' : 'e'}.${name}`)
  if (WEIGHED.some((field) => !columns.has(field))) {
    const told = (name: string) => `${kept.some((one) => one === name) ? 'e' : 's'}.${name}`
    const phones = columns.has('phone') ? 's' : 'p'
    values.push(`standard_score = ${scoreExpression(`coalesce(true = any (${phones}.phones_sms), false)`, told)}`)
  }
  // Found by what the file does not tell, too.
  for (const name of ['search_text', 'search_keys']) {
    values.push(`${name} = case when ${sameWords} then e.${name} else s.${name} end`)
  }
  if (!columns.has('operatingAddress')) {
    for (const name of PLACE_COLUMNS.concat('building_key')) {
      values.push(`${name} = case when e.operating_address is not null then e.${name} else s.${name} end`)
    }
  }
  await client.query(`
    update ${stagingTable(batchId)} s set ${values.join(', ')}
    from enterprise e ${columns.has('phone') ? '' : `cross join ${PHONES} p`}
    where e.id = s.enterprise_id and s.credit_code is not null and not s.unchanged and not e.provisional`)
}
