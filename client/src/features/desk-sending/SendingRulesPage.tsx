import type { SendingRulesView, SendingVersion, WithdrawnVersion } from '@yijian/shared/invitation/sending-contract'
import { type ReactNode, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffDeskTexts } from '../../i18n/zh-CN/staff-desk.ts'
import { staffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { ProposalCard } from './ProposalCard.tsx'
import { RulesFacts } from './RulesFacts.tsx'
import { RulesForm } from './RulesForm.tsx'
import { useSendingCommands, useSendingRules } from './use-sending-rules.ts'
import { WithdrawSheet } from './WithdrawSheet.tsx'

/** When and how often invitations are sent: what holds and since when, what is to come, and the way to change it. */
export function SendingRulesPage() {
  const texts = useText(staffSendingTexts)
  const { title: desk } = useText(staffDeskTexts)
  const { product } = useText(shellTexts)
  const asked = useSendingRules()
  return (
    <Page title={texts.title} site={product} lead={texts.lead} back={{ href: paths.staffDesk(), label: desk }}>
      {asked.data ? (
        <Shown view={asked.data} />
      ) : asked.error ? (
        <StaffProblem problem={asked.error} retry={() => void asked.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function Shown({ view }: { readonly view: SendingRulesView }) {
  const texts = useText(staffSendingTexts)
  const commands = useSendingCommands()
  const [writing, setWriting] = useState(false)
  const [withdrawing, setWithdrawing] = useState<SendingVersion>()
  const { inForce, coming, past, proposed, withdrawn } = view
  return (
    <>
      <Version title={texts.inForce} version={inForce} />
      {coming.map((version) => (
        <Version key={version.effectiveFrom} title={texts.coming} version={version} now={inForce}>
          <div className="buttons buttons-row">
            <Button onClick={() => setWithdrawing(version)}>{texts.withdrawal.open}</Button>
          </div>
        </Version>
      ))}
      {proposed && <ProposalCard proposal={proposed} now={inForce} commands={commands} />}
      {!proposed && writing && <RulesForm view={view} commands={commands} close={() => setWriting(false)} />}
      {!proposed && !writing && (
        <div className="buttons buttons-row">
          <Button onClick={() => setWriting(true)}>{texts.form.open}</Button>
        </div>
      )}
      {past.length > 0 && (
        <details className="fold card">
          <summary>{texts.past}</summary>
          {past.map((version) => (
            <Past key={version.effectiveFrom} version={version} />
          ))}
        </details>
      )}
      {withdrawn.length > 0 && (
        <details className="fold card">
          <summary>{texts.withdrawal.past}</summary>
          {withdrawn.map((version) => (
            <Past key={version.id} version={version} withdrawn={version} />
          ))}
        </details>
      )}
      <WithdrawSheet version={withdrawing} commands={commands} close={() => setWithdrawing(undefined)} />
    </>
  )
}

interface VersionProps {
  readonly title: string
  readonly version: SendingVersion
  readonly now?: SendingVersion
  readonly children?: ReactNode
}

function Version({ title, version, now, children }: VersionProps) {
  const texts = useText(staffSendingTexts)
  const { locale } = useLocale()
  return (
    <Card title={title}>
      <p>
        <strong>{texts.since(formatDay(version.effectiveFrom, locale))}</strong>
      </p>
      <RulesFacts rules={version} {...(now && { now })} />
      <By version={version} />
      {children}
    </Card>
  )
}

function Past({
  version,
  withdrawn,
}: {
  readonly version: SendingVersion
  readonly withdrawn?: Pick<WithdrawnVersion, 'withdrawnBy' | 'withdrawnAt' | 'reason'>
}) {
  const texts = useText(staffSendingTexts)
  const { locale } = useLocale()
  const day = formatDay(version.effectiveFrom, locale)
  return (
    <>
      <p>
        <strong>{withdrawn ? texts.withdrawal.never(day) : texts.since(day)}</strong>
      </p>
      <RulesFacts rules={version} />
      <By version={version} />
      {withdrawn && (
        <p className="fine">
          {texts.withdrawal.by(withdrawn.withdrawnBy, formatMoment(withdrawn.withdrawnAt, locale), withdrawn.reason)}
        </p>
      )}
    </>
  )
}

function By({ version: { proposedBy, publishedBy, publishedAt } }: { readonly version: SendingVersion }) {
  const texts = useText(staffSendingTexts)
  const { locale } = useLocale()
  if (publishedBy === null || publishedAt === null || proposedBy === null)
    return <p className="fine">{texts.product}</p>
  return (
    <p className="fine">
      {[texts.proposedBy(proposedBy), texts.published(publishedBy, formatMoment(publishedAt, locale))].join('\u00a0· ')}
    </p>
  )
}
