import type { ErrorBody } from '@yijian/shared/errors'
import { Refused, Unreachable } from './problems.ts'
import { renewSession } from './request.ts'
import { currentSession } from './session.ts'

/** A file may come for minutes; that long nothing of it comes only where it never will. */
const QUIET_MS = 120_000

interface Asked {
  readonly method?: 'GET' | 'POST'
  readonly body?: object
  /** Told how much has come so far. */
  readonly onBytes?: (bytes: number) => void
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
  const quiet = endAfterQuiet()
  try {
    const first = await send(path, asked, quiet.signal)
    const response = first.status === 401 && (await renewSession()) ? await send(path, asked, quiet.signal) : first
    if (!response.ok) throw await refusal(response)
    return { content: await arrived(response, quiet.heard, asked.onBytes), name: nameIn(response) }
  } finally {
    quiet.stop()
  }
}

/** Ends a request when nothing has been heard of it for too long. */
function endAfterQuiet() {
  const end = new AbortController()
  const wait = () => setTimeout(() => end.abort(), QUIET_MS)
  let timer = wait()
  return {
    signal: end.signal,
    heard() {
      clearTimeout(timer)
      timer = wait()
    },
    stop: () => clearTimeout(timer),
  }
}

/** The browser keeps what has come, on its disk where it is much; what breaks off is no file. */
async function arrived(response: Response, heard: () => void, onBytes?: (bytes: number) => void): Promise<Blob> {
  let bytes = 0
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, onward) {
        heard()
        bytes += piece.length
        onBytes?.(bytes)
        onward.enqueue(piece)
      },
    }),
  )
  try {
    return await new Response(counted ?? null, { headers: response.headers }).blob()
  } catch (cause) {
    throw new Unreachable(cause)
  }
}

async function send(path: string, { method = 'GET', body }: Asked, signal: AbortSignal): Promise<Response> {
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
      signal,
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
