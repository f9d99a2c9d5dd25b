import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import { scoreExpression } from '../applying/score-expression.ts'
import { PLACE_COLUMNS } from './stage-row.ts'
import { stagingTable } from './staging-table.ts'
import { TOLD_PHONES, type Told, tellSame, toldBy, toldHash, untoldColumns } from './told-facts.ts'

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
  told?: Told,
): Promise<void> {
  const kept = untoldColumns(columns)
  if (kept.length === 0) return
  if (told && tellSame(told, toldBy(columns))) await settleUnchanged(client, batchId, told)
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
  for (const name of PLACE_COLUMNS.concat('building_key')) {
    values.push(`${name} = case when ${staysPlaced(columns)} then e.${name} else s.${name} end`)
  }
  const nothingNew = sameAsKnown(columns)
  values.push(
    `unchanged = ${nothingNew}`,
    `content_hash = case when ${nothingNew} then e.content_hash else s.content_hash end`,
  )
  await client.query(`
    update ${stagingTable(batchId)} s set ${values.join(', ')}
    from enterprise e ${columns.has('phone') ? '' : `cross join ${PHONES} p`}
    where e.id = s.enterprise_id and s.credit_code is not null and not s.unchanged and not e.provisional`)
}

/**
 * Rows that tell what the register holds were left out by a hash over that. Each gets the hash of its enterprise, unless
 * that has changed meanwhile: then the file is read again before it is applied.
 */
async function settleUnchanged(client: pg.ClientBase, batchId: number, told: Told): Promise<void> {
  await client.query(`
    update ${stagingTable(batchId)} s set content_hash = e.content_hash
    from enterprise e ${told.phones ? `left join ${TOLD_PHONES} p on p.enterprise_id = e.id` : ''}
    where e.id = s.enterprise_id and s.unchanged and ${toldHash(told)} = s.content_hash`)
}

/** The register's own numbers are those of the file, or a person's are. */
const SAME_PHONES = `not exists (select from enterprise_contact c
    where c.enterprise_id = e.id and c.source = 'register' and c.phone_index <> all (s.phone_indexes))
  and not exists (select from unnest(s.phone_indexes) as i (index)
    where not exists (select from enterprise_contact c where c.enterprise_id = e.id and c.phone_index = i.index))`

/** What the columns that are there say is what the register has: as SQL on staged row `s` and enterprise `e`. */
function sameAsKnown(columns: HeaderMapping['columns']): string {
  const told = toldBy(columns).columns
  return `(
    e.content_hash is not null and ${told.map((column) => `s.${column} is not distinct from e.${column}`).join(' and ')}
    and s.former_names <@ e.former_names
    and (s.place_id = e.place_id or ${staysPlaced(columns)} or e.place_how = 'assigned')
    ${columns.has('phone') ? `and ${SAME_PHONES}` : ''})`
}

/** Where it belongs was found by what the file does not tell: where it works, or when it gave an address with a district of then. */
function staysPlaced(columns: HeaderMapping['columns']): string {
  const works = columns.has('operatingAddress') ? 'false' : 'e.operating_address is not null'
  const addresses = columns.has('operatingAddress') ? ['address', 'operating_address'] : ['address']
  const same = addresses.map((name) => `e.${name} is not distinct from s.${name}`).join(' and ')
  return columns.has('establishedOn') ? works : `(${works} or (e.established_on is not null and ${same}))`
}
