import fastifyJwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { derive } from '../crypto/field-cipher.ts'

const ISSUER = 'yijian'
const AUDIENCE = 'yijian-api'
const accessTokenSeconds = 15 * 60
const CLOCK_SKEW_SECONDS = 60

/** Claims of an access token: whose, of which session family, of which version of the account's rights. */
export type AccessClaims = {
  readonly sub: string
  readonly family: string
  readonly version: number
  readonly iat: number
}

/**
 * Access tokens as TRUST T10 asks: HS256 only, with issuer, audience, type, lifetime and the rest
 * required, because the library's defaults accept a token without any of them.
 */
export async function registerTokens(app: FastifyInstance, context: Context): Promise<void> {
  const keys = new Map(context.config.secrets.jwt.map(({ kid, secret }) => [kid, derive(secret, 'access')]))
  const [current] = context.config.secrets.jwt
  const signingKey = current && keys.get(current.kid)
  if (!current || !signingKey) throw new Error('no key signs access tokens')
  await app.register(fastifyJwt, {
    secret: {
      private: signingKey,
      public: async (_request: FastifyRequest, token: fastifyJwt.TokenOrHeader) => {
        const kid = 'header' in token ? token.header.kid : token.kid
        const key = typeof kid === 'string' ? keys.get(kid) : undefined
        if (!key) throw new Error('unknown key')
        return key
      },
    },
    decode: { complete: true },
    sign: {
      algorithm: 'HS256',
      iss: ISSUER,
      aud: AUDIENCE,
      expiresIn: accessTokenSeconds,
      kid: current.kid,
      header: { alg: 'HS256', typ: 'at+jwt' },
    },
    verify: {
      algorithms: ['HS256'],
      allowedIss: ISSUER,
      allowedAud: AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub', 'iss', 'aud', 'family', 'version'],
      maxAge: accessTokenSeconds,
      checkTyp: 'at+jwt',
    },
  })
}

export function issueAccessToken(app: FastifyInstance, now: Date, claims: Omit<AccessClaims, 'iat'>) {
  const token = app.jwt.sign(claims, { clockTimestamp: now.getTime() })
  return { accessToken: token, expiresAt: new Date(now.getTime() + accessTokenSeconds * 1000).toISOString() }
}

/** @returns undefined for anything but a token of ours that is valid now */
export async function readAccessToken(request: FastifyRequest, now: Date): Promise<AccessClaims | undefined> {
  const clockTimestamp = now.getTime()
  const claims: unknown = await request.jwtVerify({ clockTimestamp }).catch(() => undefined)
  if (!isClaims(claims)) return undefined
  return claims.iat * 1000 > clockTimestamp + CLOCK_SKEW_SECONDS * 1000 ? undefined : claims
}

function isClaims(value: unknown): value is AccessClaims {
  if (typeof value !== 'object' || value === null) return false
  const claims = value as Record<string, unknown> // every property is checked below
  return (
    typeof claims.sub === 'string' &&
    /^\d{1,15}$/.test(claims.sub) &&
    typeof claims.family === 'string' &&
    typeof claims.version === 'number' &&
    typeof claims.iat === 'number'
  )
}
