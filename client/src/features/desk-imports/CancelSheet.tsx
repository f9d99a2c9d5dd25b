import { useExplain } from '../../api/explain.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useToast } from '../../ui/Toast.tsx'
import type { ImportCommands } from './use-import.ts'

interface CancelSheetProps {
  readonly open: boolean
  readonly commands: ImportCommands
  readonly close: () => void
}

export function CancelSheet({ open, commands: { cancel }, close }: CancelSheetProps) {
  const { cancel: texts } = useText(staffImportsTexts)
  const explain = useExplain()
  const toast = useToast()
  async function confirm() {
    if (!(await cancel.run(null))) return
    close()
    toast(texts.done)
  }
  return (
    <Sheet
      open={open}
      onClose={() => {
        cancel.clear()
        close()
      }}
      title={texts.title}
      foot={
        <Button weight="grave" busy={cancel.busy} onClick={() => void confirm()}>
          {texts.confirm}
        </Button>
      }
    >
      {cancel.problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(cancel.problem)}</p>
        </Notice>
      )}
      <p>{texts.text}</p>
    </Sheet>
  )
}
