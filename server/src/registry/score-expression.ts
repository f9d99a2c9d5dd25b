import { type SizeBand, sizeBands } from '@yijian/shared/library/facets'
import { SCORING } from '@yijian/shared/library/score'

/**
 * What `scoreOf` gives for `enterprise e`, as an expression of SQL: for scores of many enterprises that change at once.
 * @param reachable a condition under which a number that takes messages and is no agency's reaches it
 */
export function scoreExpression(reachable: string): string {
  const { headcount, industry, age, phone, type, nature, status } = SCORING
  const bands = Object.entries(sizeBands).map(
    ([band, { to }]) => `when e.headcount <= ${to} then ${headcount[band as SizeBand]}`, // keys of the table above
  )
  const parts = [
    `case when e.headcount is null then ${headcount.unknown} ${bands.join(' ')} else ${headcount.from_300} end`,
    pick("coalesce(e.industry_section, 'unknown')", industry),
    `case when e.established_on is null then ${age.unknown} when e.established_on > ${yearsAgo(1)} then ${age.under_1}
      when e.established_on > ${yearsAgo(3)} then ${age.from_1} when e.established_on > ${yearsAgo(10)} then ${age.from_3} else ${age.from_10} end`,
    `case when ${reachable} then ${phone.reachable} else ${phone.unreachable} end`,
    pick('e.type_class', type),
    pick('e.nature', nature),
  ]
  return `greatest(0, ${parts.map((part) => `(${part})`).join(' + ')} - (${pick('e.status_class', status)}))`
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
