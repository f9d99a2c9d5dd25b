import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import { request } from '../../api/request.ts'
import { newId } from '../../new-id.ts'
import { type Progress, sendInPieces } from '../desk-files/send-in-pieces.ts'
import { mayPass, untilNextTry, wireOf } from '../desk-files/upload-wire.ts'
import { createListEndpoint } from './endpoints.ts'

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
    wire: wireOf({ id, purpose: 'list', name: file.name, bytes: file.size }),
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
