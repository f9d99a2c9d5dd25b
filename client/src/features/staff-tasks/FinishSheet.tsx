import { useQueryClient } from '@tanstack/react-query'
import type { Task } from '@yijian/shared/tasks/contract'
import { waysOf } from '@yijian/shared/tasks/task-kinds'
import { type FormEvent, useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffTasksTexts } from '../../i18n/zh-CN/staff-tasks.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { finishTaskEndpoint } from './endpoints.ts'
import { sentenceOf } from './TaskCard.tsx'

const FORM = 'finish-task'

interface Finishing {
  readonly task: Task
  readonly how: string
  readonly note: string | null
}

/** How a task was done, from the closed list of its kind; some ways need a sentence. */
export function FinishSheet({ task, close }: { readonly task: Task | undefined; readonly close: () => void }) {
  const texts = useText(staffTasksTexts)
  const { locale } = useLocale()
  const word = useWord()
  const toast = useToast()
  const explain = useExplain()
  const queries = useQueryClient()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const finish = useCommand(async ({ task: { id, version }, how, note }: Finishing) => {
    try {
      return await request(finishTaskEndpoint, { params: { id: String(id) }, body: { version, how, note } })
    } finally {
      // Done or refused, the task is not as the list shows it.
      for (const key of ['tasks', 'queues', 'case', 'queue']) void queries.invalidateQueries({ queryKey: [key] })
    }
  })
  const ways = task ? waysOf(task.kind) : {}
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message

  function end() {
    setErrors([])
    finish.clear()
    close()
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!task) return
    const data = new FormData(event.currentTarget)
    const how = String(data.get('how') ?? '')
    const note = String(data.get('note') ?? '').trim()
    const wrong: FormError[] = [
      ...(how === '' ? [{ field: 'how', message: texts.form.howNeeded }] : []),
      ...(ways[how]?.note && note === '' ? [{ field: 'note', message: texts.form.noteNeeded }] : []),
    ]
    setErrors(wrong)
    if (wrong.length > 0) return
    if (await finish.run({ task, how, note: note === '' ? null : note })) {
      end()
      toast(texts.form.saved)
    }
  }
  return (
    <Sheet
      open={task !== undefined}
      onClose={end}
      title={texts.form.title}
      foot={
        <Button type="submit" form={FORM} weight="main" busy={finish.busy}>
          {texts.form.save}
        </Button>
      }
    >
      {task && (
        <form id={FORM} className="sheet-form" noValidate onSubmit={submit}>
          {finish.problem !== undefined && (
            <Notice tone="look" title={explain(finish.problem)} live>
              <p>{texts.form.changed}</p>
            </Notice>
          )}
          <ErrorSummary errors={errors} />
          <p>
            {task.enterprise.name}
            <br />
            {sentenceOf(task, texts, locale)}
          </p>
          <RadioGrid
            name="how"
            label={texts.form.how}
            error={errorOf('how')}
            choices={Object.entries(ways).map(([value, way]) => ({
              value,
              label: word(way),
              ...(way.note && { hint: texts.form.noteNeeded }),
            }))}
          />
          <TextArea
            name="note"
            label={texts.form.note}
            hint={texts.form.noteHint}
            error={errorOf('note')}
            maxLength={300}
            optional
          />
        </form>
      )}
    </Sheet>
  )
}
