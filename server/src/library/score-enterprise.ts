import { type ScoredFacts, scoreOf } from '@yijian/shared/library/score'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

/** Brings the score that the library is sorted by to what is known now, when a person changed what it is made of. */
export async function scoreEnterprise(tx: Tx, enterpriseId: number): Promise<void> {
  const facts = await firstRow<ScoredFacts>(
    tx,
    sql`select e.headcount, e.industry_section as "industrySection", e.established_on as "establishedOn", e.status_class as "statusClass",
          e.type_class as "typeClass", e.nature,
          exists (select 1 from enterprise_contact c where c.enterprise_id = e.id and c.sms_capable and not c.proxy) as reachable
        from enterprise e where e.id = ${enterpriseId}`,
  )
  if (!facts) throw new Error('an enterprise to be scored is not there')
  const { score } = scoreOf(facts)
  await tx.execute(
    sql`update enterprise set standard_score = ${score} where id = ${enterpriseId} and standard_score <> ${score}`,
  )
}
