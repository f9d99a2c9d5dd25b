import { createHash, timingSafeEqual } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { Refusal } from '@yijian/shared/errors'
import type { Access } from '@yijian/shared/operation'
import type { FastifyRequest } from 'fastify'
import type { SmsCallback } from '../config.ts'
import type { Context } from '../context.ts'
import { findCaller } from '../identity/find-caller.ts'
import { readAccessToken } from '../identity/tokens.ts'

/**
 * Finds who calls and refuses those whom the operation does not admit. The session, the account and the
 * post are read on every request, so that a revocation is felt by the next one.
 * @throws Refusal not_signed_in, session_ended, choose_a_post, not_an_officer; not_found where only a gateway may call
 */
export async function authenticate(context: Context, request: FastifyRequest, access: Access): Promise<void> {
  if (access === 'gateway') {
    if (!isGateway(context.config.smsCallback, request)) throw new Refusal('not_found')
    request.caller = undefined
    return
  }
  const claims = request.headers.authorization ? await readAccessToken(request, context.now()) : undefined
  const found = claims ? await findCaller(context, claims) : undefined
  if (access === 'anyone' || access === 'demonstration') {
    request.caller = found?.caller
    return
  }
  if (!found) throw new Refusal(claims ? 'session_ended' : 'not_signed_in')
  if (access === 'signed-in') {
    request.caller = found.caller
    return
  }
  if (!found.caller.officer) throw new Refusal(found.hasPosts ? 'choose_a_post' : 'not_an_officer')
  request.caller = found.caller.officer
}

/** Knows the secret of the address and calls from its own network; told apart from a wrong address by nothing. */
function isGateway(callback: SmsCallback | undefined, { params, ip }: FastifyRequest): boolean {
  const given = typeof params === 'object' && params !== null && 'key' in params ? String(params.key) : ''
  if (!callback || !timingSafeEqual(digest(given), digest(callback.key))) return false
  const address = ip.replace(/^::ffff:(?=\d+\.)/, '')
  return callback.from?.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') ?? true
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
