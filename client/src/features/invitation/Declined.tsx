import { type Answer, returnMonths } from '@yijian/shared/invitation/decline'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'

interface DeclinedProps {
  readonly officeName: string
  readonly answer: Answer
}

export function Declined({ officeName, answer: { reason, months = returnMonths[0] } }: DeclinedProps) {
  const { product } = useText(shellTexts)
  const { declined } = useText(invitationTexts)
  return (
    <Page title={declined.title} site={product} lead={declined.text(officeName)}>
      <p>{reason === 'not_now' ? declined.next.not_now(months) : declined.next[reason]}</p>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.home()}>
          {declined.home}
        </LinkButton>
        <LinkButton href={paths.apply()}>{declined.apply}</LinkButton>
      </div>
    </Page>
  )
}
