import { Unreachable } from './problems.ts'
import { renewSession } from './request.ts'
import { currentSession } from './session.ts'

/**
 * A picture behind sign-in. An `<img>` could not carry the token, so it is fetched and shown as a blob.
 * @param path beginning with `/api/`
 * @throws Unreachable also when the picture is refused: there is nothing to show either way
 */
export async function fetchPicture(path: string): Promise<Blob> {
  const first = await send(path)
  const response = first.status === 401 && (await renewSession()) ? await send(path) : first
  if (!response.ok) throw new Unreachable(response.status)
  return response.blob()
}

async function send(path: string): Promise<Response> {
  const token = currentSession()?.accessToken
  try {
    const headers = { 'accept-language': document.documentElement.lang }
    return await fetch(path, {
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    })
  } catch (cause) {
    throw new Unreachable(cause)
  }
}
