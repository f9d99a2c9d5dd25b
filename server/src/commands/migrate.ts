import { sql } from 'drizzle-orm'
import { firstRow, systemScope, withTx } from '../db/tx.ts'
import type { Command } from './command.ts'

/** Opening the runtime has migrated already; this says where the database stands. */
export const runMigrate: Command = {
  usage: '',
  about: 'Bring the database to the program’s migrations, as MIGRATION_DATABASE_URL.',
  options: {},
  async run({ context, json, say }) {
    const head = await withTx(context.database, systemScope, (tx) =>
      firstRow<{ number: number }>(tx, sql`select max(number) as number from schema_migration`),
    )
    say(json ? JSON.stringify({ migration: head?.number ?? 0 }) : `The database is at migration ${head?.number ?? 0}.`)
    return 0
  },
}
