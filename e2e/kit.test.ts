import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { expectAccessible, expectNoOverflow, expectThumbSized, launchBrowser, openDevice } from './browser.ts'

const client = join(import.meta.dirname, '../client')

let browser: Browser
let vite: ChildProcess
let base: string

beforeAll(async () => {
  const port = await freePort()
  base = `http://localhost:${port}`
  const script = join(client, 'node_modules/vite/bin/vite.js')
  vite = spawn(process.execPath, [script, '--port', String(port), '--strictPort'], { cwd: client, stdio: 'ignore' })
  browser = await launchBrowser()
  await expect
    .poll(
      () =>
        fetch(base).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(200)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  if (vite?.exitCode === null && vite.kill()) await once(vite, 'exit')
})

const pages = ['/', '/no-such-page', ...['form', 'check', 'queue', 'desk', 'paper'].map((page) => `/kit/?page=${page}`)]

describe.each([
  { size: 'small', text: 'standard' },
  { size: 'phone', text: 'large' },
  { size: 'small', text: 'huge' },
  { size: 'desk', text: 'standard' },
] as const)('$size screen, $text text', (device) => {
  test.each(pages)('%s can be used', async (path) => {
    await onPage(device, path, (page) => expectUsable(page, 'loaded'))
  })

  test('errors: summary first, focus on it, its links lead to the fields', async () => {
    await onPage(device, '/kit/?page=form', async (page) => {
      await page.getByRole('button', { name: '下一步' }).click()
      await expect(page.getByRole('alert')).toBeFocused()
      await expect(page).toHaveTitle(/^错误：/)
      await expectUsable(page, 'with errors')
      await page.getByRole('link', { name: '请填写职工人数' }).click()
      await expect(page.getByLabel('职工总数')).toBeFocused()
    })
  })

  test('a sheet: closed by Esc and by the back button, and focus returns', async () => {
    await onPage(device, '/kit/?page=check', async (page) => {
      const opener = page.getByRole('button', { name: '撤回', exact: true })
      await opener.click()
      await expect(page.getByRole('dialog', { name: '撤回这份申请？' })).toBeVisible()
      await expectUsable(page, 'sheet open')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await expect(opener).toBeFocused()
      await opener.click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.goBack()
      await expect(page.getByRole('dialog')).toBeHidden()
      await expect(page).toHaveURL(/page=check/)
    })
  })
})

test('the narrowest phone with the largest text shows everything', async () => {
  const context = await openDevice(browser, { size: 'small', text: 'huge' })
  const page = await context.newPage()
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of pages) {
    await page.goto(base + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectNoOverflow(page)
  }
  await context.close()
})

test('text size and language are switched on the page and remembered', async () => {
  await onPage({ size: 'phone', text: 'standard' }, '/', async (page) => {
    await page.getByRole('button', { name: '大字版' }).click()
    await page.getByRole('button', { name: /EN/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Youth League')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Youth League')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px')
    await expectUsable(page, 'in English')
  })
})

async function expectUsable(page: Page, state: string) {
  await expectAccessible(page, state)
  await expectNoOverflow(page)
  await expectThumbSized(page)
}

async function onPage(device: Parameters<typeof openDevice>[1], path: string, check: (page: Page) => Promise<void>) {
  const context = await openDevice(browser, device)
  const page = await context.newPage()
  await page.goto(base + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await check(page)
  await context.close()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
