import { fetchFile } from '../../api/fetch-file.ts'
import { handOver } from '../desk-files/save-file.ts'
import { exportEndpoint } from './endpoints.ts'

/**
 * Asks for the file and saves it to the device under the server's name; one that breaks off is not saved.
 * @throws Refused with the server's code · Unreachable
 */
export async function exportFile(body: object, onBytes: (bytes: number) => void): Promise<void> {
  handOver(await fetchFile(exportEndpoint.path, { method: 'POST', body, onBytes }))
}
