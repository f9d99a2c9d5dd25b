import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { text, Uuid } from '../values.ts'

/** Bytes of every piece of an upload but the last. */
export const CHUNK_BYTES = 1024 * 1024
/** The largest file that is taken: a register of a million rows is about 300 MB. */
export const MAX_FILE_BYTES = 1024 * 1024 * 1024
/** The largest list that another agency brings; the register of a whole city has less. */
export const MAX_LIST_BYTES = 64 * 1024 * 1024

const Received = z.object({
  id: Uuid,
  /** Pieces that arrived, so that a broken upload goes on where it stopped. */
  received: z.array(z.int()),
  complete: z.boolean(),
})

/** Starting again with the same id answers with what arrived so far. */
export const startUpload = defineOperation({
  id: 'startUpload',
  method: 'POST',
  path: '/api/uploads',
  summary: 'Announce a file that comes in pieces; announced again, tells which pieces are here',
  access: 'officer',
  records: 'upload',
  body: z.object({
    id: Uuid,
    purpose: z.enum(['register', 'list']),
    name: text(200),
    bytes: z.int().check(z.gte(1), z.lte(MAX_FILE_BYTES)),
  }),
  responses: { 200: Received },
})

/** The body is the piece itself, as application/octet-stream. The last piece completes the file. */
export const putUploadChunk = defineOperation({
  id: 'putUploadChunk',
  method: 'PUT',
  path: '/api/uploads/:id/chunks/:seq',
  summary: 'Send one piece of a file; the same piece again changes nothing',
  access: 'officer',
  records: 'upload',
  takesBytes: CHUNK_BYTES,
  params: z.object({ id: Uuid, seq: z.pipe(z.string().check(z.regex(/^\d{1,5}$/)), z.transform(Number)) }),
  responses: { 200: Received },
})
