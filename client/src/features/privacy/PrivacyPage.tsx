import { noticeVersion } from '@yijian/shared/application/notice-version'
import { useText } from '../../i18n/locale.tsx'
import { privacyTexts } from '../../i18n/zh-CN/privacy.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Card } from '../../ui/Card.tsx'
import { Page } from '../../ui/Page.tsx'
import { PrivacyNotice } from './PrivacyNotice.tsx'

export function PrivacyPage() {
  const { product } = useText(shellTexts)
  const { title, lead, version } = useText(privacyTexts)
  return (
    <Page title={title} site={product} lead={lead}>
      <Card>
        <PrivacyNotice />
        <p className="hint">{version(noticeVersion)}</p>
      </Card>
    </Page>
  )
}
