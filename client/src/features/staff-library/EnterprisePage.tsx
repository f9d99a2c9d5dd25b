import { useQuery } from '@tanstack/react-query'
import type { readLibraryEnterprise } from '@yijian/shared/library/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { organisationKinds, reviewStates } from '@yijian/shared/vocabulary'
import { useState } from 'react'
import { useParams } from 'react-router'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText, KeyValue } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { usePlaceHow } from '../staff-case/EnterpriseCard.tsx'
import { readLibraryEnterpriseEndpoint } from '../staff-work/endpoints.ts'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { InviteSheet } from './InviteSheet.tsx'
import { statusTone } from './LibraryPage.tsx'
import { whyNotInvited } from './why-not-invited.ts'

export type Enterprise = AnswerOf<typeof readLibraryEnterprise>

/** One enterprise of the library, and whether and how it can be invited. */
export function EnterprisePage() {
  const { id = '' } = useParams()
  const { enterprise: texts } = useText(staffLibraryTexts)
  const { product } = useText(shellTexts)
  const asked = useQuery({
    queryKey: ['library', 'enterprise', id],
    queryFn: () => request(readLibraryEnterpriseEndpoint, { params: { id } }),
  })
  if (asked.data) return <Shown enterprise={asked.data} />
  return (
    <Page title={texts.fallback} site={product} back={{ href: paths.staffLibrary(), label: texts.back }}>
      {asked.error ? <StaffProblem problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={6} />}
    </Page>
  )
}

function Shown({ enterprise }: { readonly enterprise: Enterprise }) {
  const { enterprise: texts, invite } = useText(staffLibraryTexts)
  const { product } = useText(shellTexts)
  const [inviting, setInviting] = useState(false)
  return (
    <>
      <Page
        title={enterprise.name}
        site={product}
        back={{ href: paths.staffLibrary(), label: texts.back }}
        lead={enterprise.place.name}
        wide
      >
        <div className="columns">
          <div className="stack">
            <Contacts enterprise={enterprise} />
            <Invitation enterprise={enterprise} />
            <Applications enterprise={enterprise} />
            <Organisations enterprise={enterprise} />
          </div>
          <div className="stack">
            <Facts enterprise={enterprise} />
          </div>
        </div>
        <StickyActions>
          <Button
            weight="main"
            onClick={() => setInviting(true)}
            {...(!enterprise.canInvite && { disabledBecause: invite.why[whyNotInvited(enterprise)] })}
          >
            {invite.send}
          </Button>
        </StickyActions>
      </Page>
      <InviteSheet enterprise={enterprise} open={inviting} onClose={() => setInviting(false)} />
    </>
  )
}

function Facts({ enterprise }: { readonly enterprise: Enterprise }) {
  const { enterprise: texts, unknown } = useText(staffLibraryTexts)
  const { people } = useText(staffTexts)
  const { locale } = useLocale()
  const placeHow = usePlaceHow()
  const { creditCode, formerNames, statusClass, statusText, headcount, establishedOn, registerDate } = enterprise
  return (
    <Card title={texts.facts}>
      <KeyValue
        facts={[
          { label: texts.code, value: creditCode ? <CreditCodeText code={creditCode} /> : unknown, full: true },
          {
            label: texts.status,
            value: <StatusTag tone={statusTone(statusClass)}>{statusText ?? unknown}</StatusTag>,
          },
          { label: texts.principal, value: enterprise.principalName ?? unknown },
          { label: texts.place, value: enterprise.place.name, note: placeHow(enterprise.placeHow) },
          { label: texts.address, value: enterprise.address ?? unknown, full: true },
          { label: texts.headcount, value: headcount === null ? unknown : people(headcount) },
          { label: texts.type, value: enterprise.typeText ?? unknown },
          { label: texts.established, value: establishedOn ? formatDay(establishedOn, locale) : unknown },
          { label: texts.capital, value: enterprise.capitalText ?? unknown },
          ...(formerNames.length > 0 ? [{ label: texts.former, value: formerNames.join('、'), full: true }] : []),
          ...(enterprise.scope ? [{ label: texts.scope, value: enterprise.scope, full: true }] : []),
          ...(registerDate ? [{ label: texts.registerDate, value: formatDay(registerDate, locale) }] : []),
        ]}
      />
    </Card>
  )
}

function Contacts({ enterprise: { phones } }: { readonly enterprise: Enterprise }) {
  const { enterprise: texts } = useText(staffLibraryTexts)
  return (
    <Card title={texts.phones}>
      {phones.length === 0 && <p>{texts.noPhones}</p>}
      <ul className="rows">
        {phones.map((phone) => (
          <li key={phone.masked}>
            <span className="number">{phone.masked}</span>
            <div className="tags">
              {phone.proxy && <StatusTag tone="look">{texts.proxy}</StatusTag>}
              <StatusTag tone={phone.smsCapable ? 'good' : 'plain'}>
                {phone.smsCapable ? texts.sms : texts.noSms}
              </StatusTag>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Invitation({ enterprise: { invitation } }: { readonly enterprise: Enterprise }) {
  const { enterprise: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  return (
    <Card title={texts.invitation}>
      {invitation === null ? (
        <p>{texts.notInvited}</p>
      ) : (
        <>
          <div className="tags">
            <StatusTag tone={invitation.state === 'live' ? 'info' : invitation.state === 'used' ? 'good' : 'plain'}>
              {texts.invitationStates[invitation.state]}
            </StatusTag>
          </div>
          <p>{texts.sentBy(invitation.officeName, formatMoment(invitation.sentAt, locale))}</p>
          {invitation.state === 'live' && <p>{texts.until(formatDay(invitation.expiresAt, locale))}</p>}
        </>
      )}
    </Card>
  )
}

function Applications({ enterprise: { applications } }: { readonly enterprise: Enterprise }) {
  const { enterprise: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <Card title={texts.applications}>
      {applications.length === 0 && <p>{texts.noApplications}</p>}
      <ul className="rows">
        {applications.map((one) => (
          <li key={one.id}>
            <span>
              <Link className="way" href={paths.staffCase(String(one.id))}>
                {one.number}
              </Link>
              <br />
              <span className="fine">{formatDay(one.submittedAt, locale)}</span>
            </span>
            <StatusTag tone="info">{word(reviewStates[one.state])}</StatusTag>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Organisations({ enterprise: { organisations } }: { readonly enterprise: Enterprise }) {
  const { enterprise: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <Card title={texts.organisations}>
      {organisations.length === 0 && <p>{texts.noOrganisations}</p>}
      <ul className="rows">
        {organisations.map((one) => (
          <li key={one.id}>
            <span>
              {one.name}
              <br />
              <span className="fine">
                {one.number} · {texts.foundedOn(formatDay(one.foundedOn, locale))}
              </span>
            </span>
            <StatusTag tone="good">{word(organisationKinds[one.kind])}</StatusTag>
          </li>
        ))}
      </ul>
    </Card>
  )
}
