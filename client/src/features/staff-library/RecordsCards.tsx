import { organisationKinds, reviewStates } from '@yijian/shared/vocabulary'
import { paths } from '../../app/paths.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Link } from '../../ui/Link.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Enterprise } from './next-step.ts'

interface InvitationCardProps {
  readonly enterprise: Enterprise
  /** Absent where the page's main way is to invite. */
  readonly invite?: (() => void) | undefined
}

/** The newest invitation, and why there cannot be another now. */
export function InvitationCard({ enterprise: { invitations, notInvited, sending }, invite }: InvitationCardProps) {
  const { invitation: texts, invite: inviteTexts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const [newest] = invitations
  const { daysBetweenPerNumber, perEnterprise } = sending
  const why =
    notInvited === 'invited_lately'
      ? texts.why.invited_lately(daysBetweenPerNumber)
      : notInvited === 'invited_often'
        ? texts.why.invited_often(perEnterprise.days, perEnterprise.times)
        : notInvited === null || notInvited === 'live'
          ? null
          : texts.why[notInvited]
  return (
    <Card title={texts.title}>
      {newest === undefined ? (
        <p>{texts.none}</p>
      ) : (
        <>
          <div className="tags">
            <StatusTag tone={newest.state === 'live' ? 'info' : newest.state === 'used' ? 'good' : 'plain'}>
              {texts.states[newest.state]}
            </StatusTag>
          </div>
          <p>{texts.sentBy(newest.officeName, formatMoment(newest.sentAt, locale))}</p>
          {newest.state === 'live' && <p>{texts.until(formatDay(newest.expiresAt, locale))}</p>}
        </>
      )}
      {why !== null && <p className="fine">{why}</p>}
      {invite && notInvited === null && (
        <div className="buttons buttons-row">
          <Button small onClick={invite}>
            {inviteTexts.send}
          </Button>
        </div>
      )}
    </Card>
  )
}

export function ApplicationsCard({ enterprise: { applications } }: { readonly enterprise: Enterprise }) {
  const { applications: texts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <Card title={texts.title}>
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

export function OrganisationsCard({ enterprise: { organisations } }: { readonly enterprise: Enterprise }) {
  const { organisations: texts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <Card title={texts.title}>
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
