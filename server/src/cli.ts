import { parseArgs } from 'node:util'
import { type Command, CommandError } from './commands/command.ts'
import { runCrossCheck } from './commands/cross-check.ts'
import { sayDatabaseTrouble } from './commands/database-trouble.ts'
import { runDemonstration } from './commands/demonstration.ts'
import { runImport } from './commands/import.ts'
import { runMigrate } from './commands/migrate.ts'
import { rejectedRowsCommand } from './commands/rejected-rows.ts'
import {
  addOfficeCommand,
  addOfficerCommand,
  addPostCommand,
  disableOfficerCommand,
  endPostCommand,
} from './commands/set-up.ts'
import { statusWordsCommand } from './commands/status-words.ts'
import { undoImportCommand } from './commands/undo-import.ts'
import { runVerifyLedger } from './commands/verify-ledger.ts'
import { ConfigError, readConfig } from './config.ts'
import { EmbeddedDatabaseError } from './db/embedded.ts'
import { MigrationError } from './db/migrate.ts'
import { SetUpError } from './offices/set-up-error.ts'
import { openRuntime } from './runtime.ts'

/** THE LIST of commands, by the words that name them. */
const commands: Readonly<Record<string, Command>> = {
  migrate: runMigrate,
  import: runImport,
  'undo-import': undoImportCommand,
  'rejected-rows': rejectedRowsCommand,
  'status-words': statusWordsCommand,
  'cross-check': runCrossCheck,
  'verify-ledger': runVerifyLedger,
  demo: runDemonstration,
  'office add': addOfficeCommand,
  'officer add': addOfficerCommand,
  'officer disable': disableOfficerCommand,
  'post add': addPostCommand,
  'post end': endPostCommand,
}

async function run(argv: readonly string[]): Promise<number> {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((words) => Object.hasOwn(commands, words))
  const command = name === undefined ? undefined : commands[name]
  if (!command || name === undefined) {
    const asked = argv[0] === undefined || argv[0] === '--help' || argv[0] === 'help'
    process[asked ? 'stdout' : 'stderr'].write(
      asked ? usage() : `There is no command "${argv.join(' ')}".\n\n${usage()}`,
    )
    return asked ? 0 : 1
  }
  const { values, positionals } = parseArgs({
    args: argv.slice(name.split(' ').length),
    options: { ...command.options, help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) {
    process.stdout.write(`yijian ${name} ${command.usage}\n\n${command.about}\n`)
    return 0
  }
  const config = { ...readConfig(), logLevel: 'error' }
  const runtime = await openRuntime(config, { share: true, worker: false })
  try {
    const signal = command.cancellable ? abortOnSignals() : new AbortController().signal
    const json = values.json === true
    return await command.run({ context: runtime.context, values, positionals, json, say, warn, progress, signal })
  } finally {
    await runtime.stop()
  }
}

function usage(): string {
  const rows = Object.entries(commands).map(([name, { usage, about }]) => `  ${`${name} ${usage}`.padEnd(44)} ${about}`)
  return `yijian <command> [--help] [--json]\n\n${rows.join('\n')}\n`
}

/** The first Ctrl-C, or stop signal, asks the command to end; the second ends the process. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The embedded server's library listens too, and would stop the database under the command.
    process.removeAllListeners(event)
    process.on(event, () => {
      if (controller.signal.aborted) process.exit(130)
      controller.abort()
    })
  }
  return controller.signal
}

let progressStands = false

function say(line: string): void {
  endProgress()
  process.stdout.write(`${line}\n`)
}

function warn(line: string): void {
  endProgress()
  process.stderr.write(`${line}\n`)
}

function progress(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r${line}\x1b[K` : `${line}\n`)
  progressStands = process.stderr.isTTY
}

function endProgress(): void {
  if (progressStands) process.stderr.write('\n')
  progressStands = false
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const badUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  const told =
    [CommandError, ConfigError, MigrationError, EmbeddedDatabaseError, SetUpError].some(
      (kind) => error instanceof kind,
    ) || badUsage
  const trouble = told ? undefined : sayDatabaseTrouble(error)
  warn(trouble ?? (error instanceof Error ? (told ? error.message : (error.stack ?? error.message)) : String(error)))
  process.exitCode = 1
}
// Said outright: the embedded server's exit hook would otherwise end an idle process with 0.
process.exit(process.exitCode)
