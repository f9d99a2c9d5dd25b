import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string
    template: string
  }
}

const templateDatabase = 'yijian_template'

/** One real PostgreSQL for the whole run, with a migrated template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'yijian-test-'))
  const server = await startEmbedded(folder, { durable: false })
  const adminUrl = await makeTemplate(server.migrationDatabaseUrl, folder)
  project.provide('adminUrl', adminUrl)
  project.provide('template', templateDatabase)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(ownerUrl: string, folder: string): Promise<string> {
  const { readFileSync } = await import('node:fs')
  const passwords = JSON.parse(readFileSync(join(folder, 'postgres-passwords.json'), 'utf8'))
  const admin = new URL(ownerUrl)
  admin.username = 'yijian_admin'
  admin.password = passwords.admin
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  await client.query(`create database ${templateDatabase} owner yijian_owner`)
  await client.query('alter role yijian_owner createdb')
  await client.end()
  const owner = new URL(ownerUrl)
  owner.pathname = `/${templateDatabase}`
  await migrate(owner.href, 'yijian_app')
  admin.searchParams.set('app', passwords.app)
  admin.searchParams.set('owner', passwords.owner)
  return admin.href
}
