import { useQueryClient } from '@tanstack/react-query'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button } from '../../ui/Button.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { inviteEndpoint } from '../staff-work/endpoints.ts'
import type { Enterprise } from './next-step.ts'

interface InviteSheetProps {
  readonly enterprise: Enterprise
  readonly open: boolean
  readonly onClose: () => void
}

/** Who gets the invitation, before it is sent. */
export function InviteSheet({ enterprise, open, onClose }: InviteSheetProps) {
  const { invite: texts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const toast = useToast()
  const queries = useQueryClient()
  const office = useSession()?.post?.officeName ?? ''
  const params = { enterpriseId: String(enterprise.id) }
  const send = useCommand((_: null) => request(inviteEndpoint, { params }))
  // The server takes the first number in rank that receives messages and may be written to; the list is in that order.
  const receiver = enterprise.phones.find((one) => one.smsCapable && !one.proxy && one.dead === null && !one.optedOut)
  async function confirm() {
    const sent = await send.run(null)
    void queries.invalidateQueries({ queryKey: ['library'] })
    if (!sent) return
    onClose()
    toast(
      sent.sendsAt ? texts.waits(formatMoment(sent.sendsAt, locale), sent.phoneMasked) : texts.sent(sent.phoneMasked),
    )
  }
  return (
    <Sheet
      open={open}
      onClose={() => {
        send.clear()
        onClose()
      }}
      title={texts.title}
      foot={
        <Button weight="main" busy={send.busy} onClick={() => void confirm()}>
          {texts.confirm}
        </Button>
      }
    >
      {send.problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(send.problem)}</p>
        </Notice>
      )}
      <p>{texts.text(enterprise.name)}</p>
      <KeyValue
        facts={[
          { label: texts.receiver, value: receiver?.masked ?? '', full: true },
          { label: texts.sender, value: office, full: true },
        ]}
      />
      <p className="fine">{texts.validity(enterprise.sending.validDays)}</p>
    </Sheet>
  )
}
