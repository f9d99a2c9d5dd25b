import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findProcess } from './running-process.ts'

/** First its sessions are ended and everything is written out; one that hangs then is stopped as by a crash. */
const FAST_MS = 30_000
const AT_ONCE_MS = 10_000

export type Postmaster = { readonly pid: number; readonly port: number }

/** The PostgreSQL that runs on this folder, whoever started it, as its pid file names it. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  const found = pid > 0 ? findProcess(pid) : undefined
  // After the machine was started anew the number may be somebody else's.
  if (!found || !/^(postgres.*|)$/.test(found.command) || worksIn(pid, folder) === false) return undefined
  return { pid, port }
}

/** PostgreSQL works in its folder. Undefined where the system does not tell. */
function worksIn(pid: number, folder: string): boolean | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return undefined
  }
}

/**
 * Stops a PostgreSQL whose program was killed. It must be certain that nobody owns the folder.
 * @param adminUrl of the cluster in this folder at a port: whoever lets us in is it
 * @returns false when it is still there
 */
export async function stopOrphan(folder: string, adminUrl: (port: number) => string): Promise<boolean> {
  const orphan = findPostmaster(folder)
  if (!orphan) {
    forgetStranger(folder)
    return true
  }
  if (!(worksIn(orphan.pid, folder) || (await letsIn(adminUrl(orphan.port))))) return false
  for (const [signal, most] of [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', AT_ONCE_MS],
  ] as const) {
    try {
      process.kill(orphan.pid, signal)
    } catch {
      // Gone meanwhile, or not ours to stop: what follows tells.
    }
    for (const end = Date.now() + most; Date.now() < end; await wait(50)) if (!findProcess(orphan.pid)) return true
  }
  return false
}

/** PostgreSQL does not start while the number in its pid file is another process of the same user. */
function forgetStranger(folder: string): void {
  const file = join(folder, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  // While nobody has that number the file stays: by it PostgreSQL finds sessions of a server that was killed.
  if (pid > 0 && findProcess(pid)?.command) rmSync(file)
}

async function letsIn(adminUrl: string): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      await wait(500)
    }
  }
  return false
}
