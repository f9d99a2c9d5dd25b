import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText } from '../../ui/KeyValue.tsx'
import { Page } from '../../ui/Page.tsx'

interface BlockedWayProps {
  readonly enterprise: PublicEnterprise
  readonly way: 'closed' | 'moved' | 'public_body'
  readonly onGoOn?: () => void
}

/** An enterprise that cannot simply apply, and what its people can do instead. 依据: DOMAIN §8.10 第2、17行 */
export function BlockedWay({ enterprise, way, onGoOn }: BlockedWayProps) {
  const { product } = useText(shellTexts)
  const { confirm: texts } = useText(applyTexts)
  const own = way === 'public_body' ? texts.publicBody : texts[way]
  const text = typeof own.text === 'function' ? own.text(enterprise.statusText ?? '') : own.text
  return (
    <Page title={own.title} site={product} lead={text} back={{ href: paths.applyEnterprise(), label: texts.another }}>
      <Card>
        <p>
          <strong>{enterprise.name}</strong>
          <br />
          {enterprise.creditCode && <CreditCodeText code={enterprise.creditCode} />}
        </p>
      </Card>
      {way === 'closed' && (
        <Card title={texts.closed.ways}>
          <ul className="prose">
            <li>{texts.closed.wrongData}</li>
            <li>{texts.closed.newCompany}</li>
            <li>{texts.closed.members}</li>
          </ul>
        </Card>
      )}
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.applyEnterprise()}>
          {way === 'moved' ? texts.moved.search : texts.another}
        </LinkButton>
        {way === 'moved' && <Button onClick={onGoOn}>{texts.moved.goOn}</Button>}
      </div>
    </Page>
  )
}
