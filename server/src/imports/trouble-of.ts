import { rootCause, stringProperty } from '../log.ts'

/** What keeps any file from going on, whatever is in it, and only whoever runs the server can mend. */
export type Trouble = 'disk_full' | 'out_of_memory'

const troubles: Readonly<Record<string, Trouble>> = {
  '53100': 'disk_full',
  ENOSPC: 'disk_full',
  '53200': 'out_of_memory',
}

export function troubleOf(error: unknown): Trouble | undefined {
  return troubles[stringProperty(rootCause(error), 'code') ?? '']
}
