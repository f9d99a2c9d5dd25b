import { contradictions, standing } from '@yijian/shared/application/standard'
import { organisationKinds } from '@yijian/shared/vocabulary'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { NumberName, TypedNumbers } from './answers.ts'
import { countOf } from './numbers.ts'
import { useStandard } from './use-standard.ts'

/** What the numbers allow, in plain words, as soon as they are typed. Never a refusal: every answer has its way on. */
export function StandingNotice({ typed }: { readonly typed: TypedNumbers | undefined }) {
  const { standing: texts } = useText(applyTexts)
  const { locale } = useLocale()
  const { thresholds } = useStandard()
  const count = (name: NumberName) => countOf(typed?.[name])
  const members = count('members')
  const youth = count('youth')
  const staff = count('staff') ?? null
  // With three members nothing else matters; below that the number of young people does.
  if (members === undefined || (youth === undefined && (members ?? 0) < thresholds.branch)) return null
  // Nothing is promised on numbers that cannot be true together.
  if (contradictions({ staff, youth: youth ?? null, members, women: null, partyBranch: null }).length > 0) return null
  const result = standing({ members, youth: youth ?? null }, thresholds)
  if (result.result !== 'can') {
    const { title, text } = texts[result.result]
    return (
      <Notice title={title} live>
        <p>{typeof text === 'string' ? text : text(thresholds)}</p>
      </Notice>
    )
  }
  const kind = organisationKinds[result.kind][locale === 'en' ? 'en' : 'zh']
  const why =
    result.kind === 'youth_work_committee' || result.kind === 'joint_branch'
      ? texts.youth_work_committee(thresholds)
      : texts[result.kind](members ?? 0, thresholds)
  return (
    <Notice tone="good" title={texts.can(kind)} live>
      <p>{why}</p>
      {result.beside && <p>{texts.joint(thresholds)}</p>}
      {result.notes.map((note) => (
        <p key={note}>{texts[note](thresholds)}</p>
      ))}
    </Notice>
  )
}
