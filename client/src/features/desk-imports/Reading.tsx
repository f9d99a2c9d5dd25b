import type { ImportView } from '@yijian/shared/imports/contract'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import { useAmounts } from './words.ts'

interface ReadingProps {
  readonly view: ImportView
  readonly onCancel: () => void
}

/** Rows read, how fast, how long still; the register is untouched. */
export function Reading({ view: { state, progress, actions }, onCancel }: ReadingProps) {
  const { reading } = useText(staffImportsTexts)
  const { count, left } = useAmounts()
  const { rowsRead, bytesRead, bytes, rowsPerSecond, secondsLeft } = progress
  const read = bytes > 0 && bytesRead >= bytes
  return (
    <Card title={reading.title}>
      <ProgressBar label={reading.progress} {...(state === 'staging' && !read && { value: bytesRead, max: bytes })} />
      {state === 'staging' && (
        <p className="number">
          {[
            reading.rows(count(rowsRead)),
            ...(rowsPerSecond === null || read ? [] : [reading.speed(count(rowsPerSecond))]),
            ...(secondsLeft === null || read ? [] : [left(secondsLeft)]),
          ].join('\u00a0· ')}
        </p>
      )}
      <p className="fine">{state === 'received' ? reading.waiting : read ? reading.comparing : reading.text}</p>
      {actions.includes('cancel') && (
        <div className="buttons buttons-row">
          <Button weight="quiet" onClick={onCancel}>
            {reading.cancel}
          </Button>
        </div>
      )}
    </Card>
  )
}
