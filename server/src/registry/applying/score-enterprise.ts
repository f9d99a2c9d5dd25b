import { type ScoredFacts, scoreOf } from '@yijian/shared/library/score'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../../db/tx.ts'
import { REACHED, scoreExpression } from './score-expression.ts'

/** Brings the score that the library is sorted by to what is known now, when a person changed what it is made of. */
export async function scoreEnterprise(tx: Tx, enterpriseId: number): Promise<void> {
  const facts = await firstRow<ScoredFacts>(
    tx,
    sql`select e.headcount, e.industry_section as "industrySection", e.established_on as "establishedOn", e.status_class as "statusClass",
          e.type_class as "typeClass", e.nature,
          ${sql.raw(REACHED)} as reachable
        from enterprise e where e.id = ${enterpriseId}`,
  )
  if (!facts) throw new Error('an enterprise to be scored is not there')
  const { score } = scoreOf(facts)
  await tx.execute(
    sql`update enterprise set standard_score = ${score} where id = ${enterpriseId} and standard_score <> ${score}`,
  )
}

/** The same for all whom a number reaches, or reached until now. An agency's reaches nobody, whatever is found out about it. */
export async function scoreNumber(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await tx.execute(sql`
    update enterprise e set standard_score = scored.score
    from (select e.id, ${sql.raw(scoreExpression(REACHED))} as score from enterprise e where e.id in (
      select c.enterprise_id from enterprise_contact c where c.phone_index = ${phoneIndex} and c.sms_capable and not c.proxy)
      order by e.id for no key update) scored
    where e.id = scored.id and e.standard_score <> scored.score`)
}
