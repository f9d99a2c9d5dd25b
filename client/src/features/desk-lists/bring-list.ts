import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import { Refused, Unreachable } from '../../api/problems.ts'
import { request, upload } from '../../api/request.ts'
import { newId } from '../../new-id.ts'
import { putUploadChunkEndpoint, startUploadEndpoint } from '../desk-imports/endpoints.ts'
import { type Progress, sendInPieces } from '../desk-imports/send-in-pieces.ts'
import { createListEndpoint } from './endpoints.ts'

const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 20_000

/**
 * Sends a list and has it checked; goes on by itself after the network was gone.
 * @returns the list's id, undefined when it was stopped
 * @throws Unreadable · Refused
 */
export async function bringList(
  file: File,
  { tell, stopped }: { readonly tell: (progress: Progress) => void; readonly stopped: () => boolean },
): Promise<number | undefined> {
  const id = newId()
  const arrived = await sendInPieces({
    file,
    pieceBytes: CHUNK_BYTES,
    stopped,
    tell,
    wire: {
      announce: async () => {
        const body = { id, purpose: 'list', name: file.name, bytes: file.size } as const
        return (await request(startUploadEndpoint, { body })).received
      },
      async put(seq, piece) {
        await upload(putUploadChunkEndpoint, { params: { id, seq: String(seq) } }, piece)
      },
      mayPass,
      untilNextTry,
    },
  })
  if (!arrived) return undefined
  // The same upload is the same list, so asking again is safe.
  for (let failures = 1; !stopped(); failures += 1) {
    try {
      return (await request(createListEndpoint, { body: { uploadId: id } })).id
    } catch (problem) {
      if (!mayPass(problem)) throw problem
      tell({ sent: file.size, waiting: true })
      await untilNextTry(failures)
    }
  }
  return undefined
}

function mayPass(problem: unknown): boolean {
  if (problem instanceof Refused) return problem.status >= 500
  return problem instanceof Unreachable
}

function untilNextTry(failures: number): Promise<void> {
  return new Promise((resolve) => {
    function done() {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)))
    addEventListener('online', done)
  })
}
