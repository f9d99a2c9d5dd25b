// Where rows of a file are turned into lines for the staging table, on a thread of its own; see thread-messages.ts. A thread starts twice as
// fast when it finds what an earlier one compiled.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./row-thread-work.ts')
