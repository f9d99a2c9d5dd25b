import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useExplain } from '../../api/explain.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Field } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { FILE_TYPES } from '../desk-files/choose-file.ts'
import { ProgressBar } from '../desk-files/ProgressBar.tsx'
import { type Progress, Unreadable } from '../desk-files/send-in-pieces.ts'
import { bringList } from './bring-list.ts'
import { listFileProblem } from './list-file-problem.ts'

/** Choosing a list, and how far it is on its way. */
export function BringList({ close }: { readonly close: () => void }) {
  const { upload: texts } = useText(staffListsTexts)
  const navigate = useNavigate()
  const explain = useExplain()
  const [file, setFile] = useState<File>()
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const [progress, setProgress] = useState<Progress>()
  const name = useId()
  const run = useRef(0)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    return () => {
      run.current += 1
    }
  }, [])

  async function submit(event: FormEvent) {
    event.preventDefault()
    const wrong = listFileProblem(file)
    setError(wrong && texts[wrong])
    if (wrong || !file) return
    run.current += 1
    const mine = run.current
    const stopped = () => run.current !== mine
    setProblem(undefined)
    setProgress({ sent: 0, waiting: false })
    try {
      const id = await bringList(file, { stopped, tell: (at) => !stopped() && setProgress(at) })
      if (id !== undefined && !stopped()) navigate(paths.staffList(String(id)))
    } catch (failure) {
      if (!stopped()) setProblem(failure)
    } finally {
      if (!stopped()) setProgress(undefined)
    }
  }
  if (progress && file) {
    return (
      <Card title={texts.title}>
        <p id={name}>{texts.sending(file.name)}</p>
        <ProgressBar labelledBy={name} value={progress.sent} max={file.size} />
        {progress.waiting && (
          <Notice tone="look" live>
            <p>{texts.waiting}</p>
          </Notice>
        )}
        <div className="buttons buttons-row">
          <Button
            weight="quiet"
            onClick={() => {
              run.current += 1
              setProgress(undefined)
            }}
          >
            {texts.cancel}
          </Button>
        </div>
      </Card>
    )
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} aria-label={texts.title}>
      <Card title={texts.title}>
        {error !== undefined && <ErrorSummary errors={[{ field: 'file', message: error }]} />}
        {problem !== undefined && (
          <Notice tone="stop" live>
            <p>{problem instanceof Unreadable ? texts.unreadable : explain(problem)}</p>
          </Notice>
        )}
        <Field id="file" label={texts.file} hint={texts.hint} error={error}>
          {(control) => (
            <input
              {...control}
              ref={input}
              className="input"
              type="file"
              name="file"
              accept={FILE_TYPES}
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
        <div className="buttons buttons-row">
          <Button type="submit" weight="main">
            {texts.start}
          </Button>
          <Button weight="quiet" onClick={close}>
            {texts.cancel}
          </Button>
        </div>
      </Card>
    </form>
  )
}
