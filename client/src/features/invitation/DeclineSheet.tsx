import type { DeclineReason, declineInvitation } from '@yijian/shared/invitation/contract'
import { type FormEvent, useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { request } from '../../api/request.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextInput.tsx'

const declineEndpoint = endpoint<typeof declineInvitation>('POST', '/api/invitations/:code/decline')
const reasons = ['not_us', 'wrong_information', 'not_interested'] as const satisfies readonly DeclineReason[]

interface DeclineSheetProps {
  readonly code: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onDeclined: () => void
}

export function DeclineSheet({ code, open, onClose, onDeclined }: DeclineSheetProps) {
  const { declining } = useText(invitationTexts)
  const formErrors = useFormErrors()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [busy, setBusy] = useState(false)

  async function decline(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reason = reasons.find((one) => one === form.get('reason'))
    if (reason === undefined) return setErrors([{ field: 'reason', message: declining.reasonMissing }])
    const note = String(form.get('note') ?? '').trim()
    setBusy(true)
    try {
      await request(declineEndpoint, { params: { code }, body: { reason, ...(note && { note }) } })
      onClose()
      onDeclined()
    } catch (problem) {
      setErrors(formErrors(problem))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={declining.title}
      foot={
        <>
          <Button type="submit" form="decline" weight="main" busy={busy}>
            {declining.confirm}
          </Button>
          <Button weight="quiet" onClick={onClose}>
            {declining.keep}
          </Button>
        </>
      }
    >
      <form id="decline" noValidate onSubmit={decline} className="form">
        <ErrorSummary errors={errors} />
        <RadioGrid
          name="reason"
          label={declining.reason}
          error={errors.find(({ field }) => field === 'reason')?.message}
          choices={reasons.map((value) => ({
            value,
            label: declining[value],
            hint: declining[`${value}Hint`],
          }))}
        />
        <TextArea name="note" label={declining.note} optional maxLength={300} />
      </form>
    </Sheet>
  )
}
