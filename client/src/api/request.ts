import type { ErrorBody } from '@yijian/shared/errors'
import type { AnswerOf, Operation } from '@yijian/shared/operation'
import type { CallOf, Endpoint } from './endpoint.ts'
import { Refused, Unreachable } from './problems.ts'
import { currentSession, refreshEndpoint, setSession } from './session.ts'

const TIMEOUT_MS = 20_000
const UPLOAD_TIMEOUT_MS = 120_000

type Rest<O extends Operation> = Record<string, never> extends CallOf<O> ? [call?: CallOf<O>] : [call: CallOf<O>]

/**
 * One call of an operation. An access token that has run out is renewed once, quietly.
 * @throws Refused with the server's code · Unreachable when no answer came, also after 20 s
 */
export async function request<O extends Operation>(endpoint: Endpoint<O>, ...[call]: Rest<O>): Promise<AnswerOf<O>> {
  return exchange(endpoint, (call ?? {}) as Parts) // the contract's three parts as plain values
}

/** Sends a file as the raw body of an operation that takes one; slow networks get two minutes. */
export async function upload<O extends Operation>(
  endpoint: Endpoint<O>,
  call: CallOf<O>,
  file: Blob,
): Promise<AnswerOf<O>> {
  return exchange(endpoint, { ...(call as Parts), file }) // as above
}

interface Parts {
  readonly params?: Record<string, string | number>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
  readonly file?: Blob
}

async function exchange<O extends Operation>(endpoint: Endpoint<O>, parts: Parts): Promise<AnswerOf<O>> {
  try {
    return (await attempt(endpoint, parts)) as AnswerOf<O> // the server checks its answers against this very contract
  } catch (problem) {
    if (!mayRenew(endpoint, problem) || !(await renewSession())) throw problem
    return (await attempt(endpoint, parts)) as AnswerOf<O> // as above
  }
}

/** A 401 about the session; a mistyped one-time code is a 401 too, and no renewal mends it. */
function mayRenew(endpoint: Endpoint, problem: unknown): boolean {
  if (!(problem instanceof Refused) || problem.status !== 401) return false
  return problem.code !== 'code_wrong' && endpoint.path !== refreshEndpoint.path
}

let renewing: Promise<boolean> | undefined

/**
 * A new access token by the cookie, asked for once however many calls are waiting: the cookie rotates, and using an
 * old one again would end the session. False when there is no session (any more).
 * @throws Unreachable
 */
export function renewSession(): Promise<boolean> {
  renewing ??= request(refreshEndpoint)
    .then(
      (session) => {
        setSession(session)
        return true
      },
      (problem) => {
        if (!(problem instanceof Refused)) throw problem
        setSession(null)
        return false
      },
    )
    .finally(() => {
      renewing = undefined
    })
  return renewing
}

async function attempt({ method, path }: Endpoint, { params, query, body, file }: Parts): Promise<unknown> {
  const token = path === refreshEndpoint.path ? undefined : currentSession()?.accessToken
  const content = file ?? (body === undefined ? null : JSON.stringify(body))
  try {
    const response = await fetch(address(path, params, query), {
      method,
      credentials: 'same-origin',
      headers: {
        'accept-language': document.documentElement.lang,
        ...(content !== null && { 'content-type': file?.type ?? 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: content,
      signal: AbortSignal.timeout(file ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS),
    })
    if (response.status === 204) return undefined
    const answer: unknown = await response.json()
    if (response.ok) return answer
    throw isErrorBody(answer) ? new Refused(response.status, answer) : new Unreachable(answer)
  } catch (cause) {
    // Besides a dead network: a proxy's or a captive portal's page in place of JSON, a connection cut half-way.
    throw cause instanceof Refused || cause instanceof Unreachable ? cause : new Unreachable(cause)
  }
}

/** Where a call of this operation goes, for what fetches by itself. */
export function addressOf<O extends Operation>({ path }: Endpoint<O>, call: CallOf<O>): string {
  const { params, query } = call as Parts // the contract's parts as plain values
  return address(path, params, query)
}

function address(path: string, params: Parts['params'], query: Parts['query']): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params?.[name]
    if (value === undefined) throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.append(name, String(value))
  }
  return search.size > 0 ? `${filled}?${search}` : filled
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
}
