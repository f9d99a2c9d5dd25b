import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { UnreadableRegister } from './unreadable-register.ts'

/** The parts of a workbook by name, each read as text in pieces. */
export type WorkbookArchive = {
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  readonly read: (name: string) => AsyncGenerator<string>
}

/** Far above any register of a city; a file made to fill the memory is refused. 依据: TRUST T18. */
const MAX_ENTRIES = 100
const MAX_INFLATED = 200 * 1024 * 1024

/** Opens the zip archive that a workbook since 2007 is. Names with tricks in them and sizes that lie are refused. @throws UnreadableRegister */
export async function openArchive(bytes: Buffer): Promise<WorkbookArchive> {
  const entries = new Map<string, Entry>()
  const zip = await damaged(() => fromBufferPromise(bytes, { lazyEntries: true }))
  if (zip.entryCount > MAX_ENTRIES)
    throw new UnreadableRegister('The workbook holds too many parts; bring it as CSV.', 'workbook_too_large')
  let inflated = 0
  await damaged(async () => {
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize
      entries.set(entry.fileName.toLowerCase(), entry)
    }
  })
  if (inflated > MAX_INFLATED)
    throw new UnreadableRegister('The workbook is too large once unpacked.', 'workbook_too_large')
  return {
    names: [...entries.values()].map(({ fileName }) => fileName),
    has: (name) => entries.has(name.toLowerCase()),
    read(name) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) throw new UnreadableRegister(`The workbook lacks ${name}.`)
      return readEntry(zip, entry)
    },
  }
}

/** yauzl ends the stream with an error as soon as it is longer than its entry says, so no more than the sum above comes out. */
async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const stream = await damaged(() => zip.openReadStreamPromise(entry))
  const chunks = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await damaged(() => chunks.next())
      if (done) break
      yield decoder.decode(value, { stream: true })
    }
    yield decoder.decode()
  } finally {
    stream.destroy()
  }
}

async function damaged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch {
    throw new UnreadableRegister('The workbook is damaged, or it is none.')
  }
}
