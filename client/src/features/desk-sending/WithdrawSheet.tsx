import type { SendingVersion } from '@yijian/shared/invitation/sending-contract'
import { type FormEvent, useState } from 'react'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import type { SendingCommands } from './use-sending-rules.ts'

interface WithdrawSheetProps {
  readonly version: SendingVersion | undefined
  readonly commands: SendingCommands
  readonly close: () => void
}

const FORM = 'withdraw-form'

/** What withdrawing published rules does, and why it is done. */
export function WithdrawSheet({ version, commands: { withdraw }, close }: WithdrawSheetProps) {
  const { withdrawal: texts } = useText(staffSendingTexts)
  const { locale } = useLocale()
  const toast = useToast()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const answered = useProblemErrors(withdraw.problem, ['reason'])
  const shown = errors.length > 0 ? errors : answered
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    setErrors(reason === '' ? [{ field: 'reason', message: texts.reasonMissing }] : [])
    if (reason === '' || version?.id == null || !(await withdraw.run({ id: version.id, reason }))) return
    close()
    toast(texts.done)
  }
  return (
    <Sheet
      open={version !== undefined}
      onClose={() => {
        withdraw.clear()
        setErrors([])
        close()
      }}
      title={texts.title}
      foot={
        <Button type="submit" form={FORM} weight="grave" busy={withdraw.busy}>
          {texts.confirm}
        </Button>
      }
    >
      <ErrorSummary errors={shown} />
      {version && <p>{texts.will(formatDay(version.effectiveFrom, locale))}</p>}
      <form id={FORM} noValidate onSubmit={submit}>
        <TextArea
          name="reason"
          label={texts.reason}
          error={shown.find(({ field }) => field === 'reason')?.message}
          maxLength={200}
        />
      </form>
    </Sheet>
  )
}
