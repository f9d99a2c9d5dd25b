import type { Me, refreshSession, Session, signOut } from '@yijian/shared/identity/contract'
import { useSyncExternalStore } from 'react'
import { endpoint } from './endpoint.ts'

/**
 * Who is signed in here: undefined while it has not been asked, null when nobody is. Access token included, in memory
 * only: nothing a later script or the next person at this device could find. The refresh token is an httpOnly cookie
 * this code never sees.
 */
let current: Session | null | undefined
const listeners = new Set<() => void>()

export const refreshEndpoint = endpoint<typeof refreshSession>('POST', '/api/sign-in/refresh')
export const signOutEndpoint = endpoint<typeof signOut>('POST', '/api/sign-in/sign-out')

export function currentSession(): Session | null | undefined {
  return current
}

export function setSession(next: Session | null) {
  current = next
  for (const changed of listeners) changed()
}

/** After choosing a post: the same token, other powers. */
export function setMe(me: Me) {
  if (current) setSession({ ...current, ...me })
}

export function useSession(): Session | null | undefined {
  return useSyncExternalStore(subscribe, currentSession)
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
