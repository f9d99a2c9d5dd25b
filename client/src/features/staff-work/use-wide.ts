import { useSyncExternalStore } from 'react'

const query = '(min-width: 960px)'

/** Whether there is room for tables; the same width at which the navigation moves to the left. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

function subscribe(changed: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}
