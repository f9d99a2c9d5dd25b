import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'

interface RowsProps {
  readonly enterprises: readonly PublicEnterprise[]
  readonly onPick: (enterprise: PublicEnterprise) => void
}

export function EnterpriseRows({ enterprises, onPick }: RowsProps) {
  return (
    <ul className="tap-list">
      {enterprises.map((enterprise) => (
        <li key={enterprise.id}>
          <button type="button" className="tap-row" onClick={() => onPick(enterprise)}>
            <strong>{enterprise.name}</strong>
            <small>
              {enterprise.place.name} {enterprise.creditCode && <CreditCodeText code={enterprise.creditCode} />}
            </small>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface RepairProps {
  readonly code: string
  readonly enterprise: PublicEnterprise | null
  readonly onUse: () => void
}

/** The one valid code near what was typed, offered and never taken silently. */
export function Repair({ code, enterprise, onUse }: RepairProps) {
  const { repair } = useText(applyTexts).find
  return (
    <Card title={repair.title}>
      <p>
        {enterprise && (
          <>
            <strong>{enterprise.name}</strong>
            <br />
          </>
        )}
        <CreditCodeText code={code} />
      </p>
      <Button weight="main" onClick={onUse}>
        {repair.use}
      </Button>
    </Card>
  )
}

export function Missing({ onEnter }: { readonly onEnter: () => void }) {
  const { none } = useText(applyTexts).find
  return (
    <>
      <Notice title={none.title}>
        <p>{none.text}</p>
        <p>{none.again}</p>
      </Notice>
      <Button onClick={onEnter}>{none.action}</Button>
    </>
  )
}
