import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'

export function Declined({ officeName }: { readonly officeName: string }) {
  const { product } = useText(shellTexts)
  const { declined } = useText(invitationTexts)
  return (
    <Page title={declined.title} site={product} lead={declined.text(officeName)}>
      <p>{declined.wrongText}</p>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.home()}>
          {declined.home}
        </LinkButton>
        <LinkButton href={paths.apply()}>{declined.apply}</LinkButton>
      </div>
    </Page>
  )
}
