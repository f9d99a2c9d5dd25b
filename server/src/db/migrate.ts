import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { installJobSchema } from '../jobs/queue.ts'

export const migrationsFolder = join(import.meta.dirname, '../../../migrations')

export type MigrationFile = {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly sha256: string
}

/** Thrown when the database does not match the migrations at hand; the message says what to do. */
export class MigrationError extends Error {}

export function readMigrations(folder = migrationsFolder): MigrationFile[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { number: Number(name.slice(0, 4)), name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Brings a database to HEAD as its owner and grants `appRole` what it needs. Two at once: the second
 * waits. Each file is one transaction, so a killed run leaves whole migrations only.
 * @returns the numbers applied in this run
 */
export async function migrate(ownerUrl: string, appRole: string, folder = migrationsFolder): Promise<number[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'yijian-migrate' })
  client.on('error', () => {})
  await client.connect().catch((error: unknown) => {
    throw unreachable(error, 'MIGRATION_DATABASE_URL')
  })
  try {
    await client.query(`select pg_advisory_lock(hashtext('yijian.migrate'))`)
    await client.query(`create table if not exists schema_migration (
      number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`)
    const done = new Map(
      (await client.query<{ number: number; sha256: string }>('select number, sha256 from schema_migration')).rows.map(
        (row) => [row.number, row.sha256],
      ),
    )
    const applied: number[] = []
    for (const file of readMigrations(folder)) {
      const known = done.get(file.number)
      if (known === file.sha256) continue
      if (known)
        throw new MigrationError(`Migration ${file.name} was changed after it was applied; add a new one instead.`)
      await inTransaction(client, async () => {
        await client.query(file.text)
        await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [
          file.number,
          file.name,
          file.sha256,
        ])
      })
      applied.push(file.number)
    }
    await installJobSchema(ownerUrl)
    await inTransaction(client, async () => {
      await client.query(`select set_config('yijian.app_role', $1, true)`, [appRole])
      await client.query(readFileSync(join(folder, 'grants.sql'), 'utf8'))
    })
    return applied
  } finally {
    await client.end()
  }
}

async function inTransaction(client: pg.Client, run: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await run()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {}) // of a lost connection: what lost it is told
    throw error
  }
}

/** Names what a person has to mend before the database can be used; anything else stays as it is. */
function unreachable(error: unknown, setting: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === '42P01')
    return new MigrationError('The database has no schema yet: run "npm run yijian -- migrate" first.')
  if (code === '42501')
    return new MigrationError(
      `The role in ${setting} has no rights on the schema: run "npm run yijian -- migrate" with this role in DATABASE_URL and the owner in MIGRATION_DATABASE_URL.`,
    )
  if (/^28/.test(code))
    return new MigrationError(`The database refuses the user or the password in ${setting}: correct it.`)
  if (code === '3D000') return new MigrationError(`The database that ${setting} names does not exist: create it first.`)
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P03)/.test(code))
    return new MigrationError(`No database answers at the address in ${setting}: start it, or correct the address.`)
  return error
}

/** @throws MigrationError when the database is behind, or its application role could bypass the rules. */
export async function assertReady(pool: pg.Pool): Promise<void> {
  const head = readMigrations().at(-1)?.number ?? 0
  const found = await pool
    .query<{ head: number | null }>('select max(number) as head from schema_migration')
    .catch((error: unknown) => {
      throw unreachable(error, 'DATABASE_URL')
    })
  const at = found.rows[0]?.head ?? 0
  if (at !== head)
    throw new MigrationError(
      `The database is at migration ${at}, the program at ${head}: run "npm run yijian -- migrate".`,
    )
  const role = await pool.query<{ superuser: boolean; bypass: boolean; owns: boolean }>(
    `select rolsuper as superuser, rolbypassrls as bypass,
       exists (select 1 from pg_tables t where t.schemaname = 'public' and pg_has_role(current_user, t.tableowner, 'member')) as owns
     from pg_roles where rolname = current_user`,
  )
  const { superuser, bypass, owns } = role.rows[0] ?? { superuser: true, bypass: true, owns: true }
  if (superuser || bypass || owns) {
    throw new MigrationError(
      'DATABASE_URL names a role that owns the tables or bypasses row security. Use a plain role there and the owner only in MIGRATION_DATABASE_URL.',
    )
  }
}
