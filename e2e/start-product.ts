import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@yijian/server/config'
import { systemScope, withTx } from '@yijian/server/db/tx'
import { addOfficer } from '@yijian/server/offices/add-officer'
import { addPost } from '@yijian/server/offices/posts'
import { openRuntime } from '@yijian/server/runtime'
import { startProduct } from '@yijian/server/testing/product-process'
import type { TestProject } from 'vitest/node'
import { officers, registerOfJourneys } from './cast.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the product of this run answers. */
    base: string
    /** Its DATA_DIR. */
    dataDir: string
  }
}

export type Product = { readonly base: string; readonly dataDir: string; stop(): Promise<void> }

/** One product for the whole run, as `npm start` starts it, with the sample and the cast of the journeys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const product = await startSampleProduct()
  project.provide('base', product.base)
  project.provide('dataDir', product.dataDir)
  importRegister(product.dataDir)
  await addOfficers(product.dataDir)
  return () => product.stop()
}

/** The product on a free port with the made-up sample, in a folder of its own that goes when it stops. */
export async function startSampleProduct(): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yijian-e2e-'))
  const port = String(await freePort())
  const product = startProduct({ PORT: port, DATA_DIR: dataDir })
  async function stop() {
    await product.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    return { base: await product.ready, dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Through the command line, beside the running product: both work on the same database. */
function importRegister(dataDir: string): void {
  const file = join(dataDir, 'journeys.csv')
  writeFileSync(file, registerOfJourneys())
  const cli = join(import.meta.dirname, '../server/src/cli.ts')
  const env = { ...process.env, DATA_DIR: dataDir }
  const done = spawnSync(process.execPath, [cli, 'import', file, '--partial', '--json'], { env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`yijian import ended with ${done.status}: ${done.stderr}`)
}

async function addOfficers(dataDir: string): Promise<void> {
  const config = { ...readConfig({ DATA_DIR: dataDir }), logLevel: 'error' }
  const { context, stop } = await openRuntime(config, { share: true, worker: false })
  try {
    await withTx(context.database, systemScope, async (tx) => {
      for (const { name, phone, office, role } of Object.values(officers)) {
        await addOfficer(tx, context, { phone, name })
        await addPost(tx, context, { phone, officeName: office, role, from: '2026-01-01' })
      }
    })
  } finally {
    await stop()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
