import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process that runs: one that has ended but was not yet collected by its parent does not. */
export type RunningProcess = {
  /** When it was started, in the words of its system: two that were given one number differ in it. Empty: not known. */
  readonly started: string
  /** The name of its program; empty: not known. */
  readonly command: string
}

/** What runs under this number, if anything does. */
export function findProcess(pid: number): RunningProcess | undefined {
  if (!takesSignals(pid)) return undefined
  const seen = seenInProc(pid) ?? seenByPs(pid) ?? { state: '', started: '', command: '' }
  return seen.state === 'Z' ? undefined : seen
}

function takesSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

type Seen = RunningProcess & { readonly state: string }

function seenInProc(pid: number): Seen | undefined {
  try {
    const [, command = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const fields = rest.split(' ')
    // Counted since the machine was started, so that one is named as well.
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return { state: fields[0] ?? '', started: `${fields[19]} ${boot}`, command }
  } catch {
    return undefined
  }
}

/** Where there is no /proc, as on macOS. */
function seenByPs(pid: number): Seen | undefined {
  const ask = (what: string) =>
    execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    return { state: ask('state').slice(0, 1), started: ask('lstart'), command: ask('comm').split('/').at(-1) ?? '' }
  } catch {
    return undefined
  }
}
