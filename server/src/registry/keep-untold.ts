import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import { scoreExpression } from './score-expression.ts'
import { PLACE_COLUMNS, TOLD_COLUMNS } from './stage-row.ts'
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
 * comparison nor the register takes it for gone. An empty cell of a column that is there does say something. A row that
 * says nothing new in the columns that are there is unchanged: only its hash is another one, for what the file lacks.
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
  // What kind of person stands at its head follows from the type.
  if (columns.has('principal') && !columns.has('type'))
    values.push(
      'principal_role = case when s.principal_name is not null then coalesce(e.principal_role, s.principal_role) end',
    )
  // Found by what the file does not tell, too.
  for (const name of ['search_text', 'search_keys']) {
    values.push(`${name} = case when ${sameWords} then e.${name} else s.${name} end`)
  }
  if (!columns.has('operatingAddress')) {
    for (const name of PLACE_COLUMNS.concat('building_key')) {
      values.push(`${name} = case when e.operating_address is not null then e.${name} else s.${name} end`)
    }
  }
  const nothingNew = sameAsKnown(columns, kept)
  values.push(
    `unchanged = ${nothingNew}`,
    `content_hash = case when ${nothingNew} then e.content_hash else s.content_hash end`,
  )
  await client.query(`
    update ${stagingTable(batchId)} s set ${values.join(', ')}
    from enterprise e ${columns.has('phone') ? '' : `cross join ${PHONES} p`}
    where e.id = s.enterprise_id and s.credit_code is not null and not s.unchanged and not e.provisional`)
}

/** The register's own numbers are those of the file, or a person's are. */
const SAME_PHONES = `not exists (select from enterprise_contact c
    where c.enterprise_id = e.id and c.source = 'register' and c.phone_index <> all (s.phone_indexes))
  and not exists (select from unnest(s.phone_indexes) as i (index)
    where not exists (select from enterprise_contact c where c.enterprise_id = e.id and c.phone_index = i.index))`

/** What the columns that are there say is what the register has: as SQL on staged row `s` and enterprise `e`. */
function sameAsKnown(columns: HeaderMapping['columns'], kept: readonly string[]): string {
  const follows = ['former_names', ...(columns.has('type') ? [] : ['principal_role'])]
  const told = TOLD_COLUMNS.filter((column) => !kept.includes(column) && !follows.includes(column))
  const placed = columns.has('operatingAddress') ? 'false' : 'e.operating_address is not null'
  return `(
    e.content_hash is not null and ${told.map((column) => `s.${column} is not distinct from e.${column}`).join(' and ')}
    and s.former_names <@ e.former_names
    and (s.place_id = e.place_id or ${placed} or e.place_how = 'assigned')
    ${columns.has('phone') ? `and ${SAME_PHONES}` : ''})`
}
