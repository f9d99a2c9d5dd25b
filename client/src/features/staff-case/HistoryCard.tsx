import type { CaseView } from '@yijian/shared/application/case-contract'
import { returnReasons, reviewActions, reviewStates, tiers } from '@yijian/shared/vocabulary'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Card } from '../../ui/Card.tsx'
import { Timeline, type TimelineEntry } from '../../ui/Timeline.tsx'
import { useWord } from '../staff-work/use-word.ts'

type Event = CaseView['history'][number]

const stopped: readonly Event['action'][] = ['return', 'refuse', 'defer', 'withdraw', 'lapse', 'return_result', 'merge']

/** What has happened, where it stands, and the steps still to come on this road. */
export function HistoryCard({ view }: { readonly view: CaseView }) {
  const { history: texts, decision } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const { holder, steps, state } = view
  const past = view.history.map(
    (event): TimelineEntry => ({
      key: `event ${event.seq}`,
      state: stopped.includes(event.action) ? 'stopped' : 'done',
      title: word(reviewActions[event.action]),
      who: event.by === '' ? texts.system : [event.by, ...(event.office ? [event.office] : [])].join('\u00a0· '),
      when: { iso: event.at, text: formatMoment(event.at, locale) },
      ...(says(event) && { said: <Said event={event} /> }),
    }),
  )
  const now: TimelineEntry[] =
    holder.who === 'nobody' || state === 'established'
      ? []
      : [
          {
            key: 'now',
            state: 'now',
            title: word(reviewStates[state]),
            who: [
              holder.who === 'office' ? (holder.officeName ?? '') : texts.enterprise,
              ...(holder.officerName ? [holder.officerName] : []),
              ...(holder.dueAt ? [texts.due(formatDay(holder.dueAt, locale))] : []),
            ]
              .filter(Boolean)
              .join('\u00a0· '),
          },
        ]
  const later = now.length === 0 ? [] : steps.filter(({ phase }) => phase === 'later')
  return (
    <Card title={texts.title}>
      <Timeline
        entries={[
          ...past,
          ...now,
          ...later.map(
            (step): TimelineEntry => ({
              key: `later ${step.name} ${step.tier}`,
              state: 'later',
              title: step.tier ? `${word(tiers[step.tier])} · ${decision.steps[step.name]}` : decision.steps[step.name],
            }),
          ),
        ]}
      />
    </Card>
  )
}

function says({ reasons, applicantText, note }: Event): boolean {
  return reasons.length > 0 || applicantText !== null || note !== null
}

function Said({ event: { reasons, applicantText, note } }: { readonly event: Event }) {
  const { history: texts, comma } = useText(staffCaseTexts)
  const word = useWord()
  const lines = [
    ...(reasons.length > 0 ? [texts.reasons(reasons.map((reason) => word(returnReasons[reason])).join(comma))] : []),
    ...(applicantText ? [texts.said(applicantText)] : []),
    ...(note ? [texts.note(note)] : []),
  ]
  return lines.map((line) => <div key={line}>{line}</div>)
}
