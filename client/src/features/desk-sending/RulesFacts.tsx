import type { SendingVersion } from '@yijian/shared/invitation/sending-contract'
import { useText } from '../../i18n/locale.tsx'
import { staffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx'

type Rules = Pick<
  SendingVersion,
  'fromHour' | 'toHour' | 'daysBetweenPerNumber' | 'timesPerEnterprise' | 'daysPerEnterprise' | 'validDays' | 'source'
>

/** One version in words; beside what would change stands what holds now. */
export function RulesFacts({ rules, now }: { readonly rules: Rules; readonly now?: Rules }) {
  const texts = useText(staffSendingTexts)
  const said = (one: Rules) =>
    ({
      hours: texts.hours(one.fromHour, one.toHour),
      perNumber: texts.perNumber(one.daysBetweenPerNumber),
      perEnterprise: texts.perEnterprise(one.timesPerEnterprise, one.daysPerEnterprise),
      valid: texts.valid(one.validDays),
    }) as const
  const after = said(rules)
  const before = now && said(now)
  const facts = (Object.keys(after) as (keyof typeof after)[]).map(
    (key): Fact => ({
      label: texts.rules[key],
      value: after[key],
      ...(before && before[key] !== after[key] && { note: texts.was(before[key]) }),
    }),
  ) // a const object's own keys
  return <KeyValue facts={[...facts, { label: texts.rules.source, value: rules.source, full: true }]} />
}
