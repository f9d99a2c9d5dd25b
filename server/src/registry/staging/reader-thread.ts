// Where a file is read, on a thread of its own; see thread-messages.ts. A thread starts twice as
// fast when it finds what an earlier one compiled.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./reader-thread-work.ts')
