import type { ParseArgsConfig } from 'node:util'
import type { Context } from '../context.ts'

export type CommandCall = {
  readonly context: Context
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
  readonly json: boolean
  /** Standard output, a line. */
  say(line: string): void
  /** Standard error, a line: progress, and what went wrong. */
  warn(line: string): void
  /** Standard error: how far it is; on a terminal each line takes the place of the one before. */
  progress(line: string): void
  /** Aborted by Ctrl-C, for commands that say they can be cancelled. */
  readonly signal: AbortSignal
}

export type Command = {
  readonly usage: string
  readonly about: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** Ctrl-C aborts `signal` and lets it end in its own way; without this the process ends at once. */
  readonly cancellable?: true
  /** @returns the exit code */
  run(call: CommandCall): Promise<number>
}

/** Thrown with a sentence that says what to do; the command ends with 1. */
export class CommandError extends Error {}

export function requireText(values: CommandCall['values'], name: string): string {
  const value = values[name]
  if (typeof value !== 'string' || value.trim() === '') throw new CommandError(`--${name} is missing.`)
  return value.trim()
}

/** A comma-separated list. */
export function readList(value: unknown): string[] {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
    : []
}
