import type { LearnedPlaceView } from '@yijian/shared/places/contract'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { request } from '../../api/request.ts'
import { formatCount, formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { Table } from '../../ui/Table.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { listLearnedEndpoint } from './endpoints.ts'
import { RevokeSheet } from './RevokeSheet.tsx'

export type Lesson = z.infer<typeof LearnedPlaceView>

/** What corrections have taught, the newest first, each of which can be taken back. */
export function LearnedView({ q }: { readonly q: string }) {
  const { lessons: texts, noneFound } = useText(staffPlacesTexts)
  const [chosen, setChosen] = useState<Lesson>()
  const [open, setOpen] = useState(false)
  const learned = useBatches(['places-learned', q], (cursor) =>
    request(listLearnedEndpoint, { query: { ...(q && { q }), ...(cursor && { cursor }) } }),
  )
  const revoke = (lesson: Lesson) => {
    setChosen(lesson)
    setOpen(true)
  }
  return (
    <>
      <Batches
        of={learned}
        empty={<EmptyState title={q ? noneFound : texts.none}>{q ? undefined : texts.noneText}</EmptyState>}
      >
        {(items) => <Lessons items={items} revoke={revoke} />}
      </Batches>
      {chosen && <RevokeSheet key={chosen.id} lesson={chosen} open={open} onClose={() => setOpen(false)} />}
    </>
  )
}

interface LessonsProps {
  readonly items: readonly Lesson[]
  readonly revoke: (lesson: Lesson) => void
}

function Lessons({ items, revoke }: LessonsProps) {
  const { lessons: texts, learned, enterprises } = useText(staffPlacesTexts)
  const { columns } = texts
  const { locale } = useLocale()
  const wide = useWide()
  const street = ({ county, place }: Lesson) => `${county}${place.name}`
  const by = ({ officerName, officeName, learnedAt }: Lesson) => (
    <>
      {officerName}
      <br />
      <span className="fine">{[officeName, formatDay(learnedAt, locale)].join('\u00a0· ')}</span>
    </>
  )
  const action = (lesson: Lesson) => (
    <Button small onClick={() => revoke(lesson)}>
      {texts.revoke}
    </Button>
  )
  if (wide) {
    return (
      <Table
        caption={learned}
        captionUnseen
        rows={items}
        rowKey={({ id }) => String(id)}
        columns={[
          { key: 'key', header: columns.key, cell: (lesson) => <Name lesson={lesson} /> },
          { key: 'street', header: columns.street, cell: street, fit: 'tight' },
          { key: 'count', header: columns.count, cell: (one) => formatCount(one.enterprises, locale), fit: 'number' },
          { key: 'by', header: columns.by, cell: by },
          { key: 'revoke', header: texts.revoke, cell: action, fit: 'tight' },
        ]}
      />
    )
  }
  return items.map((lesson) => (
    <Card key={lesson.id} title={<Name lesson={lesson} />}>
      <KeyValue
        facts={[
          { label: columns.street, value: street(lesson) },
          { label: columns.count, value: enterprises(formatCount(lesson.enterprises, locale)) },
          {
            label: columns.by,
            value: lesson.officerName,
            note: [lesson.officeName, formatDay(lesson.learnedAt, locale)].join('\u00a0· '),
          },
        ]}
      />
      {action(lesson)}
    </Card>
  ))
}

function Name({ lesson: { key, contested } }: { readonly lesson: Lesson }) {
  const { lessons: texts } = useText(staffPlacesTexts)
  return (
    <>
      {key} {contested && <StatusTag tone="look">{texts.contested}</StatusTag>}
    </>
  )
}
