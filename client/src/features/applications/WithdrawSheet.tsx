import type { ApplicationView } from '@yijian/shared/application/contract'
import type { FormEvent } from 'react'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { withdrawEndpoint } from './endpoints.ts'

interface WithdrawSheetProps {
  readonly application: ApplicationView
  readonly open: boolean
  readonly onClose: () => void
  readonly onWithdrawn: (application: ApplicationView) => void
  readonly onStale: () => void
}

export function WithdrawSheet({ application, open, onClose, onWithdrawn, onStale }: WithdrawSheetProps) {
  const { withdraw: texts, stale } = useText(applicationsTexts)
  const toast = useToast()
  const { id, version } = application
  const command = useCommand(async (note: string, commandId) => {
    try {
      return await request(withdrawEndpoint, {
        params: { id: String(id) },
        body: { commandId, version, ...(note && { note }) },
      })
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 409) throw problem
      onClose()
      onStale()
      toast(stale)
      return undefined
    }
  })

  const problems = useProblemErrors(command.problem)

  async function withdraw(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const changed = await command.run(String(new FormData(event.currentTarget).get('note') ?? '').trim())
    if (!changed) return
    onClose()
    onWithdrawn(changed)
    toast(texts.done)
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={texts.title}
      foot={
        <>
          <Button type="submit" form="withdraw" weight="grave" busy={command.busy}>
            {texts.confirm}
          </Button>
          <Button weight="quiet" onClick={onClose}>
            {texts.keep}
          </Button>
        </>
      }
    >
      <form id="withdraw" noValidate onSubmit={withdraw} className="form">
        <ErrorSummary errors={problems} />
        <p>{texts.text}</p>
        <TextArea name="note" label={texts.note} optional maxLength={500} />
      </form>
    </Sheet>
  )
}
