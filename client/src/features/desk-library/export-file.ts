import type { ErrorBody } from '@yijian/shared/errors'
import { Refused, Unreachable } from '../../api/problems.ts'
import { renewSession } from '../../api/request.ts'
import { currentSession } from '../../api/session.ts'
import { exportEndpoint } from './endpoints.ts'

/** Twenty thousand rows take a few seconds to write. */
const TIMEOUT_MS = 120_000

/**
 * Asks for the file and saves it to the device under the server's name.
 * @throws Refused with the server's code · Unreachable
 */
export async function exportFile(body: object): Promise<void> {
  const first = await send(body)
  const response = first.status === 401 && (await renewSession()) ? await send(body) : first
  if (!response.ok) throw await refusal(response)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = nameOf(response)
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

async function send(body: object): Promise<Response> {
  const token = currentSession()?.accessToken
  try {
    return await fetch(exportEndpoint.path, {
      method: exportEndpoint.method,
      headers: {
        'content-type': 'application/json',
        'accept-language': document.documentElement.lang,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
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

function nameOf(response: Response): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return found === undefined ? 'library' : decodeURIComponent(found)
}
