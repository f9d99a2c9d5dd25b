import type { CaseView } from '@yijian/shared/application/case-contract'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText, KeyValue } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'

/** What the register says about the enterprise. */
export function EnterpriseCard({ view }: { readonly view: CaseView }) {
  const { enterprise: texts, placeUnsure } = useText(staffCaseTexts)
  const { people } = useText(staffTexts)
  const { locale } = useLocale()
  const { enterprise, place, placeCertain } = view
  return (
    <Card title={texts.title}>
      {enterprise.provisional && <p>{texts.provisional}</p>}
      <KeyValue
        facts={[
          {
            label: texts.code,
            value: enterprise.creditCode ? <CreditCodeText code={enterprise.creditCode} /> : texts.noCode,
            full: true,
          },
          { label: texts.status, value: enterprise.statusText ?? texts.unknown },
          { label: texts.principal, value: enterprise.principalName ?? texts.unknown },
          {
            label: texts.place,
            value: place.name,
            note: [usePlaceHow()(view.placeHow), ...(placeCertain ? [] : [placeUnsure])].join('\u00a0· '),
          },
          { label: texts.address, value: enterprise.address ?? texts.unknown, full: true },
          {
            label: texts.headcount,
            value: enterprise.headcount === null ? texts.unknown : people(enterprise.headcount),
          },
          { label: texts.type, value: enterprise.typeText ?? texts.unknown },
          {
            label: texts.established,
            value: enterprise.establishedOn ? formatDay(enterprise.establishedOn, locale) : texts.unknown,
          },
        ]}
      />
      <p>
        <Link className="way" href={paths.staffEnterprise(String(enterprise.id))}>
          {texts.library}
        </Link>
      </p>
    </Card>
  )
}

/** How a place was found, in words. */
export function usePlaceHow(): (how: string) => string {
  const { enterprise } = useText(staffCaseTexts)
  const words: Readonly<Record<string, string>> = enterprise.placeHow
  return (how) => words[how] ?? enterprise.unknown
}
