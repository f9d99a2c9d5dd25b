import type { Receipt } from '@yijian/shared/application/contract'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Steps } from '../../ui/Timeline.tsx'
import { useDraft } from './draft.tsx'
import { useStandard } from './use-standard.ts'

export function ReceiptPage({ receipt }: { readonly receipt: Receipt }) {
  const { product } = useText(shellTexts)
  const { receipt: texts } = useText(applyTexts)
  const { clear } = useDraft()
  const navigate = useNavigate()
  const { acceptanceDays } = useStandard()
  const placed = { ...texts.placed, text: texts.placed.text(acceptanceDays) }
  return (
    <Page title={texts.title} site={product}>
      <Card>
        <div className="receipt">
          <p>{texts.number}</p>
          <p className="receipt-number number">{receipt.number}</p>
        </div>
        <LinkButton weight="main" href={paths.application(String(receipt.applicationId))}>
          {texts.progress}
        </LinkButton>
        <p className="hint">{texts.once}</p>
      </Card>
      {receipt.result === 'noted' && (
        <Notice>
          <p>{texts.noted}</p>
        </Notice>
      )}
      <Card title={texts.next}>
        <Steps steps={[placed, texts.contacted, texts.decided]} />
      </Card>
      <Button
        weight="quiet"
        onClick={() => {
          clear()
          navigate(paths.applyEnterprise())
        }}
      >
        {texts.another}
      </Button>
    </Page>
  )
}
