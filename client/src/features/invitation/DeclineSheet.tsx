import type { declineInvitation } from '@yijian/shared/invitation/contract'
import { type Answer, declineReasons, returnMonths } from '@yijian/shared/invitation/decline'
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

interface DeclineSheetProps {
  readonly code: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onDeclined: (answer: Answer) => void
}

export function DeclineSheet({ code, open, onClose, onDeclined }: DeclineSheetProps) {
  const { declining } = useText(invitationTexts)
  const formErrors = useFormErrors()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [busy, setBusy] = useState(false)
  const [later, setLater] = useState(false)

  async function decline(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reason = declineReasons.find((one) => one === form.get('reason'))
    if (reason === undefined) return setErrors([{ field: 'reason', message: declining.reasonMissing }])
    const months = returnMonths.find((one) => String(one) === form.get('months'))
    const answer: Answer = { reason, ...(months && { months }) }
    const note = String(form.get('note') ?? '').trim()
    setBusy(true)
    try {
      await request(declineEndpoint, { params: { code }, body: { ...answer, ...(note && { note }) } })
      onClose()
      onDeclined(answer)
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
          onPick={(value) => setLater(value === 'not_now')}
          choices={declineReasons.map((value) => ({
            value,
            label: declining[value],
            hint: declining[`${value}Hint`],
          }))}
        />
        {later && (
          <RadioGrid
            name="months"
            label={declining.when}
            side
            defaultValue={String(returnMonths[0])}
            choices={returnMonths
              .toSorted((a, b) => a - b)
              .map((months) => ({ value: String(months), label: declining.months(months) }))}
          />
        )}
        <TextArea name="note" label={declining.note} optional maxLength={300} />
      </form>
    </Sheet>
  )
}
