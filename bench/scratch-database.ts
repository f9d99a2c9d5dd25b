import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFieldCipher } from '@yijian/server/crypto/field-cipher'
import { closeDatabase, openDatabase } from '@yijian/server/db/client'
import { startEmbedded } from '@yijian/server/db/embedded'
import { migrate } from '@yijian/server/db/migrate'
import pg from 'pg'

/** What importing and looking up need, on a migrated database that nobody else uses. */
export type Scratch = Awaited<ReturnType<typeof openScratch>>

/** Runs with a fresh embedded PostgreSQL, durable as in production, and removes it afterwards. */
export async function withScratch<T>(run: (scratch: Scratch) => Promise<T>): Promise<T> {
  const scratch = await openScratch()
  try {
    return await run(scratch)
  } finally {
    await scratch.close()
  }
}

export async function openScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'yijian-bench-'))
  const server = await startEmbedded(folder)
  await migrate(server.migrationDatabaseUrl, 'yijian_app')
  const database = openDatabase(server.databaseUrl)
  const owner = new pg.Client({ connectionString: server.migrationDatabaseUrl })
  await owner.connect()
  const cipher = createFieldCipher([{ kid: 'bench', secret: Buffer.alloc(32, 1) }], Buffer.alloc(32, 2))
  return {
    folder,
    owner,
    database,
    context: { database, cipher, now: () => new Date() },
    async close() {
      await owner.end()
      await closeDatabase(database)
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
