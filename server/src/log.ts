import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** One JSON object per line. Phones, codes, tokens and bodies never get here: callers log ids and codes of errors only. */
export function createLogger(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return destination ? pino(options, destination) : pino(options)
}

export type ErrorDescription = {
  readonly name: string
  readonly code?: string
  readonly constraint?: string
  readonly message: string
  readonly at: string[]
}

const QUERY_ERROR = 'DrizzleQueryError'

/**
 * What may be logged of an error. A failed query repeats its parameters in its message, and PostgreSQL
 * repeats values in `detail`: both could hold personal data, so only names, codes and places are kept.
 */
export function describeError(error: unknown): ErrorDescription {
  const cause = rootCause(error)
  const code = stringProperty(cause, 'code')
  const constraint = stringProperty(cause, 'constraint')
  const name = cause instanceof Error ? cause.name : typeof cause
  const fromPostgres = stringProperty(cause, 'severity') !== undefined
  return {
    name,
    ...(code ? { code } : {}),
    ...(constraint ? { constraint } : {}),
    message: fromPostgres || !(cause instanceof Error) ? 'withheld' : cause.message.replace(/\d{4,}/g, '#'),
    at: frames(error),
  }
}

/** The error below drizzle's wrapper, which is what PostgreSQL or the pool said. */
export function rootCause(error: unknown): unknown {
  let current = error
  while (current instanceof Error && current.cause instanceof Error) current = current.cause
  return current
}

export function stringProperty(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined
  const found = Reflect.get(value, key)
  return typeof found === 'string' ? found : undefined
}

function frames(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = error.constructor.name === QUERY_ERROR && error.cause instanceof Error ? error.cause.stack : error.stack
  return (own ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
}
