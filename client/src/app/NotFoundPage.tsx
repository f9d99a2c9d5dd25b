import { useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { paths } from './paths.ts'

/** Also shown for what lies outside one's jurisdiction: it does not tell the two apart. */
export function NotFoundPage() {
  const { notFound, product } = useText(shellTexts)
  return (
    <Page title={notFound.title} site={product} lead={notFound.text}>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.home()}>
          {notFound.home}
        </LinkButton>
      </div>
    </Page>
  )
}
