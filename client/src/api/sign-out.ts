import { clearAllDrafts } from '../offline/draft.ts'
import { request } from './request.ts'
import { setSession, signOutEndpoint } from './session.ts'

/**
 * Ends the session and leaves nothing on this device for the next person at the counter. Without a network the session
 * here ends all the same, but the cookie stays until it runs out: then `Unreachable` is thrown, and the person is told.
 */
export async function signOut(): Promise<void> {
  await clearAllDrafts()
  try {
    await request(signOutEndpoint)
  } finally {
    setSession(null)
  }
}
