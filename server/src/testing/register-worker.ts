import { Readable } from 'node:stream'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { openDatabase } from '../db/client.ts'
import { runApplyImport, runUndoImport } from '../imports/run-import-jobs.ts'
import { stageBatch } from '../imports/stage-batch.ts'
import { openQueue } from '../jobs/queue.ts'
import { createLogger } from '../log.ts'
import { openUpload } from '../uploads/open-upload.ts'
import { testConfig } from './config.ts'

/** A worker that is killed by the test that started it: while it reads a file that never ends, or while it applies one or takes one back. */
export type RegisterWorkerSettings = {
  readonly url: string
  readonly fieldSecret: string
  readonly indexSecret: string
  readonly batchId: number
  /** The upload to read, to stop short of its end; without one the batch is applied or taken back, as it was decided. */
  readonly fileId?: string
}

const settings: RegisterWorkerSettings = JSON.parse(process.argv[2] ?? '{}')
const database = openDatabase(settings.url)
const fieldSecret = Buffer.from(settings.fieldSecret, 'base64')
const context = {
  config: testConfig(),
  database,
  cipher: createFieldCipher([{ kid: 'k1', secret: fieldSecret }], Buffer.from(settings.indexSecret, 'base64')),
  queue: await openQueue(database, { supervise: false, onError: () => {} }),
  log: createLogger({ logLevel: 'silent' }),
  now: () => new Date(),
}
const { batchId, fileId } = settings
if (fileId === undefined) {
  await runApplyImport(context, batchId)
  await runUndoImport(context, batchId)
} else await stageBatch(context, { batchId, source: await endless(fileId) })

/** Read once it is whole; the second time the end never comes. */
async function endless(id: string) {
  const upload = await openUpload(context, id)
  let opened = 0
  async function* withoutEnd(): AsyncGenerator<Buffer> {
    for await (const chunk of upload.open()) yield chunk
    process.send?.('hanging')
    await new Promise(() => {})
  }
  return {
    name: upload.name,
    open: () => {
      opened += 1
      return opened === 1 ? upload.open() : Readable.from(withoutEnd(), { objectMode: false })
    },
  }
}
