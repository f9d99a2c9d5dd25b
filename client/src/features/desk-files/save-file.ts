import { type FetchedFile, fetchFile } from '../../api/fetch-file.ts'

/**
 * Saves a file behind sign-in to the device.
 * @param name what it is called, unless the server's answer says
 * @throws Refused with the server's code · Unreachable
 */
export async function saveFile(path: string, name: string): Promise<void> {
  const file = await fetchFile(path)
  handOver({ ...file, name: file.name ?? name })
}

/** Has the browser keep a file that has arrived. */
export function handOver({ content, name = 'file' }: FetchedFile): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
