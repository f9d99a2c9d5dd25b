import { createFieldCipher } from '../crypto/field-cipher.ts'
import { openDatabase } from '../db/client.ts'
import { openQueue } from '../jobs/queue.ts'
import { createLogger } from '../log.ts'
import { sendMessage } from '../messages/send-message.ts'
import { testConfig } from './config.ts'

/** A worker whose gateway never answers, to be killed by the test that started it. */
const env = process.env
const database = openDatabase(env.WORKER_DATABASE_URL ?? '')
const key = (value: string | undefined) => Buffer.from(value ?? '', 'base64')
const queue = await openQueue(database, { supervise: false, onError: () => {} })
const context = {
  config: testConfig(),
  database,
  cipher: createFieldCipher([{ kid: 'k1', secret: key(env.WORKER_FIELD) }], key(env.WORKER_INDEX)),
  queue,
  log: createLogger({ logLevel: 'silent' }),
  now: () => new Date(),
}
const hanging = {
  name: 'hanging',
  send: () => new Promise<string>(() => {}),
  find: async () => 'absent' as const,
}
await queue.work('send-message', ({ messageId }) => sendMessage(context, hanging, messageId))
