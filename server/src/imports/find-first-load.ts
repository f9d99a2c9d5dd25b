import { secondsToApply } from '@yijian/shared/imports/time-to-apply'
import pg from 'pg'
import type { Database } from '../db/client.ts'
import type { Batch } from './batch-repository.ts'

/** A first load that keeps readers of the register waiting, and how long it may still take. */
export type FirstLoad = { readonly secondsLeft: number }

/** What a connection is called that changes the register, with how many seconds that may take; the batch's own row may be locked. */
const NAME = 'yijian applying'
const LEAST_SECONDS = 5
const LOOK_MS = 2000

export function nameWhileApplying(counts: Batch['counts']): string {
  return `${NAME} ${secondsToApply(counts)}`
}

/**
 * Looks whether a first load holds the register, on a connection of its own: those of the pool may all be waiting for it.
 * What was seen is good for two seconds, however many ask.
 */
export function lookForFirstLoad({ pool }: Pick<Database, 'pool'>): () => Promise<FirstLoad | undefined> {
  let seen: { readonly at: number; readonly load: Promise<FirstLoad | undefined> } | undefined
  return () => {
    const at = performance.now()
    if (!seen || at - seen.at > LOOK_MS) seen = { at, load: look(pool).catch(() => undefined) }
    return seen.load
  }
}

async function look(pool: pg.Pool): Promise<FirstLoad | undefined> {
  const { connectionString } = pool.options
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: LOOK_MS, query_timeout: LOOK_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ expected: number; seconds: number }>(
      `select substring(a.application_name from '\\d+$')::int as expected, extract(epoch from clock_timestamp() - a.xact_start)::float as seconds
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'relation' and l.database = (select oid from pg_database where datname = current_database())
         and l.relation = 'enterprise'::regclass and l.mode = 'AccessExclusiveLock' and l.granted and a.application_name like $1`,
      [`${NAME} %`],
    )
    const [load] = rows
    return load && { secondsLeft: Math.max(LEAST_SECONDS, Math.ceil(load.expected - load.seconds)) }
  } finally {
    await client.end().catch(() => {})
  }
}
