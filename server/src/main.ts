import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ConfigError, readConfig } from './config.ts'
import { EmbeddedDatabaseError } from './db/embedded.ts'
import { MigrationError } from './db/migrate.ts'
import { fillDemonstration, isEmpty } from './demonstration/fill-demonstration.ts'
import { printAccounts } from './demonstration/print-accounts.ts'
import { createApp } from './http/app.ts'
import { routesFor } from './http/routes.ts'
import { startWorker } from './jobs/worker.ts'
import { openRuntime, type Runtime } from './runtime.ts'

/** A sentence for the person at the terminal, without a stack. */
class StartError extends Error {}

async function start(): Promise<void> {
  const config = readConfig()
  if (config.role !== 'worker') await assertPortFree(config.port, config.host)
  const worker = config.role !== 'api'
  const unfinished = join(config.dataDir, 'sample-unfinished')
  // Half a sample was never served: there is nothing in it to keep.
  const runtime = await openRuntime(config, { share: false, worker, anew: existsSync(unfinished) })
  const { context } = runtime
  stopOnSignals(runtime, [])
  if (runtime.embedded && config.demonstration && (await isEmpty(context))) {
    say('Filling the empty database with a made-up sample …')
    writeFileSync(unfinished, 'The sample was not filled to its end; the next start begins anew.\n')
    await fillDemonstration(context)
    rmSync(unfinished)
  }
  if (worker) await startWorker(context)
  if (config.role === 'worker') {
    say('ready worker')
    return
  }
  const app = await createApp(context, routesFor(config))
  stopOnSignals(runtime, [() => app.close()])
  await app.listen({ port: config.port, host: config.host })
  const address = app.server.address()
  const port = address && typeof address === 'object' ? address.port : config.port
  say(`ready http://localhost:${port}`)
  if (config.demonstration) await printAccounts(context, say)
}

/** Asked before anything is started, so that a taken port costs a second and no database. */
function assertPortFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(`Port ${port} is in use. Set PORT to another one, for example PORT=8081.`)
          : error,
      )
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

let stopping = false
let steps: (() => Promise<unknown>)[] = []
let letEnd = (): void => {}

/** Ctrl-C, a stop signal, or the end of the parent: requests end, jobs end, then the database. */
function stopOnSignals(runtime: Runtime, before: (() => Promise<unknown>)[]): void {
  steps = [...before, () => runtime.stop()]
  letEnd = () => runtime.letEnd()
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
    // The embedded server's library listens too, and would stop the database before the requests have ended.
    process.removeAllListeners(event)
    process.on(event, () => {
      if (!stopping) void stop()
    })
  }
}

async function stop(): Promise<void> {
  stopping = true
  letEnd()
  await takeSteps()
  process.exit(0)
}

/** Whatever became of one step, the next is taken: the database ends last. */
async function takeSteps(): Promise<void> {
  for (const step of steps) await step().catch(() => {})
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

start().catch(async (error: unknown) => {
  const told =
    error instanceof ConfigError ||
    error instanceof MigrationError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof StartError
  process.stderr.write(
    `${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  await takeSteps()
  process.exit(1)
})
