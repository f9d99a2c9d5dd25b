import type { CodeSent } from '@yijian/shared/identity/contract'

/** What the history entry of the code form carries, so that a page reloaded after a look at the messages goes on. */
export function codeSentIn(state: unknown): CodeSent | undefined {
  if (typeof state !== 'object' || state === null || !('sent' in state)) return undefined
  const { sent } = state
  return typeof sent === 'object' && sent !== null && 'requestId' in sent
    ? (sent as CodeSent) // only this application writes its history
    : undefined
}
