import type { ApplicationView } from '@yijian/shared/application/contract'
import { returnReasons, reviewActions, tiers } from '@yijian/shared/vocabulary'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { Card } from '../../ui/Card.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useWord } from './words.ts'

/** The whole way to the founding, and where on it this application stands. */
export function Way({ application }: { readonly application: ApplicationView }) {
  const texts = useText(applicationsTexts)
  const word = useWord()
  return (
    <Card title={texts.progress}>
      <Timeline
        entries={application.steps.map(({ name, tier, phase }, at) => ({
          key: `${at}`,
          state: phase,
          title: tier === null ? texts.steps[name] : texts.stepAt(texts.steps[name], word(tiers[tier])),
        }))}
      />
    </Card>
  )
}

const stopping: ReadonlySet<string> = new Set(['return', 'return_result', 'refuse', 'lapse'])

/** What has happened, newest first, with what officers wrote to the applicant. */
export function History({ application }: { readonly application: ApplicationView }) {
  const texts = useText(applicationsTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <Card title={texts.history}>
      <Timeline
        entries={[...application.history].reverse().map(({ at, action, by, text, reasons }) => ({
          key: `${at} ${action}`,
          state: stopping.has(action) ? ('stopped' as const) : ('done' as const),
          title: word(reviewActions[action]),
          when: { iso: at, text: formatMoment(at, locale) },
          who: by,
          said: (text || reasons.length > 0) && (
            <>
              {reasons.map((reason) => (
                <p key={reason}>{word(returnReasons[reason])}</p>
              ))}
              {text}
            </>
          ),
        }))}
      />
    </Card>
  )
}
