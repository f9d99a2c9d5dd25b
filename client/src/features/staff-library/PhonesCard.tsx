import { useText } from '../../i18n/locale.tsx'
import { staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import type { Enterprise } from './next-step.ts'

interface PhonesCardProps {
  readonly phones: Enterprise['phones']
  readonly busy: boolean
  readonly call: (phoneId: number) => void
  readonly add: () => void
  /** Whoever has it wants no invitations. */
  readonly silence: (phoneId: number) => void
}

/** Numbers masked until somebody calls, each with where it comes from. */
export function PhonesCard({ phones, busy, call, add, silence }: PhonesCardProps) {
  const { phones: texts } = useText(staffEnterpriseTexts)
  return (
    <Card title={texts.title}>
      {phones.length === 0 && <p>{texts.none}</p>}
      <ul className="rows">
        {phones.map((phone, at) => (
          <li key={phone.id} className={at > 0 ? 'check' : undefined}>
            <span>
              {phone.dead ? <s className="number">{phone.masked}</s> : <span className="number">{phone.masked}</span>}
              <br />
              <span className="fine">
                {[
                  texts.sources[phone.source],
                  // A number that reaches nobody, or nobody who wants it, receives nothing worth telling.
                  ...(phone.dead || phone.optedOut ? [] : [phone.smsCapable ? texts.sms : texts.noSms]),
                ].join('\u00a0· ')}
              </span>
              <span className="tags">
                {phone.proxy && <StatusTag tone="look">{texts.proxy}</StatusTag>}
                {phone.dead && <StatusTag tone="look">{texts.dead[phone.dead]}</StatusTag>}
                {phone.optedOut && <StatusTag tone="plain">{texts.optedOut}</StatusTag>}
                {phone.smsCapable && !phone.proxy && !phone.dead && !phone.optedOut && (
                  <Button small weight="quiet" onClick={() => silence(phone.id)}>
                    {texts.silence}
                    <span className="unseen"> {phone.masked}</span>
                  </Button>
                )}
              </span>
            </span>
            <Button small weight={phone.dead ? 'quiet' : 'plain'} busy={busy} onClick={() => call(phone.id)}>
              <Icon name="phone" />
              {texts.call}
              <span className="unseen"> {phone.masked}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className="tags">
        <Button small weight="quiet" onClick={add}>
          <Icon name="plus" />
          {texts.add}
        </Button>
      </div>
      {phones.length > 0 && <p className="fine">{texts.recorded}</p>}
    </Card>
  )
}
