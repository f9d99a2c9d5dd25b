import { fetchPicture } from '../../api/picture.ts'

/**
 * Saves a file behind sign-in to the device; a link could not carry the token.
 * @param name what it is called, unless the server's answer is not readable here
 * @throws Unreachable also when it is refused
 */
export async function saveFile(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await fetchPicture(path))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
