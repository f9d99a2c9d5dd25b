/** How long to wait for the new service worker to take over: WebKit does not reliably say when it has. */
const TAKEOVER_MS = 2500

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

/** Registers the service worker and watches for a newer one. Without service workers (WeChat on iOS) it does nothing. */
export async function watchForUpdates() {
  if (!('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register('/sw.js')
    if (registration.waiting && navigator.serviceWorker.controller) ready(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const incoming = registration.installing
      incoming?.addEventListener('statechange', () => {
        // Without a controller this is the very first installation, and there is nothing to update.
        if (incoming.state === 'installed' && navigator.serviceWorker.controller) ready(incoming)
      })
    })
    // An installed app is resumed for weeks without ever loading a page again.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => {}) // offline: next time
    })
  } catch {
    // storage is closed or the browser refuses: the application works without it
  }
}

export function applyUpdate() {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage({ type: 'SKIP_WAITING' })
  setTimeout(() => location.reload(), TAKEOVER_MS)
}

export function updateIsReady(): boolean {
  return waiting !== undefined
}

export function onUpdateReady(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

function ready(worker: ServiceWorker) {
  waiting = worker
  for (const changed of listeners) changed()
}
