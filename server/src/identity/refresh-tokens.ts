import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Tx } from '../db/tx.ts'

const DAYS = 30
const COOKIE_PATH = '/api/sign-in'

type StoredToken = { readonly value: string; store(tx: Tx, context: Context, familyId: string): Promise<void> }

/** 256 random bits; the database keeps a keyed digest only. */
export function newRefreshToken(): StoredToken {
  return token(randomBytes(32).toString('base64url'))
}

/**
 * The one successor of a token, which only the server can compute: tabs that refresh at once, and a client
 * whose answer got lost, all arrive at the same next token instead of a branch each.
 */
export function successorOf(context: Context, value: string): StoredToken {
  return token(context.cipher.index('refresh token successor', value).toString('base64url'))
}

export function refreshDigest(context: Context, value: string): Buffer {
  return context.cipher.index('refresh token', value)
}

function token(value: string): StoredToken {
  return {
    value,
    async store(tx, context, familyId) {
      const now = context.now()
      const expiresAt = new Date(now.getTime() + DAYS * 24 * 3_600_000)
      await tx.execute(sql`insert into refresh_token (digest, family_id, issued_at, expires_at)
        values (${refreshDigest(context, value)}, ${familyId}, ${now.toISOString()}, ${expiresAt.toISOString()})`)
    },
  }
}

/** `__Secure-` makes browsers insist on HTTPS; `__Host-` would forbid the narrow path. */
function cookieName(context: Context): string {
  return context.config.production ? '__Secure-yijian-refresh' : 'yijian-refresh'
}

export function setRefreshCookie(context: Context, reply: FastifyReply, value: string): void {
  reply.setCookie(cookieName(context), value, {
    httpOnly: true,
    sameSite: 'strict',
    secure: context.config.production,
    path: COOKIE_PATH,
    maxAge: DAYS * 24 * 3600,
  })
}

export function clearRefreshCookie(context: Context, reply: FastifyReply): void {
  reply.clearCookie(cookieName(context), {
    httpOnly: true,
    sameSite: 'strict',
    secure: context.config.production,
    path: COOKIE_PATH,
  })
}

export function readRefreshCookie(context: Context, request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(context)]
}
