import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { findRunning } from '../db/embedded.ts'

export type Ended = { readonly code: number | null; readonly words: string }

export type EmbeddedProcess = {
  /** Rejects with its words when it ends before. */
  readonly ready: Promise<void>
  /** What its database was told to have gone through. */
  heard(): readonly string[]
  readonly ended: Promise<Ended>
  /** A statement on its database, from here. */
  run(statement: string): Promise<unknown[]>
  kill(): Promise<void>
  stop(): Promise<number | null>
}

/** A program that runs an embedded database in this folder, as a process of its own. */
export function startEmbeddedProcess(folder: string): EmbeddedProcess {
  const child = fork(join(import.meta.dirname, 'embedded-program.ts'), [folder], { silent: true, execArgv: [] })
  const said: string[] = []
  let words = ''
  child.on('message', (word) => said.push(String(word)))
  child.stderr?.on('data', (chunk) => {
    words += chunk
  })
  const ended = once(child, 'close').then(([code]): Ended => ({ code, words }))
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (word) => word === 'ready' && resolve())
    ended.then((end) => reject(new Error(end.words)))
  })
  // A test that only waits for the end need not handle this one.
  ready.catch(() => {})
  return {
    ready,
    heard: () => said.filter((word) => word !== 'ready'),
    ended,
    async run(statement) {
      const client = new pg.Client({ connectionString: findRunning(folder)?.migrationDatabaseUrl ?? '' })
      client.on('error', () => {})
      await client.connect()
      try {
        const done = await client.query(statement)
        return done.rows
      } finally {
        await client.end()
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      return (await ended).code
    },
  }
}
