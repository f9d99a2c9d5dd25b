import { isAway } from '../db/tell-outages.ts'
import { type Trouble, troubleOf } from '../imports/trouble-of.ts'

const sentences: Readonly<Record<Trouble, string>> = {
  disk_full: 'The disk of the database is full. Make room and run the command again; what it had begun is undone.',
  out_of_memory: 'The database has no memory left. Run the command again later; what it had begun is undone.',
}

/** What went wrong with the database while a command ran, in a sentence; undefined for anything else. */
export function sayDatabaseTrouble(error: unknown): string | undefined {
  const trouble = troubleOf(error)
  if (trouble) return sentences[trouble]
  if (isAway(error))
    return 'The database went away while the command ran. Run it again once the database is back; what was not finished is undone.'
  return undefined
}
