import { useId } from 'react'
import { useExplain } from '../../api/explain.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProgressBar } from '../desk-files/ProgressBar.tsx'
import { Unreadable } from '../desk-files/send-in-pieces.ts'
import { goOnNow } from '../desk-files/upload-wire.ts'
import { dismissUpload, dropUpload, type RegisterUpload } from './register-upload.ts'
import { useAmounts } from './words.ts'

interface UploadProgressProps {
  readonly upload: RegisterUpload
  /** After a failure: to the form. */
  readonly again: () => void
}

/** How far the file is, and what to do when it does not go on. */
export function UploadProgress({ upload, again }: UploadProgressProps) {
  const { upload: texts } = useText(staffImportsTexts)
  const { megabytes, left } = useAmounts()
  const explain = useExplain()
  const name = useId()
  if (upload.phase === 'none' || upload.phase === 'arrived') return null
  if (upload.phase === 'failed') {
    return (
      <Card title={texts.failed}>
        <Notice tone="stop" title={upload.name} live>
          <p>{upload.problem instanceof Unreadable ? texts.unreadable : explain(upload.problem)}</p>
        </Notice>
        <div className="buttons buttons-row">
          <Button
            weight="main"
            onClick={() => {
              dismissUpload()
              again()
            }}
          >
            {texts.again}
          </Button>
        </div>
      </Card>
    )
  }
  const { bytes, sent, pace, secondsLeft, phase } = upload
  return (
    <Card title={texts.sending}>
      <p id={name}>{upload.name}</p>
      <ProgressBar labelledBy={name} value={sent} max={bytes} />
      {phase === 'finishing' ? (
        <p role="status">{texts.finishing}</p>
      ) : (
        <p className="number">
          {[
            texts.progress(megabytes(sent), megabytes(bytes)),
            ...(pace === undefined ? [] : [texts.pace(megabytes(pace))]),
            ...(secondsLeft === undefined ? [] : [left(secondsLeft)]),
          ].join('\u00a0· ')}
        </p>
      )}
      {phase === 'waiting' && (
        <Notice tone="look" title={texts.lost} live>
          <p>{texts.lostText}</p>
        </Notice>
      )}
      {phase === 'sending' && <p className="fine">{texts.stay}</p>}
      {phase !== 'finishing' && (
        <div className="buttons buttons-row">
          {phase === 'waiting' && <Button onClick={goOnNow}>{texts.now}</Button>}
          <Button weight="quiet" onClick={() => void dropUpload()}>
            {texts.stop}
          </Button>
        </div>
      )}
    </Card>
  )
}
