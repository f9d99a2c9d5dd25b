import type { ApplicationView } from '@yijian/shared/application/contract'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx'

/** Who has it, until when, and the number to call; the office stays known when it is the applicant's turn, and after. */
export function HolderCard({ application }: { readonly application: ApplicationView }) {
  const { holder: texts } = useText(applicationsTexts)
  const { locale } = useLocale()
  const { who, officeName, officerName, deskPhone, dueAt, promiseDays } = application.holder
  const facts: Fact[] = []
  if (officeName) facts.push({ label: texts.office, value: officeName })
  if (officerName) facts.push({ label: texts.officer, value: officerName })
  if (dueAt && who === 'office')
    facts.push({
      label: texts.due,
      value: formatDay(dueAt, locale),
      note: promiseDays !== null && texts.days(promiseDays),
    })
  if (deskPhone)
    facts.push({
      label: texts.phone,
      full: true,
      value: (
        <LinkButton small href={`tel:${deskPhone}`}>
          <Icon name="phone" />
          <span className="number">{deskPhone}</span>
        </LinkButton>
      ),
    })
  if (facts.length === 0) return null
  return (
    <Card title={who === 'nobody' || application.organisation ? texts.ask : texts.title}>
      <KeyValue facts={facts} />
    </Card>
  )
}
