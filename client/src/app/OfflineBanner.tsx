import { useSyncExternalStore } from 'react'
import { useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'

export function OfflineBanner() {
  const { offline } = useText(shellTexts)
  const online = useOnline()
  return <div role="status">{!online && <p className="strip">{offline}</p>}</div>
}

/** What the device believes; a request may still fail while it says it is online. */
function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}

function subscribe(changed: () => void) {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}
