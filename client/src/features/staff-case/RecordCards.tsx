import type { CaseView } from '@yijian/shared/application/case-contract'
import { contactMeans, proofs } from '@yijian/shared/vocabulary'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Card } from '../../ui/Card.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { useWord } from '../staff-work/use-word.ts'

/** Calls and visits, newest first. */
export function ContactsCard({ contacts }: { readonly contacts: CaseView['contacts'] }) {
  const { contacts: texts } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const count = (value: number | null) => (value === null ? '?' : String(value))
  if (contacts.length === 0) return null
  return (
    <Card title={texts.title}>
      <Timeline
        entries={contacts.map((one) => ({
          key: String(one.id),
          state: one.reached ? 'done' : 'stopped',
          title: `${word(contactMeans[one.means])} · ${one.reached ? texts.reached : texts.notReached}`,
          who: [one.officerName, one.officeName, ...(one.spokeWith ? [texts.spokeWith(one.spokeWith)] : [])].join(
            ' · ',
          ),
          when: { iso: one.at, text: formatMoment(one.at, locale) },
          said:
            one.numbers || one.note || one.authorityConfirmed ? (
              <>
                {one.authorityConfirmed && <div>{texts.authority}</div>}
                {one.numbers && (
                  <div>
                    {texts.numbers(count(one.numbers.staff), count(one.numbers.youth), count(one.numbers.members))}
                  </div>
                )}
                {one.note && <div>{one.note}</div>}
              </>
            ) : undefined,
        }))}
      />
    </Card>
  )
}

/** What others told about the same enterprise; kept, never a second application. */
export function NotesCard({ notes }: { readonly notes: CaseView['notes'] }) {
  const { notes: texts, application } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  if (notes.length === 0) return null
  const people = (value: number | null) => (value === null ? application.unknown : application.people(value))
  return (
    <Card title={texts.title}>
      <p>{texts.text}</p>
      {notes.map((note) => (
        <KeyValue
          key={`${note.at} ${note.contactPhoneMasked}`}
          facts={[
            { label: texts.contact, value: note.contactName, note: note.contactPhoneMasked },
            { label: application.proof, value: word(proofs[note.proof]) },
            { label: application.staff, value: people(note.numbers.staff) },
            { label: application.youth, value: people(note.numbers.youth) },
            { label: application.members, value: people(note.numbers.members) },
            { label: texts.submitted, value: formatMoment(note.at, locale) },
          ]}
        />
      ))}
    </Card>
  )
}
