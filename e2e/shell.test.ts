import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest'
import { launchBrowser, openDevice } from './browser.ts'

const dist = join(import.meta.dirname, '../client/dist')
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

let browser: Browser
let server: Server
let base: string
let release = 1

// The files alone, so that a new release can be published in the middle of a test.
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = path !== '/' && existsSync(join(dist, path)) ? path : '/index.html'
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    response.end(`${readFileSync(join(dist, file), 'latin1')}${file === '/sw.js' ? `\n// ${release}` : ''}`, 'latin1')
  }).listen(0)
  await once(server, 'listening')
  const address = server.address()
  base = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

describe.skipIf(!existsSync(join(dist, 'sw.js')))('the installed shell', () => {
  let context: BrowserContext
  let page: Page

  beforeEach(async () => {
    context = await openDevice(browser)
    page = await context.newPage()
    await page.goto(base)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.reload()
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  })

  afterEach(() => context.close())

  test('opens at any address without a network and says so', async () => {
    await context.setOffline(true)
    await page.goto(`${base}/applications/7`)
    await expect(page.getByRole('status').filter({ hasText: '现在没有网络' })).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByText('现在没有网络')).toBeHidden()
  })

  test('never answers for the API and keeps nothing of it', async () => {
    await page.evaluate(() => fetch('/api/applications').catch(() => undefined))
    const kept = await page.evaluate(async () => {
      const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)))
      return (await Promise.all(caches.map((cache) => cache.keys())))
        .flat()
        .map((request) => new URL(request.url).pathname)
    })
    expect(kept).toContain('/index.html')
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([])
    await context.setOffline(true)
    expect(
      await page.evaluate(() =>
        fetch('/api/applications').then(
          () => 'answered',
          () => 'failed',
        ),
      ),
    ).toBe('failed')
  })

  test('offers a new release, and takes it when asked', async () => {
    release += 1
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(page.getByText('有新版本')).toBeVisible({ timeout: 15_000 })
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name: '更新' }).click()
    await loaded
    await expect(page.getByText('有新版本')).toBeHidden()
  })
})
