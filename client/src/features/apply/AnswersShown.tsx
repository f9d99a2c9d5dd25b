import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText, type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { type Answers, numberNames } from './answers.ts'
import { countOf } from './numbers.ts'
import { namesStreet } from './way.ts'

/** Everything answered, each row with its way back to where it was asked. */
export function AnswersShown({ answers }: { readonly answers: Answers }) {
  const { check: texts, numbers: numberTexts } = useText(applyTexts)
  const { enterprise, numbers } = answers
  if (enterprise === undefined) return null
  const change = (href: string, what: string) => (
    <Link href={href}>
      {texts.change}
      <span className="unseen">{what}</span>
    </Link>
  )
  const count = (count: number | null | undefined) =>
    count === null || count === undefined ? numberTexts.unknownShort : numberTexts.people(String(count))
  const party = numbers?.partyBranch ?? 'unknown'
  const partyAnswer = party === 'unknown' ? numberTexts.unknownShort : numberTexts[party]
  return (
    <>
      <Card title={texts.enterprise}>
        <KeyValue facts={enterpriseFacts(answers, texts, change)} />
      </Card>
      <Card title={texts.numbers}>
        <KeyValue
          facts={[
            ...numberNames.map((name) => ({
              label: numberTexts.labels[name],
              value: count(countOf(numbers?.[name])),
              action: change(`${paths.applyNumbers()}#${name}`, numberTexts.labels[name]),
            })),
            {
              label: numberTexts.labels.partyBranch,
              value: partyAnswer,
              action: change(`${paths.applyNumbers()}#partyBranch`, numberTexts.labels.partyBranch),
            },
          ]}
        />
      </Card>
      <Card title={texts.contact}>
        <KeyValue facts={contactFacts(answers, texts, change)} />
      </Card>
    </>
  )
}

type Texts = typeof applyTexts.chinese.check
type Change = (href: string, what: string) => Fact['action']

function enterpriseFacts(answers: Answers, texts: Texts, change: Change): Fact[] {
  const { enterprise, declaredName, declaredPrincipal, place } = answers
  if (enterprise === undefined) return []
  if (!enterprise.known) {
    const href = paths.applyUnlisted()
    return [
      { label: texts.name, value: enterprise.name, action: change(`${href}#name`, texts.name) },
      { label: texts.code, value: <CreditCodeText code={enterprise.creditCode} />, full: true },
      { label: texts.place, value: enterprise.place?.name, action: change(`${href}#place`, texts.place) },
      { label: texts.licence, value: texts.given, action: change(`${href}#licence`, texts.licence) },
    ]
  }
  const { name, creditCode, place: registered } = enterprise.enterprise
  const href = paths.applyConfirm()
  const facts: Fact[] = [{ label: texts.name, value: name, action: change(paths.applyEnterprise(), texts.name) }]
  if (creditCode) facts.push({ label: texts.code, value: <CreditCodeText code={creditCode} />, full: true })
  if (declaredName)
    facts.push({
      label: texts.declaredName,
      value: declaredName,
      action: change(`${href}#declaredName`, texts.declaredName),
    })
  if (declaredPrincipal)
    facts.push({
      label: texts.declaredPrincipal,
      value: declaredPrincipal,
      action: change(`${href}#declaredPrincipal`, texts.declaredPrincipal),
    })
  const where =
    place?.name ?? (namesStreet(enterprise.enterprise) ? texts.asRegistered(registered.name) : texts.placeByCounty)
  facts.push({ label: texts.place, value: where, action: change(`${href}#where`, texts.place) })
  return facts
}

function contactFacts(answers: Answers, texts: Texts, change: Change): Fact[] {
  const href = paths.applyContact()
  const facts: Fact[] = [
    { label: texts.person, value: answers.contactName, action: change(`${href}#contactName`, texts.person) },
    {
      label: texts.phone,
      full: true,
      value: <span className="number">{answers.contactPhone}</span>,
      action: change(`${href}#contactPhone`, texts.phone),
    },
  ]
  if (answers.enterprise?.known && !answers.enterprise.proven)
    facts.push({
      label: texts.licence,
      value: answers.licenceId ? texts.given : texts.notGiven,
      action: change(`${href}#licence`, texts.licence),
    })
  return facts
}
