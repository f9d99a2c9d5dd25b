import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss, type QueueOptions, type WorkOptions } from 'pg-boss'
import type { Database } from '../db/client.ts'
import type { Tx } from '../db/tx.ts'

const jobSchema = 'pgboss'

/**
 * Every queue. A job whose worker dies without a word is taken up again within 30 s: no heartbeat for
 * 10 s fails it, supervision looks every 5 s, and the retry follows after 1 s.
 */
export const queues = {
  'send-message': {
    retryLimit: 12,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
  },
  // The jobs themselves give up after a few attempts and say so where the file is shown.
  'stage-import': { retryLimit: 20, retryDelay: 1, expireInSeconds: 4 * 3600, heartbeatSeconds: 10 },
  'apply-import': { retryLimit: 20, retryDelay: 1, expireInSeconds: 4 * 3600, heartbeatSeconds: 10 },
  'undo-import': { retryLimit: 20, retryDelay: 1, expireInSeconds: 4 * 3600, heartbeatSeconds: 10 },
  'follow-up-import': {
    retryLimit: 12,
    retryDelay: 1,
    retryBackoff: true,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
  },
  'check-list': { retryLimit: 20, retryDelay: 1, expireInSeconds: 3600, heartbeatSeconds: 10 },
  'catch-up-follow-ups': { retryLimit: 0, expireInSeconds: 3600, heartbeatSeconds: 10 },
  'fill-library': { retryLimit: 0, expireInSeconds: 4 * 3600, heartbeatSeconds: 10 },
  'settle-pool': { retryLimit: 0, expireInSeconds: 600 },
  'seal-ledger': { retryLimit: 0, expireInSeconds: 60 },
  'lapse-returns': { retryLimit: 0, expireInSeconds: 300 },
  'purge-expired': { retryLimit: 2, expireInSeconds: 300 },
} as const satisfies Record<string, QueueOptions>

/** When the periodic queues get a job, in Hangzhou's time. */
const schedules = {
  'seal-ledger': '* * * * *',
  'lapse-returns': '*/10 * * * *',
  'catch-up-follow-ups': '*/10 * * * *',
  'fill-library': '* * * * *',
  'settle-pool': '* * * * *',
  'purge-expired': '30 3 * * *',
} as const satisfies Partial<Record<QueueName, string>>

export type QueueName = keyof typeof queues

/** What a job of each queue carries. */
export type JobData = {
  'send-message': { readonly messageId: string }
  'stage-import': { readonly batchId: number }
  'apply-import': { readonly batchId: number }
  'undo-import': { readonly batchId: number }
  'follow-up-import': { readonly batchId: number }
  'check-list': { readonly listId: number }
  'catch-up-follow-ups': Nothing
  'fill-library': Nothing
  'settle-pool': Nothing
  'seal-ledger': Nothing
  'lapse-returns': Nothing
  'purge-expired': Nothing
}

type Nothing = Readonly<Record<string, never>>

export type JobQueue = {
  /** Adds a job in the transaction of the fact that causes it: both are there, or neither. */
  send<Q extends QueueName>(tx: Tx, queue: Q, data: JobData[Q], options?: { startAfter?: Date }): Promise<void>
  /** Runs jobs of one queue until `stop`. A job that throws is tried again later. */
  work<Q extends QueueName>(queue: Q, run: (data: JobData[Q]) => Promise<void>, concurrency?: number): Promise<void>
  /** Lets running jobs finish, for at most 5 s. */
  stop(): Promise<void>
}

/** Creates or upgrades the job tables and queues as their owner; the application role only uses them. */
export async function installJobSchema(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: jobSchema, max: 1, supervise: false, schedule: true })
  // What fails here is thrown; an error that nobody listens to would end the process besides.
  boss.on('error', () => {})
  await boss.start()
  for (const [name, options] of Object.entries(queues)) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, options)
    else await boss.createQueue(name, options)
  }
  for (const [name, cron] of Object.entries(schedules)) await boss.schedule(name, cron, {}, { tz: 'Asia/Shanghai' })
  await boss.stop({ graceful: false })
}

/** @param options.supervise true where a worker runs: it looks for jobs whose worker died */
export async function openQueue(
  database: Database,
  options: { supervise: boolean; pollSeconds?: number; onError: (error: Error) => void },
): Promise<JobQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values) },
    schema: jobSchema,
    migrate: false,
    schedule: options.supervise,
    supervise: options.supervise,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    reindex: false,
  })
  boss.on('error', options.onError)
  await boss.start()
  // Warms the cache of queues: a miss inside a transaction would ask the pool for a second connection.
  for (const name of Object.keys(queues)) await boss.getQueueStats(name)
  const work: WorkOptions = { pollingIntervalSeconds: options.pollSeconds ?? 0.5, heartbeatRefreshSeconds: 3 }
  return {
    async send(tx, queue, data, { startAfter } = {}) {
      await boss.send(queue, data, { db: fromDrizzle(tx, sql), ...(startAfter ? { startAfter } : {}) })
    },
    async work(queue, run, concurrency = 4) {
      await boss.work<JobData[typeof queue]>(queue, { ...work, localConcurrency: concurrency }, async (jobs) => {
        for (const job of jobs) await run(job.data)
      })
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 5000, close: false })
    },
  }
}
