import { useState } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { PrivacyNotice } from '../privacy/PrivacyNotice.tsx'

/** Consent to the handling, and apart from it one tick per recipient, none ticked beforehand. 依据: 个人信息保护法第十四、二十三条 */
export function ConsentFields({ error }: { readonly error: string | undefined }) {
  const { check: texts } = useText(applyTexts)
  const [reading, setReading] = useState(false)
  return (
    <>
      <Card title={texts.consentTitle}>
        <Tick name="consent" label={texts.consent} error={error} />
        <Button weight="quiet" onClick={() => setReading(true)}>
          {texts.read}
        </Button>
      </Card>
      <Card title={texts.shareTitle}>
        <p className="hint">{texts.shareText}</p>
        <div>
          <Tick name="shareUnion" label={texts.shareUnion} />
          <Tick name="shareWomen" label={texts.shareWomen} />
        </div>
      </Card>
      <Sheet open={reading} onClose={() => setReading(false)} title={texts.noticeTitle}>
        <PrivacyNotice />
      </Sheet>
    </>
  )
}
