import type { ApplicationView } from '@yijian/shared/application/contract'
import { useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { CreditCodeText, type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { numberNames } from '../apply/answers.ts'

/** What was sent, folded away: the page is about where it stands. */
export function AnswersSent({ application }: { readonly application: ApplicationView }) {
  const { answers: texts } = useText(applicationsTexts)
  const { numbers: numberTexts, check } = useText(applyTexts)
  const { answers, enterprise, place } = application
  const { declaredName, declaredPrincipal, operatingPlace, numbers, contactName, contactPhoneMasked } = answers
  const facts: Fact[] = [{ label: texts.enterprise, value: enterprise.name }]
  if (enterprise.creditCode)
    facts.push({ label: texts.code, value: <CreditCodeText code={enterprise.creditCode} />, full: true })
  if (declaredName) facts.push({ label: check.declaredName, value: declaredName })
  if (declaredPrincipal) facts.push({ label: check.declaredPrincipal, value: declaredPrincipal })
  facts.push({ label: texts.place, value: (operatingPlace ?? place).name })
  for (const name of numberNames) {
    const count = numbers[name]
    const value = count === null ? numberTexts.unknownShort : numberTexts.people(String(count))
    facts.push({ label: numberTexts.labels[name], value })
  }
  const party = numbers.partyBranch
  const partyText = party === null ? numberTexts.unknownShort : party ? numberTexts.yes : numberTexts.no
  facts.push({ label: numberTexts.labels.partyBranch, value: partyText })
  facts.push({ label: texts.contact, value: contactName, note: contactPhoneMasked })
  facts.push({ label: texts.licence, value: answers.licenceId ? check.given : check.notGiven })
  return (
    <details className="card">
      <summary>{texts.title}</summary>
      <KeyValue facts={facts} />
    </details>
  )
}
