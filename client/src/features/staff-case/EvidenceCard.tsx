import type { CaseView } from '@yijian/shared/application/case-contract'
import type { Finding } from '@yijian/shared/application/cross-check'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { type StaffChecksTexts, staffChecksTexts } from '../../i18n/zh-CN/staff-checks.ts'
import { Card } from '../../ui/Card.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { checkSentence, toneOf } from './check-words.ts'

const order: readonly Finding['effect'][] = ['stop', 'look', 'note']

/** 核验单: what to look at first, each with both values and one sentence; what agrees is folded. */
export function EvidenceCard({ view }: { readonly view: CaseView }) {
  const texts = useText(staffChecksTexts)
  const { locale } = useLocale()
  const { findings, findingsAt, registerDate } = view
  const first = order.flatMap((effect) => findings.filter((one) => one.effect === effect))
  const rest = findings.filter((one) => one.effect === 'none')
  const noted = first.filter(({ effect }) => effect === 'note').length
  const toLook = first.length - noted
  return (
    <Card title={texts.title}>
      {findings.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <div className="tags">
          {toLook > 0 && <StatusTag tone="look">{texts.toLook(toLook)}</StatusTag>}
          {noted > 0 && <StatusTag tone="info">{texts.noted(noted)}</StatusTag>}
          {first.length === 0 && <StatusTag tone="good">{texts.allAgree}</StatusTag>}
        </div>
      )}
      {first.map((one) => (
        <Check key={one.rule} finding={one} />
      ))}
      {rest.length > 0 && (
        <details className="fold">
          <summary>{texts.agreeing(rest.length)}</summary>
          {rest.map((one) => (
            <Check key={one.rule} finding={one} />
          ))}
        </details>
      )}
      <p className="fine">
        {[
          registerDate ? texts.registerDate(formatDay(registerDate, locale)) : texts.noRegisterDate,
          ...(findingsAt ? [texts.checkedAt(formatMoment(findingsAt, locale))] : []),
        ].join('\u00a0· ')}
        <br />
        {texts.advice}
      </p>
    </Card>
  )
}

function Check({ finding }: { readonly finding: Finding }) {
  const texts = useText(staffChecksTexts)
  const { rule, outcome, sentence } = finding
  const values = valuesOf(finding, texts)
  return (
    <div className="check">
      <h3>
        {texts.rules[rule]}
        <StatusTag tone={toneOf(finding)}>{texts.outcomes[outcome]}</StatusTag>
      </h3>
      <p>{checkSentence(sentence, texts)}</p>
      {values && (
        <dl>
          {values.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** Both sides, where there is something to compare. */
function valuesOf({ rule, declared, registered }: Finding, texts: StaffChecksTexts): [string, string][] | undefined {
  if (declared === null && registered === null) return undefined
  if (rule === 'C10') {
    const [staff = '?', youth = '?', members = '?'] = (declared ?? '').split(' / ')
    return [
      [texts.declared, texts.numbers(staff, youth, members)],
      [texts.registered, registered === null ? texts.empty : texts.headcount(registered)],
    ]
  }
  if (declared === null) return [[texts.registered, registered ?? texts.empty]]
  return [
    [texts.declared, declared],
    [texts.registered, registered ?? texts.empty],
  ]
}
