import type { SendingProposal, SendingVersion } from '@yijian/shared/invitation/sending-contract'
import { useExplain } from '../../api/explain.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { RulesFacts } from './RulesFacts.tsx'
import type { SendingCommands } from './use-sending-rules.ts'

interface ProposalCardProps {
  readonly proposal: SendingProposal
  readonly now: SendingVersion
  readonly commands: SendingCommands
}

/** Rules that somebody wrote: what they would change, and the way to publish or withdraw them. */
export function ProposalCard({ proposal, now, commands: { decide } }: ProposalCardProps) {
  const all = useText(staffSendingTexts)
  const { proposal: texts } = all
  const { locale } = useLocale()
  const explain = useExplain()
  const toast = useToast()
  const { id, effectiveFrom, proposedBy, proposedAt, mayPublish, late } = proposal
  async function settle(decision: 'published' | 'withdrawn') {
    if (await decide.run({ id, decision }))
      toast(decision === 'published' ? texts.publishedToast : texts.withdrawnToast)
  }
  return (
    <Card title={texts.title}>
      <p>
        <strong>{all.since(formatDay(effectiveFrom, locale))}</strong>
      </p>
      <RulesFacts rules={proposal} now={now} />
      <p className="fine">{texts.by(proposedBy, formatMoment(proposedAt, locale))}</p>
      {late ? <p>{texts.late}</p> : !mayPublish && <p>{texts.second}</p>}
      {decide.problem !== undefined && <p role="alert">{explain(decide.problem)}</p>}
      <div className="buttons buttons-row">
        {mayPublish && (
          <Button weight="main" busy={decide.busy} onClick={() => void settle('published')}>
            {texts.publish}
          </Button>
        )}
        <Button busy={decide.busy} onClick={() => void settle('withdrawn')}>
          {texts.withdraw}
        </Button>
      </div>
    </Card>
  )
}
