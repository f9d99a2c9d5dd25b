import type pg from 'pg'

/** The codes of enterprises by the old registration numbers they carried, where the register knows exactly one. */
export async function findCodesOf(
  client: Pick<pg.ClientBase, 'query'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await client.query<{ number: string; code: string }>(
    `select registration_number as number, min(credit_code) as code from enterprise
     where registration_number = any ($1) and credit_code is not null
     group by registration_number having count(*) = 1`,
    [numbers],
  )
  return new Map(rows.map(({ number, code }) => [number, code]))
}
