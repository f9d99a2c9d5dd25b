import type { CodeSent } from '@yijian/shared/identity/contract'
import type { Invitation } from '@yijian/shared/invitation/contract'
import type { Answer } from '@yijian/shared/invitation/decline'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { CreditCodeText, type Fact, KeyValue } from '../../ui/KeyValue.tsx'
import { Page } from '../../ui/Page.tsx'
import { requestCodeEndpoint } from '../sign-in/PhoneForm.tsx'
import { DeclineSheet } from './DeclineSheet.tsx'

interface InvitationOfferProps {
  readonly code: string
  readonly invitation: Invitation
  readonly onSent: (sent: CodeSent) => void
  readonly onDeclined: (answer: Answer) => void
}

export function InvitationOffer({ code, invitation, onSent, onDeclined }: InvitationOfferProps) {
  const { product } = useText(shellTexts)
  const texts = useText(invitationTexts)
  const { locale } = useLocale()
  const formErrors = useFormErrors()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [busy, setBusy] = useState(false)
  const [declining, setDeclining] = useState(false)
  const { enterprise, invitedBy, phoneMasked, expiresAt, state } = invitation

  async function start() {
    setBusy(true)
    try {
      onSent(await request(requestCodeEndpoint, { body: { invitationCode: code } }))
    } catch (problem) {
      setErrors(formErrors(problem))
    } finally {
      setBusy(false)
    }
  }

  const facts: Fact[] = [{ label: texts.facts.name, value: enterprise.name }]
  if (enterprise.creditCode)
    facts.push({ label: texts.facts.code, value: <CreditCodeText code={enterprise.creditCode} />, full: true })
  if (enterprise.streetName) facts.push({ label: texts.facts.street, value: enterprise.streetName })
  if (enterprise.principalMasked) facts.push({ label: texts.facts.principal, value: enterprise.principalMasked })
  facts.push({ label: texts.facts.phone, value: <span className="number">{phoneMasked}</span> })

  return (
    <Page title={texts.title} site={product} lead={texts.from(invitedBy.officeName)} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} />
      <Card>
        <KeyValue facts={facts} />
        <p className="hint">{texts.source}</p>
        {state === 'silenced' && <p>{texts.silenced}</p>}
        <Button weight="main" busy={busy} onClick={start}>
          {texts.start}
        </Button>
        {state === 'live' && <Button onClick={() => setDeclining(true)}>{texts.decline}</Button>}
      </Card>
      <Card title={texts.officer.title}>
        <p>{texts.officer.text(invitedBy.officerName, invitedBy.officeName)}</p>
        {invitedBy.deskPhone ? (
          <>
            <p>{texts.officer.verify}</p>
            <LinkButton href={`tel:${invitedBy.deskPhone}`}>
              <Icon name="phone" />
              <span className="number">{invitedBy.deskPhone}</span>
            </LinkButton>
          </>
        ) : (
          <p>{texts.officer.noPhone}</p>
        )}
        <p className="hint">{texts.until(formatDay(expiresAt, locale))}</p>
      </Card>
      <DeclineSheet code={code} open={declining} onClose={() => setDeclining(false)} onDeclined={onDeclined} />
    </Page>
  )
}
