import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProcess } from './running-process.ts'

/** A folder of data in the hands of this process. */
export type FolderClaim = { release(): void }

/** Whoever claims a folder makes this file before a word stands in it. */
const WRITING_MS = 5000

/**
 * Makes this process the owner of a folder, unless another one that still runs is; one that was killed is not. Every owner
 * adds a file with the next number, which only one of two can make, and the newest is never taken away.
 * @returns undefined while another process owns it
 */
export function claimFolder(dataDir: string): FolderClaim | undefined {
  const mine = JSON.stringify({ pid: process.pid, started: findProcess(process.pid)?.started ?? '' })
  for (;;) {
    const claims = claimsOf(dataDir)
    const newest = claims.at(-1) ?? 0
    if (newest > 0 && isHeld(fileOf(dataDir, newest))) return undefined
    const file = fileOf(dataDir, newest + 1)
    try {
      writeFileSync(file, mine, { flag: 'wx' })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue
      throw error
    }
    for (const earlier of claims) rmSync(fileOf(dataDir, earlier), { force: true })
    return { release: () => writeFileSync(file, JSON.stringify({ pid: null })) }
  }
}

/** Whether a running process owns it, this one included. */
export function isOwned(dataDir: string): boolean {
  const newest = claimsOf(dataDir).at(-1)
  return newest !== undefined && isHeld(fileOf(dataDir, newest))
}

function fileOf(dataDir: string, claim: number): string {
  return join(dataDir, `postgres-owner.${claim}.json`)
}

function claimsOf(dataDir: string): number[] {
  return readdirSync(dataDir)
    .flatMap((name) => /^postgres-owner\.(\d+)\.json$/.exec(name)?.slice(1) ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

function isHeld(file: string): boolean {
  const owner = readOwner(file)
  if (owner === 'being written') return true
  if (owner.pid === null) return false
  const running = findProcess(owner.pid)
  if (!running) return false
  return owner.started === '' || running.started === '' || owner.started === running.started
}

type Owner = { readonly pid: number | null; readonly started: string }

function readOwner(file: string): Owner | 'being written' {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
    // A machine that lost power may have left an empty one.
    return Date.now() - written < WRITING_MS ? 'being written' : { pid: null, started: '' }
  }
}
