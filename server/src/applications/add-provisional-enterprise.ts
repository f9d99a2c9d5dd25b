import type { Submission } from '@yijian/shared/application/contract'
import { lookUpKeys } from '@yijian/shared/cross-check/look-up-keys'
import { displayName, nameKey } from '@yijian/shared/enterprise-name'
import { scoreOf } from '@yijian/shared/library/score'
import { searchColumns } from '@yijian/shared/library/search-keys'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { digestOf } from '../ledger/append-event.ts'
import { getStreet, readUnknownCreditCode } from './read-answers.ts'

type UnknownEnterprise = Extract<Submission['enterprise'], { known: false }>

/** What only the register would say. */
const UNKNOWN = {
  formerNames: [],
  principalName: null,
  address: null,
  operatingAddress: null,
  establishedOn: null,
  headcount: null,
  industrySection: null,
  statusClass: 'unknown',
  typeClass: 'unknown',
  nature: 'private',
  reachable: false,
} as const

/**
 * Keeps an enterprise that the register does not have (newly registered, another city, a social
 * organisation) as told; the next import may match it. One that is in the register after all is used.
 * @returns the enterprise's id
 * @throws Refusal invalid_input for a wrong code or street
 */
export async function addProvisionalEnterprise(tx: Tx, enterprise: UnknownEnterprise): Promise<number> {
  const code = readUnknownCreditCode(enterprise)
  const known = await firstRow<{ id: number }>(tx, sql`select id from enterprise where credit_code = ${code}`)
  if (known) return known.id
  const street = await getStreet(tx, enterprise.placeId, 'enterprise.placeId')
  const name = displayName(enterprise.name)
  const search = searchColumns({ ...UNKNOWN, name })
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into enterprise (credit_code, name, name_key, place_id, place_how, place_certain, provisional, content_hash, lookup_keys,
          standard_score, search_text, search_keys)
        values (${code}, ${name}, ${nameKey(name)}, ${street.id}, 'assigned', true, true, ${digestOf(enterprise)}, ${sql.param(lookUpKeys([name]))}::int[],
          ${scoreOf(UNKNOWN).score}, ${search.text}, ${sql.param(search.keys)}::int[])
        returning id`,
  )
  if (!added) throw new Error('a provisional enterprise was not written')
  return added.id
}
