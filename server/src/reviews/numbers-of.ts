import { type SQL, sql } from 'drizzle-orm'

/**
 * An enterprise's numbers of people in a row of `application` or `contact_record`, as one object: `Numbers` of the contract.
 * @param row what the statement calls that row
 */
export function numbersOf(row: 'a' | 'c'): SQL {
  return sql.raw(
    `jsonb_build_object('staff', ${row}.staff, 'youth', ${row}.youth, 'members', ${row}.members, 'women', ${row}.women, 'partyBranch', ${row}.party_branch)`,
  )
}
