import { type ScoredFacts, scoreOf } from '@yijian/shared/library/score'
import { type Searchable, searchColumns } from '@yijian/shared/library/search-keys'
import { industrySection } from '@yijian/shared/registry/industry'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import { REACHED } from '../registry/applying/score-expression.ts'

/** Rows of one transaction: about a tenth of a second, so that whoever works on one of them hardly waits. */
const ROWS_AT_ONCE = 500
/** Every row that was ever filled has keys, if only those of the filters. */
const UNFILLED = sql`e.search_keys = '{}'`

type Facts = Omit<Searchable, 'industrySection'> & Omit<ScoredFacts, 'industrySection'>
type Row = Facts & { readonly id: number; readonly industry: string | null }

/**
 * Writes what the library searches, filters and sorts by for enterprises that came into the register before it was kept, or
 * came back as they were then. A few at a time in the order of their ids; whatever somebody works on meanwhile is left for
 * the next run. Idempotent. @returns how many were filled
 */
export async function fillLibrary({ database }: Pick<Context, 'database'>, atOnce = ROWS_AT_ONCE): Promise<number> {
  if (!(await withTx(database, systemScope, lacksSome))) return 0
  let filled = 0
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    const page: Row[] = await withTx(database, systemScope, (tx) => fillPage(tx, from, atOnce))
    filled += page.length
    after = page.at(-1)?.id ?? null
  }
  return filled
}

/** A register has none or is full of them: the index answers both at once, reading it in its order only the latter. */
async function lacksSome(tx: Tx): Promise<boolean> {
  await tx.execute(sql`set local enable_seqscan = off`)
  return (await rows(tx, sql`select from enterprise e where ${UNFILLED} limit 1`)).length > 0
}

async function fillPage(tx: Tx, after: number, atOnce: number): Promise<Row[]> {
  const found = await rows<Row>(
    tx,
    sql`select e.id, e.name, e.former_names as "formerNames", e.principal_name as "principalName", e.address,
          e.operating_address as "operatingAddress", e.established_on as "establishedOn", e.headcount, e.industry,
          e.status_class as "statusClass", e.type_class as "typeClass", e.nature,
          ${sql.raw(REACHED)} as reachable
        from enterprise e where e.id > ${after} and ${UNFILLED}
        order by e.id limit ${atOnce} for no key update of e skip locked`,
  )
  const columns = found.map(({ industry, ...facts }) => {
    const section = industrySection(industry)
    const { text, keys } = searchColumns({ ...facts, industrySection: section })
    return { id: facts.id, section, text, keys, score: scoreOf({ ...facts, industrySection: section }).score }
  })
  await tx.execute(sql`update enterprise e set industry_section = u.section, standard_score = u.score, search_text = u.text, search_keys = u.keys
    from jsonb_to_recordset(${JSON.stringify(columns)}::jsonb) as u (id bigint, section text, score smallint, text text, keys int[])
    where e.id = u.id`)
  return found
}
