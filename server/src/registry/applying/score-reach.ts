import { SCORING } from '@yijian/shared/library/score'
import type pg from 'pg'
import { SILENT, scoreExpression } from './score-expression.ts'

const POINTS = SCORING.phone.reachable - SCORING.phone.unreachable
const LESS = `greatest(0, e.standard_score - ${POINTS})`
/** A status may have taken off more than there was. */
const MORE = `case when e.status_class = 'live' or e.standard_score > 0 then least(100, e.standard_score + ${POINTS}) else ${scoreExpression('true')} end`

/** An agency's number, or one that people found to reach nobody. Where nothing was found out, as before a first load, nothing is asked of it. */
async function deafness(client: pg.ClientBase): Promise<string> {
  const { rowCount } = await client.query('select from number_mark where lifted_at is null limit 1')
  return rowCount ? `(c.proxy or ${SILENT})` : 'c.proxy'
}

/** After a first load: a number that turned out to be an agency's reaches nobody. */
export async function scoreFirstReach(client: pg.ClientBase): Promise<void> {
  const deaf = await deafness(client)
  await client.query(`
    update enterprise e set standard_score = ${LESS}
    from (select c.enterprise_id from enterprise_contact c
      where c.enterprise_id in (select c.enterprise_id from enterprise_contact c where ${deaf}) group by c.enterprise_id
      having bool_or(c.sms_capable) and not bool_or(c.sms_capable and not ${deaf})) unreached
    where e.id = unreached.enterprise_id and e.standard_score > 0`)
}

/** The same for what a batch touched, and for others whose number became an agency's or is theirs alone again. */
export async function scoreReach(client: pg.ClientBase, staged: string): Promise<void> {
  const deaf = await deafness(client)
  await client.query(`
    with fresh as (
      select e.id as enterprise_id, coalesce(true = any (s.phones_sms), false) as before
      from touched t join ${staged} s on s.ctid = t.staged_at join enterprise e on e.credit_code = t.credit_code),
    known as (
      select c.enterprise_id, bool_or(c.sms_capable and not ${deaf.replace('c.proxy', '(c.proxy <> (m.id is not null))')}) as before
      from enterprise_contact c left join misflagged m on m.id = c.id
      where c.enterprise_id in (select enterprise_id from misflagged except select enterprise_id from fresh)
      group by c.enterprise_id),
    reach as (
      select told.enterprise_id, told.before, exists (select from enterprise_contact c
        where c.enterprise_id = told.enterprise_id and c.sms_capable and not ${deaf}) as after
      from (select * from fresh union all select * from known) told)
    update enterprise e set standard_score = case when reach.after then ${MORE} else ${LESS} end
    from reach where e.id = reach.enterprise_id and reach.before <> reach.after`)
}
