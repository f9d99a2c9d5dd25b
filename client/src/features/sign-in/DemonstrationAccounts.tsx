import type { listDemonstrationAccounts } from '@yijian/shared/messages/contract'
import { endpoint } from '../../api/endpoint.ts'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { signInTexts } from '../../i18n/zh-CN/sign-in.ts'
import { Card } from '../../ui/Card.tsx'
import { Link } from '../../ui/Link.tsx'

const accountsEndpoint = endpoint<typeof listDemonstrationAccounts>('GET', '/api/demo/accounts')

/** The made-up people of a demonstration; a tap fills in the phone, and signing in stays the same for everybody. */
export function DemonstrationAccounts({
  onPick,
}: {
  readonly onPick: (account: { readonly phone: string; readonly name: string }) => void
}) {
  const { demonstration } = useText(signInTexts)
  const { locale } = useLocale()
  const { answer } = useAnswer('accounts', () => request(accountsEndpoint))
  if (!answer || answer.accounts.length === 0) return null
  return (
    <Card title={demonstration.title}>
      <p className="hint">{demonstration.text}</p>
      <p>
        <Link className="tap-link" href={paths.demoInbox()}>
          {demonstration.inbox}
        </Link>
      </p>
      <ul className="tap-list">
        {answer.accounts.map(({ phone, labelZh, labelEn }) => {
          const name = locale === 'en' ? labelEn : labelZh
          return (
            <li key={phone}>
              <button type="button" className="tap-row" onClick={() => onPick({ phone, name })}>
                <span>{name}</span>
                <small className="number">{phone}</small>
              </button>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
