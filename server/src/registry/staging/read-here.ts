import { setImmediate } from 'node:timers/promises'
import { createPlaceFinder } from '@yijian/shared/division'
import { REQUIRED_FIELDS } from '@yijian/shared/registry/header'
import { cipherOf } from '../../crypto/field-cipher.ts'
import { openTable } from '../tables/read-table.ts'
import type { TableRow } from '../tables/table.ts'
import { knownFinder } from './known-table.ts'
import type { Reading, ReadingOptions } from './read-in-threads.ts'
import { createRowStager, emptyTally } from './stage-rows.ts'
import type { TableFacts } from './thread-messages.ts'

/** So few that other requests hardly wait for them: some five milliseconds. */
const ROWS_AT_ONCE = 100

/** Reads a small file on the thread that asks for it: starting others takes longer than the reading. */
export function readHere({ source, columns, rowData: { keys, places, known, statusWords } }: ReadingOptions): Reading {
  const progress = { rows: 0, bytes: 0 }
  const tally = emptyTally()
  let facts: TableFacts | undefined
  let failure: unknown

  return {
    progress,
    async *lines() {
      const { rows, blocks: _, ...table } = await openTable(source, REQUIRED_FIELDS, columns)
      facts = table
      const stage = createRowStager(
        {
          mapping: table.mapping,
          cipher: cipherOf(keys),
          findPlace: createPlaceFinder(places),
          findKnown: known ? knownFinder(known) : () => undefined,
          statusWords,
        },
        tally,
      )
      for await (const some of together(rows())) {
        if (failure !== undefined) throw failure
        progress.rows += some.length
        yield stage(some)
        await setImmediate()
      }
    },
    fail(error) {
      failure ??= error
    },
    result() {
      if (!facts) throw new Error('the file has not been read')
      return { table: facts, tally }
    },
    stop: async () => {},
  }
}

async function* together(rows: AsyncIterable<TableRow>): AsyncGenerator<readonly TableRow[]> {
  let some: TableRow[] = []
  for await (const row of rows) {
    if (some.push(row) < ROWS_AT_ONCE) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
