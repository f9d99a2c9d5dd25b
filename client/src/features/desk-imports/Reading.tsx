import type { ImportView } from '@yijian/shared/imports/contract'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ProgressBar } from '../desk-files/ProgressBar.tsx'
import { useAmounts } from './words.ts'

interface ReadingProps {
  readonly view: ImportView
  readonly onCancel: () => void
}

/** Rows read, how fast, how long still; the register is untouched. */
export function Reading({ view: { state, progress, actions }, onCancel }: ReadingProps) {
  const { reading } = useText(staffImportsTexts)
  const { count, left, spent } = useAmounts()
  const { rowsRead, rowsExpected, bytesRead, bytes, rowsPerSecond, secondsLeft, seconds } = progress
  const read = bytes > 0 && bytesRead >= bytes
  const told = state === 'staging' && !read && bytesRead > 0
  return (
    <Card title={reading.title}>
      <ProgressBar label={reading.progress} {...(told && { value: bytesRead, max: bytes })} />
      {state === 'staging' && (
        <p className="number">
          {[
            told && rowsExpected !== null
              ? reading.rowsOf(count(rowsRead), count(rowsExpected))
              : reading.rows(count(rowsRead)),
            ...(rowsPerSecond === null ? [] : [reading.speed(count(rowsPerSecond))]),
            ...(seconds === null || secondsLeft !== null ? [] : [spent(seconds)]),
            ...(secondsLeft === null ? [] : [left(secondsLeft)]),
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
