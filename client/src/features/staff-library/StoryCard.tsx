import { outreachActions, outreachWays, reasonWord } from '@yijian/shared/outreach/words'
import type { Word } from '@yijian/shared/vocabulary'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { type Locale, useLocale, useText } from '../../i18n/locale.tsx'
import { type StaffEnterpriseTexts, staffEnterpriseTexts } from '../../i18n/zh-CN/staff-enterprise.ts'
import { Card } from '../../ui/Card.tsx'
import { Timeline, type TimelineEntry } from '../../ui/Timeline.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Enterprise } from './next-step.ts'

type Told = TimelineEntry & { readonly at: string }
type Tell = {
  readonly texts: StaffEnterpriseTexts['story']
  readonly locale: Locale
  readonly word: (word: Word) => string
}

/** Shown at once; what is older is folded. */
const SHOWN = 8

/** Everything that was said and done with an enterprise, the newest first. */
export function StoryCard({ enterprise }: { readonly enterprise: Enterprise }) {
  const { story: texts } = useText(staffEnterpriseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const entries = storyOf(enterprise, { texts, locale, word })
  const older = entries.slice(SHOWN)
  return (
    <Card title={texts.title}>
      {entries.length === 0 && <p>{texts.none}</p>}
      <Timeline entries={entries.slice(0, SHOWN)} />
      {older.length > 0 && (
        <details className="fold">
          <summary>{texts.older(older.length)}</summary>
          <Timeline entries={older} />
        </details>
      )}
    </Card>
  )
}

function storyOf({ contacts, moves, invitations }: Enterprise, { texts, locale, word }: Tell): Told[] {
  const said = (parts: readonly (string | null | false)[]) => {
    const lines = parts.filter((part) => part !== null && part !== false && part !== '')
    return lines.length > 0 && { said: lines.map((line) => <div key={String(line)}>{line}</div>) }
  }
  const next = (day: string | null) => day !== null && texts.next(formatDay(day, locale))
  return [
    ...contacts.map(
      (one): Told => ({
        key: `contact ${one.id}`,
        at: one.recordedAt,
        state:
          one.outcome === 'no_answer' || one.outcome === 'refuses' || one.outcome === 'rule_out' ? 'stopped' : 'done',
        title: `${word(outreachWays[one.way])} · ${word(outreachActions[one.outcome])}`,
        who: [one.officerName, one.officeName, ...(one.spokeWith ? [texts.spokeWith(one.spokeWith)] : [])].join(
          '\u00a0· ',
        ),
        when: { iso: one.happenedOn, text: formatDay(one.happenedOn, locale) },
        ...said([one.reason && word(reasonWord(one.reason)), next(one.nextOn), one.note]),
      }),
    ),
    // What was answered to an invitation is told with it.
    ...moves
      .filter(({ invitationId }) => invitationId === null)
      .map(
        (one): Told => ({
          key: `move ${one.id}`,
          at: one.at,
          state: one.action === 'rest' ? 'stopped' : 'done',
          title: tookOver(one) ? texts.took : word(outreachActions[one.action]),
          who: [one.officerName, one.officeName].flatMap((name) => name ?? []).join('\u00a0· '),
          when: { iso: one.at, text: formatMoment(one.at, locale) },
          ...said([
            one.action === 'assign' &&
              !tookOver(one) &&
              one.assignedName !== null &&
              texts.assignedTo(one.assignedName),
            one.reason && word(reasonWord(one.reason)),
            next(one.nextOn),
            one.note,
          ]),
        }),
      ),
    ...invitations.flatMap((one): Told[] => [
      ...(one.endedAt !== null && one.state !== 'live' && one.state !== 'used' && one.state !== 'over'
        ? [
            {
              key: `ended ${one.id}`,
              at: one.endedAt,
              state: 'stopped' as const,
              title: one.state === 'declined' ? texts.declined : texts.ended[one.state],
              when: { iso: one.endedAt, text: formatMoment(one.endedAt, locale) },
              ...(one.state === 'declined' && { who: texts.answeredFrom(one.phoneMasked) }),
              ...said([
                declined(one.declineReason, texts),
                next(moves.find(({ invitationId }) => invitationId === one.id)?.nextOn ?? null),
                one.declineNote,
              ]),
            },
          ]
        : []),
      {
        key: `invited ${one.id}`,
        at: one.sentAt,
        state: 'done',
        title: texts.invited,
        who: [one.officeName, texts.invitedTo(one.phoneMasked)].join('\u00a0· '),
        when: { iso: one.sentAt, text: formatMoment(one.sentAt, locale) },
      },
    ]),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

/** Assigned to oneself. */
function tookOver({ action, assignedName, officerName }: Enterprise['moves'][number]): boolean {
  return action === 'assign' && assignedName === officerName
}

function declined(reason: string | null, { declineReasons }: StaffEnterpriseTexts['story']): string | null {
  const words: Readonly<Record<string, string>> = declineReasons
  return reason === null ? null : (words[reason] ?? null)
}
