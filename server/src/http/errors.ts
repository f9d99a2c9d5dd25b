import {
  type ErrorBody,
  type ErrorCode,
  errors,
  errorText,
  type Language,
  Refusal,
  type RefusalDetails,
} from '@yijian/shared/errors'
import { fieldErrorNamed, fieldErrorText } from '@yijian/shared/field-errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { FirstLoad } from '../imports/find-first-load.ts'
import { describeError, rootCause, stringProperty } from '../log.ts'

const RETRY_SECONDS = 2
/** Whoever waits for a long load looks again meanwhile: it may be faster than thought. */
const MOST_RETRY_SECONDS = 30

// Lock timeout, deadlock, serialisation failure, statement timeout.
const BUSY = new Set(['55P03', '40P01', '40001', '57014', '53300'])
// Shutdown, crash recovery, connection failures, disk full, read-only.
const UNAVAILABLE = /^(57P0[1-5]|08...|53[12]..|25006|25P03|ECONN[A-Z]+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT)$/

/**
 * Turns whatever was thrown into the one shape of refusal, worded in the caller's language.
 * @param findFirstLoad asked where the register keeps readers waiting
 */
export async function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  findFirstLoad?: () => Promise<FirstLoad | undefined>,
) {
  const classified = classify(error)
  const load = classified.code === 'busy' ? await findFirstLoad?.() : undefined
  const { code, details } = load ? untilLoaded(load) : classified
  const { status } = errors[code]
  if (code === 'internal') request.log.error({ err: describeError(error) }, 'request failed')
  if (code === 'unavailable') request.log.warn({ err: describeError(error) }, 'database not available')
  if (details.retryAfter !== undefined) reply.header('retry-after', details.retryAfter)
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(errorBody(code, details, request.language))
}

function errorBody(code: ErrorCode, details: RefusalDetails, language: Language): ErrorBody {
  const { fields, ...others } = details
  const worded = fields?.map(({ path, message }) => ({ path, message: fieldErrorText(message, language) }))
  return {
    code,
    message: errorText(code, language, details.secondsLeft),
    ...others,
    ...(worded ? { fields: worded } : {}),
  }
}

type Classified = { readonly code: ErrorCode; readonly details: RefusalDetails }

function classify(error: unknown): Classified {
  if (error instanceof Refusal) return { code: error.code, details: error.details }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.slice(1).replaceAll('/', '.'),
      message: fieldErrorNamed(message),
    }))
    return { code: 'invalid_input', details: { fields } }
  }
  const known = statusOf(error)
  if (known) return known
  const cause = rootCause(error)
  const code = stringProperty(cause, 'code') ?? ''
  const message = cause instanceof Error ? cause.message : ''
  // Two commands under one id at the same moment: neither had seen the other.
  if (code === '23505' && stringProperty(cause, 'constraint')?.endsWith('_command_id_key'))
    return { code: 'command_reused', details: {} }
  // An id of more digits than any row can have.
  if (code === '22003' && message.startsWith('value "')) return { code: 'not_found', details: {} }
  if (BUSY.has(code) || message.startsWith('timeout exceeded when trying to connect')) return again('busy')
  if (
    UNAVAILABLE.test(code) ||
    /^(Connection terminated|Client (has encountered a connection error|was closed))/.test(message)
  )
    return again('unavailable')
  return { code: 'internal', details: {} }
}

function again(code: 'busy' | 'unavailable'): Classified {
  return { code, details: { retryAfter: RETRY_SECONDS } }
}

function untilLoaded({ secondsLeft }: FirstLoad): Classified {
  return { code: 'first_load', details: { secondsLeft, retryAfter: Math.min(secondsLeft, MOST_RETRY_SECONDS) } }
}

/** Errors of the framework itself: bodies that cannot be read, and the rate limit. */
function statusOf(error: unknown): Classified | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  if (error.statusCode === 413) return { code: 'too_large', details: {} }
  if (error.statusCode === 415) return { code: 'unsupported_media_type', details: {} }
  if (error.statusCode === 429) return { code: 'too_many_requests', details: { retryAfter: 60 } }
  if (typeof error.statusCode === 'number' && error.statusCode < 500) return { code: 'malformed_request', details: {} }
  return undefined
}
