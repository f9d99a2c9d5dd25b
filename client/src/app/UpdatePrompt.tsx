import { useState, useSyncExternalStore } from 'react'
import { useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'
import { applyUpdate, onUpdateReady, updateIsReady } from '../offline/app-update.ts'
import { Button } from '../ui/Button.tsx'

/** Offers a new release and never forces it: somebody may be in the middle of a form. */
export function UpdatePrompt() {
  const { update } = useText(shellTexts)
  const ready = useSyncExternalStore(onUpdateReady, updateIsReady)
  const [putOff, setPutOff] = useState(false)
  if (!ready || putOff) return null
  return (
    <div className="strip strip-info" role="status">
      <p>{update.ready}</p>
      <Button small weight="main" onClick={applyUpdate}>
        {update.now}
      </Button>
      <Button small weight="quiet" onClick={() => setPutOff(true)}>
        {update.later}
      </Button>
    </div>
  )
}
