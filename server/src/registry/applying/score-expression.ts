import { type SizeBand, sizeBands } from '@yijian/shared/library/facets'
import { SCORING } from '@yijian/shared/library/score'

/** Nobody is reached by a message to the number of `enterprise_contact c`: people found out that it is dead, or is to be let be. */
export const SILENT = `exists (select from number_mark n where n.phone_index = c.phone_index and n.lifted_at is null
  and coalesce(n.enterprise_id, c.enterprise_id) = c.enterprise_id)`

/** A message reaches `enterprise e`: some number takes messages, is no agency's and is not silent. */
export const REACHED = `exists (select from enterprise_contact c where c.enterprise_id = e.id and c.sms_capable and not c.proxy and not ${SILENT})`

/**
 * What `scoreOf` gives for `enterprise e`, as an expression of SQL: for scores of many enterprises that change at once.
 * @param reachable a condition under which a message reaches it
 * @param column where a column of `enterprise` is read from
 */
export function scoreExpression(reachable: string, column = (name: string) => `e.${name}`): string {
  const { headcount, industry, age, phone, type, nature, status } = SCORING
  const since = column('established_on')
  const bands = Object.entries(sizeBands).map(
    ([band, { to }]) => `when ${column('headcount')} <= ${to} then ${headcount[band as SizeBand]}`, // keys of the table above
  )
  const parts = [
    `case when ${column('headcount')} is null then ${headcount.unknown} ${bands.join(' ')} else ${headcount.from_300} end`,
    pick(`coalesce(${column('industry_section')}, 'unknown')`, industry),
    `case when ${since} is null then ${age.unknown} when ${since} > ${yearsAgo(1)} then ${age.under_1}
      when ${since} > ${yearsAgo(3)} then ${age.from_1} when ${since} > ${yearsAgo(10)} then ${age.from_3} else ${age.from_10} end`,
    `case when ${reachable} then ${phone.reachable} else ${phone.unreachable} end`,
    pick(column('type_class'), type),
    pick(column('nature'), nature),
  ]
  return `greatest(0, ${parts.map((part) => `(${part})`).join(' + ')} - (${pick(column('status_class'), status)}))`
}

function pick(column: string, points: Readonly<Record<string, number>>): string {
  return `case ${column} ${Object.entries(points)
    .map(([value, each]) => `when '${value}' then ${each}`)
    .join(' ')} end`
}

function yearsAgo(years: number): string {
  const day = SCORING.effectiveFrom
  return `date '${Number(day.slice(0, 4)) - years}${day.slice(4)}'`
}
