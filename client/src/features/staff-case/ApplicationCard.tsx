import type { CaseView } from '@yijian/shared/application/case-contract'
import type { Numbers } from '@yijian/shared/application/standard'
import { organisationKinds, proofs } from '@yijian/shared/vocabulary'
import type { ReactNode } from 'react'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Card } from '../../ui/Card.tsx'
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { Photo } from './Photo.tsx'

interface ApplicationCardProps {
  readonly view: CaseView
  /** The way to phone the contact; absent where this post may not. */
  readonly call: ReactNode
}

/** What the enterprise said, with what the office has found out since. */
export function ApplicationCard({ view, call }: ApplicationCardProps) {
  const { application: texts, photo } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const { answers, found, proof } = view
  const facts: Fact[] = [
    {
      label: texts.contact,
      value: answers.contactName,
      note: answers.contactPhoneMasked,
    },
    { label: texts.proof, value: word(proofs[proof]) },
    ...useNumberFacts(answers.numbers, found),
    ...(answers.declaredName === null ? [] : [{ label: texts.declaredName, value: answers.declaredName, full: true }]),
    ...(answers.declaredPrincipal === null
      ? []
      : [{ label: texts.declaredPrincipal, value: answers.declaredPrincipal, full: true }]),
    ...(answers.operatingPlace === null ? [] : [{ label: texts.operatingPlace, value: answers.operatingPlace.name }]),
    {
      label: texts.licence,
      value: answers.licenceId === null ? texts.noLicence : <Photo id={answers.licenceId} name={photo.licence} />,
    },
    { label: texts.submitted, value: formatMoment(view.submittedAt, locale) },
  ]
  return (
    <Card title={texts.title}>
      <Standing view={view} />
      <KeyValue facts={facts} />
      {call}
    </Card>
  )
}

function Standing({ view: { standing, allowedKinds, found } }: { readonly view: CaseView }) {
  const { application: texts } = useText(staffCaseTexts)
  const word = useWord()
  return (
    <div className="tags">
      {standing === 'can' && (
        <StatusTag tone="info">
          {texts.can(allowedKinds.map((kind) => word(organisationKinds[kind])).join(texts.or))}
        </StatusTag>
      )}
      {standing === 'not_yet' && <StatusTag tone="plain">{texts.cannotYet}</StatusTag>}
      {standing === 'unknown' && <StatusTag tone="look">{texts.unknownYet}</StatusTag>}
      {found && <StatusTag tone="good">{texts.found}</StatusTag>}
    </div>
  )
}

/** Each number as best known; where the office found another one, the declared one stands beside it. */
function useNumberFacts(declared: Numbers, found: Numbers | null): Fact[] {
  const { application: texts } = useText(staffCaseTexts)
  const people = (count: number | null) => (count === null ? texts.unknown : texts.people(count))
  const yesNo = (has: boolean | null) => (has === null ? texts.unknown : has ? texts.yes : texts.no)
  const counts = (['staff', 'youth', 'members', 'women'] as const).map((key) => ({
    label: texts[key],
    value: people(found?.[key] ?? declared[key]),
    ...(found && found[key] !== declared[key] && { note: texts.declared(people(declared[key])) }),
  }))
  const party = {
    label: texts.partyBranch,
    value: yesNo(found?.partyBranch ?? declared.partyBranch),
    ...(found && found.partyBranch !== declared.partyBranch && { note: texts.declared(yesNo(declared.partyBranch)) }),
  }
  return [...counts, party]
}
