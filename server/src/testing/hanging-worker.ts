import { createFieldCipher } from '../crypto/field-cipher.ts'
import { openDatabase } from '../db/client.ts'
import { openQueue } from '../jobs/queue.ts'
import { createLogger } from '../log.ts'
import { sendMessage } from '../messages/send-message.ts'
import { testConfig } from './config.ts'

/** A worker whose gateway never answers, to be killed by the test that started it with its settings as JSON. */
export type HangingWorkerSettings = { readonly url: string; readonly fieldSecret: string; readonly indexSecret: string }

const settings: HangingWorkerSettings = JSON.parse(process.argv[2] ?? '{}')
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
const hanging = { name: 'hanging', send: () => new Promise<string>(() => {}), find: async () => 'absent' as const }
await context.queue.work('send-message', ({ messageId }) => sendMessage(context, hanging, messageId))
