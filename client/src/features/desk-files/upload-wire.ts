import { Refused, Unreachable } from '../../api/problems.ts'
import { request, upload } from '../../api/request.ts'
import { putUploadChunkEndpoint, startUploadEndpoint } from './endpoints.ts'
import type { Wire } from './send-in-pieces.ts'

const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 20_000

interface Announced {
  readonly id: string
  readonly purpose: 'register' | 'list'
  readonly name: string
  readonly bytes: number
}

/** How the pieces of this file reach the server. */
export function wireOf(file: Announced): Wire {
  return {
    announce: async () => (await request(startUploadEndpoint, { body: file })).received,
    async put(seq, piece) {
      await upload(putUploadChunkEndpoint, { params: { id: file.id, seq: String(seq) } }, piece)
    },
    mayPass,
    untilNextTry,
  }
}

/** Trouble that a later try may not meet any more. */
export function mayPass(problem: unknown): boolean {
  if (problem instanceof Refused) return problem.status >= 500 || problem.status === 429
  return problem instanceof Unreachable
}

const waiting = new Set<() => void>()

/** Whoever waits tries now instead of after the pause. */
export function goOnNow(): void {
  for (const go of waiting) go()
}

/** A pause that grows with the failures; ends as soon as the network is back. */
export function untilNextTry(failures: number): Promise<void> {
  return new Promise((resolve) => {
    function done() {
      clearTimeout(timer)
      removeEventListener('online', done)
      waiting.delete(done)
      resolve()
    }
    const timer = setTimeout(done, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)))
    addEventListener('online', done)
    waiting.add(done)
  })
}
