import { localDay } from '@yijian/shared/application/clock'
import { type DragEvent, type FormEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Field } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { dayInName, FILE_TYPES, fileProblem } from '../desk-files/choose-file.ts'
import { beginUpload, type Interrupted, isSameFile } from './register-upload.ts'
import { useAmounts } from './words.ts'

interface UploadFormProps {
  /** An upload that was cut off: the same file goes on where it stopped. */
  readonly interrupted: Interrupted | undefined
  readonly close: () => void
}

const today = () => localDay(new Date())

/** Which file, of which day, and whether it is the whole register. */
export function UploadForm({ interrupted, close }: UploadFormProps) {
  const { upload: texts } = useText(staffImportsTexts)
  const { megabytes } = useAmounts()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [file, setFile] = useState<File>()
  const [day, setDay] = useState(interrupted?.sourceDate ?? '')
  const [guessed, setGuessed] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const resumes = file !== undefined && interrupted !== undefined && isSameFile(file, interrupted)
  useEffect(() => input.current?.focus(), [])

  function choose(chosen: File | undefined) {
    setFile(chosen)
    const named = chosen && dayInName(chosen.name, today())
    if (named === undefined || (day !== '' && !guessed)) return
    setDay(named)
    setGuessed(true)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    if (!input.current || event.dataTransfer.files.length === 0) return
    input.current.files = event.dataTransfer.files
    choose(event.dataTransfer.files[0])
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const complete = new FormData(event.currentTarget).get('complete')
    const problem = fileProblem(file)
    const found: FormError[] = [
      ...(problem ? [{ field: 'file', message: texts[problem] }] : []),
      ...(day > today() ? [{ field: 'day', message: texts.dayLater }] : []),
      ...(complete === null ? [{ field: 'complete', message: texts.completeMissing }] : []),
    ]
    setErrors(found)
    if (file && found.length === 0) void beginUpload(file, { sourceDate: day || null, complete: complete === 'whole' })
  }
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message
  const stated = interrupted && (interrupted.complete ? 'whole' : 'part')
  return (
    <form
      noValidate
      onSubmit={submit}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      aria-label={texts.title}
    >
      <Card title={texts.title}>
        {interrupted && (
          <Notice tone="look" title={texts.interrupted}>
            <p>{texts.interruptedText(interrupted.name)}</p>
          </Notice>
        )}
        <ErrorSummary errors={errors} />
        <Field
          id="file"
          label={texts.file}
          hint={texts.fileHint}
          error={errorOf('file')}
          after={
            file && (
              <p className="hint" role="status">
                {texts.chosen(file.name, megabytes(file.size))}
                {resumes && ` ${texts.resumes}`}
              </p>
            )
          }
        >
          {(control) => (
            <input
              {...control}
              ref={input}
              className="input"
              type="file"
              name="file"
              accept={FILE_TYPES}
              onChange={(event) => choose(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
        <TextInput
          name="day"
          type="date"
          label={texts.day}
          hint={guessed ? texts.dayFromName : texts.dayHint}
          error={errorOf('day')}
          optional
          value={day}
          onChange={(event) => {
            setDay(event.currentTarget.value)
            setGuessed(false)
          }}
        />
        <RadioGrid
          key={stated}
          name="complete"
          label={texts.complete}
          error={errorOf('complete')}
          defaultValue={stated}
          choices={[
            { value: 'whole', label: texts.whole, hint: texts.wholeHint },
            { value: 'part', label: texts.part, hint: texts.partHint },
          ]}
        />
        <div className="buttons buttons-row">
          <Button type="submit" weight="main">
            {resumes ? texts.goOn : texts.start}
          </Button>
          <Button weight="quiet" onClick={close}>
            {interrupted ? texts.forget : texts.cancel}
          </Button>
        </div>
      </Card>
    </form>
  )
}
