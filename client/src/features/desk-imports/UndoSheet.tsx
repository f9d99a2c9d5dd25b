import type { ImportView } from '@yijian/shared/imports/contract'
import { type FormEvent, useState } from 'react'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import type { ImportCommands } from './use-import.ts'
import { useAmounts } from './words.ts'

interface UndoSheetProps {
  readonly open: boolean
  readonly view: ImportView
  readonly commands: ImportCommands
  readonly close: () => void
}

const FORM = 'undo-form'

/** What taking it back does, and why it is taken back. */
export function UndoSheet({ open, view: { counts }, commands: { undo }, close }: UndoSheetProps) {
  const { undo: texts } = useText(staffImportsTexts)
  const { count } = useAmounts()
  const toast = useToast()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const answered = useProblemErrors(undo.problem, ['reason'])
  const shown = errors.length > 0 ? errors : answered
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    setErrors(reason === '' ? [{ field: 'reason', message: texts.reasonMissing }] : [])
    if (reason === '' || !(await undo.run(reason))) return
    close()
    toast(texts.begun)
  }
  return (
    <Sheet
      open={open}
      onClose={() => {
        undo.clear()
        setErrors([])
        close()
      }}
      title={texts.title}
      foot={
        <Button type="submit" form={FORM} weight="grave" busy={undo.busy}>
          {texts.confirm}
        </Button>
      }
    >
      <ErrorSummary errors={shown} />
      <div className="prose">
        <p>{texts.will}</p>
        <ul>
          {counts.new > 0 && <li>{texts.removed(count(counts.new))}</li>}
          {counts.changed > 0 && <li>{texts.restored(count(counts.changed))}</li>}
          {counts.vanished > 0 && <li>{texts.unmarked(count(counts.vanished))}</li>}
        </ul>
        <p>{texts.kept}</p>
      </div>
      <form id={FORM} noValidate onSubmit={submit}>
        <TextArea
          name="reason"
          label={texts.reason}
          error={shown.find(({ field }) => field === 'reason')?.message}
          maxLength={500}
        />
      </form>
    </Sheet>
  )
}
