import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { revokeLearnedEndpoint } from './endpoints.ts'
import type { Lesson } from './LearnedView.tsx'

interface RevokeSheetProps {
  readonly lesson: Lesson
  readonly open: boolean
  readonly onClose: () => void
}

const FORM = 'revoke-form'

/** What taking it back does, before it is done. */
export function RevokeSheet({ lesson, open, onClose }: RevokeSheetProps) {
  const { lessons: texts } = useText(staffPlacesTexts)
  const { locale } = useLocale()
  const toast = useToast()
  const queries = useQueryClient()
  const revoke = useCommand((body: { note?: string }, commandId) =>
    request(revokeLearnedEndpoint, { params: { id: String(lesson.id) }, body: { commandId, ...body } }),
  )
  const errors = useProblemErrors(revoke.problem)
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim()
    const done = await revoke.run(note ? { note } : {})
    if (!done) return
    onClose()
    toast(texts.revoked(formatCount(done.movedBack, locale), formatCount(done.movedOn, locale)))
    void queries.invalidateQueries({ queryKey: ['places-learned'] })
    void queries.invalidateQueries({ queryKey: ['place-pool'] })
  }
  return (
    <Sheet
      open={open}
      onClose={() => {
        revoke.clear()
        onClose()
      }}
      title={texts.revokeTitle}
      foot={
        <Button type="submit" form={FORM} weight="grave" busy={revoke.busy}>
          {texts.revoke}
        </Button>
      }
    >
      <ErrorSummary errors={errors} />
      <p>{texts.revokeText(lesson.key, lesson.place.name, formatCount(lesson.enterprises, locale))}</p>
      <form id={FORM} className="sheet-form" noValidate onSubmit={submit}>
        <TextInput name="note" label={texts.note} optional maxLength={200} />
      </form>
    </Sheet>
  )
}
