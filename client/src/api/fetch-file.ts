import type { ErrorBody } from '@yijian/shared/errors'
import { Refused, Unreachable } from './problems.ts'
import { renewSession } from './request.ts'
import { currentSession } from './session.ts'

/** Tens of thousands of rows take a few seconds to write, and a slow network longer to carry. */
const TIMEOUT_MS = 120_000

interface Asked {
  readonly method?: 'GET' | 'POST'
  readonly body?: object
}

/** A file behind sign-in, and what the server calls it. */
export interface FetchedFile {
  readonly content: Blob
  readonly name: string | undefined
}

/**
 * Asks for a file that a link could not: it would not carry the token.
 * @throws Refused with the server's code · Unreachable when no answer came, or it broke off
 */
export async function fetchFile(path: string, asked: Asked = {}): Promise<FetchedFile> {
  const first = await send(path, asked)
  const response = first.status === 401 && (await renewSession()) ? await send(path, asked) : first
  if (!response.ok) throw await refusal(response)
  try {
    return { content: await response.blob(), name: nameIn(response) }
  } catch (cause) {
    throw new Unreachable(cause)
  }
}

async function send(path: string, { method = 'GET', body }: Asked): Promise<Response> {
  const token = currentSession()?.accessToken
  try {
    return await fetch(path, {
      method,
      headers: {
        'accept-language': document.documentElement.lang,
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (cause) {
    throw new Unreachable(cause)
  }
}

async function refusal(response: Response): Promise<Refused | Unreachable> {
  try {
    const answer: unknown = await response.json()
    // Every refusal of the server has this shape; anything else came from a proxy.
    if (typeof answer === 'object' && answer !== null && 'code' in answer)
      return new Refused(response.status, answer as ErrorBody)
    return new Unreachable(answer)
  } catch (cause) {
    return new Unreachable(cause)
  }
}

function nameIn(response: Response): string | undefined {
  const found = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return found === undefined ? undefined : decodeURIComponent(found)
}
