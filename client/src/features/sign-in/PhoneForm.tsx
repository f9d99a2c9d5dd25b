import type { CodeSent, requestCode } from '@yijian/shared/identity/contract'
import { type FormEvent, useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { request } from '../../api/request.ts'
import { useDemonstration } from '../../api/use-demonstration.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { useText } from '../../i18n/locale.tsx'
import { signInTexts } from '../../i18n/zh-CN/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx'
import { rememberOwnPhone } from './own-phone.ts'

export const requestCodeEndpoint = endpoint<typeof requestCode>('POST', '/api/sign-in/requests')

interface PhoneFormProps {
  readonly onSent: (sent: CodeSent) => void
  readonly onWrong: (wrong: boolean) => void
}

export function PhoneForm({ onSent, onWrong }: PhoneFormProps) {
  const { phone: texts, demonstration } = useText(signInTexts)
  const formErrors = useFormErrors()
  const toast = useToast()
  const isDemonstration = useDemonstration()
  const [phone, setPhone] = useState('')
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [busy, setBusy] = useState(false)

  function show(next: readonly FormError[]) {
    setErrors(next)
    onWrong(next.length > 0)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (phone.trim() === '') return show([{ field: 'phone', message: texts.missing }])
    setBusy(true)
    try {
      const sent = await request(requestCodeEndpoint, { body: { phone } })
      rememberOwnPhone(phone)
      show([])
      onSent(sent)
    } catch (problem) {
      show(formErrors(problem, ['phone']))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <ErrorSummary errors={errors} />
      <Card>
        <form noValidate onSubmit={submit} className="buttons">
          <TextInput
            name="phone"
            label={texts.label}
            hint={texts.hint}
            error={errors.find(({ field }) => field === 'phone')?.message}
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            enterKeyHint="go"
            maxLength={40}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <Button type="submit" weight="main" busy={busy}>
            {texts.send}
          </Button>
        </form>
      </Card>
      {isDemonstration && (
        <DemonstrationAccounts
          onPick={(account) => {
            setPhone(account.phone)
            document.getElementById('phone')?.focus()
            toast(demonstration.filled(account.name))
          }}
        />
      )}
    </>
  )
}
