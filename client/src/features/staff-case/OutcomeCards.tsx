import { useQuery } from '@tanstack/react-query'
import type { CaseView } from '@yijian/shared/application/case-contract'
import { organisationKinds } from '@yijian/shared/vocabulary'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Card } from '../../ui/Card.tsx'
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { readOrganisationEndpoint } from '../staff-work/endpoints.ts'
import { useWord } from '../staff-work/use-word.ts'
import { Photo } from './Photo.tsx'

/** What the members' meeting decided, with the photo of the sealed paper. */
export function ResultFacts({
  result,
  eager = false,
}: {
  readonly result: CaseView['result']
  readonly eager?: boolean
}) {
  const { result: texts, photo, application } = useText(staffCaseTexts)
  const { locale } = useLocale()
  if (!result) return null
  return (
    <KeyValue
      facts={[
        { label: texts.heldOn, value: formatDay(result.heldOn, locale) },
        { label: texts.expected, value: application.people(result.expected) },
        { label: texts.present, value: application.people(result.present) },
        { label: texts.votesFor, value: texts.votes(result.votesFor) },
        { label: texts.secretary, value: result.secretaryName },
        { label: texts.paper, value: <Photo id={result.paperId} name={photo.paper} eager={eager} />, full: true },
      ]}
    />
  )
}

export function ResultCard({ result }: { readonly result: CaseView['result'] }) {
  const { result: texts } = useText(staffCaseTexts)
  if (!result) return null
  return (
    <Card title={texts.title}>
      <ResultFacts result={result} />
    </Card>
  )
}

/** Papers issued so far, the organisation when it exists, and when the office is to call again. */
export function OutcomeCard({ view }: { readonly view: CaseView }) {
  const { outcome: texts } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const { replies, organisation, nextContactOn } = view
  const organisationFacts = useOrganisationFacts(organisation)
  if (replies.length === 0 && !organisation && !nextContactOn) return null
  return (
    <Card title={texts.title}>
      <KeyValue
        facts={[
          ...organisationFacts,
          ...replies.map((reply) => ({
            label: texts.replies[reply.kind],
            value: (
              <Link className="way" href={paths.reply(String(reply.id))}>
                {reply.number}
              </Link>
            ),
            note: formatDay(reply.issuedOn, locale),
            full: true,
          })),
          ...(nextContactOn ? [{ label: texts.nextContact, value: formatDay(nextContactOn, locale) }] : []),
        ]}
      />
    </Card>
  )
}

function useOrganisationFacts(organisation: CaseView['organisation']): Fact[] {
  const { outcome: texts, comma } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const { data } = useQuery({
    queryKey: ['organisation', organisation?.id],
    queryFn: () => request(readOrganisationEndpoint, { params: { id: String(organisation?.id) } }),
    enabled: organisation !== null,
  })
  if (!organisation) return []
  return [
    { label: texts.organisation, value: organisation.name, full: true },
    { label: texts.number, value: organisation.number },
    { label: texts.kind, value: word(organisationKinds[organisation.kind]) },
    { label: texts.founded, value: formatDay(organisation.foundedOn, locale) },
    ...(data
      ? [
          { label: texts.upper, value: data.upperOfficeName },
          ...(data.secretaryName ? [{ label: texts.secretary, value: data.secretaryName }] : []),
          { label: texts.covers, value: data.enterprises.map(({ name }) => name).join(comma), full: true },
          { label: texts.national, value: data.nationalId ?? texts.nationalMissing },
        ]
      : []),
  ]
}
