import { type ChildProcess, spawn } from 'node:child_process'
import { root } from '../policing/tree.ts'

export type ProductProcess = {
  readonly child: ChildProcess
  readonly output: () => string
  readonly errors: () => string
  /** Resolves with the address once the product says it is ready; rejects with its words when it ends before. */
  readonly ready: Promise<string>
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>
  stop(): Promise<number | null>
}

/** Starts the product as its own process, as `npm start` does after installing and building. */
export function startProduct(env: Record<string, string>): ProductProcess {
  const { NODE_ENV: _, VITEST: __, ...inherited } = process.env
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: root,
    env: { ...inherited, INIT_CWD: root, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /^ready (http:\S+)/m.exec(output)?.[1]
      if (address) resolve(address)
    })
    ended.then((code) => reject(new Error(`ended with ${code} before it was ready: ${errors || output}`)))
  })
  // A test that only waits for the end need not handle this one.
  ready.catch(() => {})
  return {
    child,
    output: () => output,
    errors: () => errors,
    ready,
    ended,
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
