import { localDay } from '@yijian/shared/application/clock'
import type { SendingRulesView } from '@yijian/shared/invitation/sending-contract'
import { widestHours } from '@yijian/shared/invitation/sending-rules'
import { type FormEvent, useState } from 'react'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { FIELDS, NUMBERS, readRules } from './read-rules.ts'
import type { SendingCommands } from './use-sending-rules.ts'

interface RulesFormProps {
  readonly view: SendingRulesView
  readonly commands: SendingCommands
  readonly close: () => void
}

/** New rules for a day to come, beginning with those that hold now. */
export function RulesForm({ view, commands: { propose }, close }: RulesFormProps) {
  const { form: texts } = useText(staffSendingTexts)
  const toast = useToast()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const answered = useProblemErrors(propose.problem, FIELDS)
  const shown = errors.length > 0 ? errors : answered
  const errorOf = (name: string) => shown.find(({ field }) => field === name)?.message
  const { inForce, coming, earliest, secondPersonNeeded } = view
  const hours = texts.hoursHint(widestHours.from, widestHours.to)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const known = { today: localDay(new Date()), others: [inForce, ...coming] }
    const read = readRules(new FormData(event.currentTarget), known, texts)
    setErrors('errors' in read ? read.errors : [])
    if ('errors' in read || !(await propose.run(read.rules))) return
    close()
    toast(texts.saved)
  }
  return (
    <Card title={texts.title}>
      <p>{secondPersonNeeded ? texts.second : texts.alone}</p>
      <form noValidate className="form" onSubmit={submit}>
        <ErrorSummary errors={shown} />
        <TextInput
          name="effectiveFrom"
          type="date"
          label={texts.effectiveFrom}
          hint={texts.effectiveFromHint}
          error={errorOf('effectiveFrom')}
          defaultValue={earliest}
        />
        {NUMBERS.map((name) => (
          <TextInput
            key={name}
            name={name}
            inputMode="numeric"
            maxLength={3}
            label={texts[name]}
            hint={name === 'toHour' ? hours : undefined}
            error={errorOf(name)}
            defaultValue={String(inForce[name])}
          />
        ))}
        <TextInput
          name="source"
          label={texts.source}
          hint={texts.sourceHint}
          error={errorOf('source')}
          maxLength={200}
        />
        <div className="buttons buttons-row">
          <Button type="submit" weight="main" busy={propose.busy}>
            {texts.save}
          </Button>
          <Button weight="quiet" onClick={close}>
            {texts.cancel}
          </Button>
        </div>
      </form>
    </Card>
  )
}
