import { test } from 'vitest'
import { base, browserOfFile, expect, expectSound, openPhone, signIn } from '../product.ts'

const browser = browserOfFile()

test('installed, it opens without the server and has kept nothing of anybody', async () => {
  const page = await openPhone(browser())
  await page.evaluate(() => navigator.serviceWorker.ready)
  await signIn(page, '19900024002', '/applications')
  await expect(page.getByRole('heading', { name: '还没有申请' })).toBeVisible()
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const kept = await page.evaluate(async () => {
    const named = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const requests = (await Promise.all(named.map((cache) => cache.keys()))).flat()
    return requests.map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/index.html')
  expect(kept.filter((path) => path.startsWith('/api'))).toEqual([])

  await page.context().setOffline(true)
  await page.goto(`${base}/applications`)
  await expect(page.getByText('现在没有网络')).toBeVisible()
  await expectSound(page, 'offline')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '重新加载' }).click()
  await expect(page.getByRole('heading', { name: '还没有申请' })).toBeVisible()
})

test('the large version is there on every page, and remembered', async () => {
  const page = await openPhone(browser())
  await page.getByRole('button', { name: '大字版' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-text', 'large')
  for (const path of ['/sign-in', '/privacy', '/i', '/demo/inbox']) {
    await page.goto(base + path)
    await expect(page.locator('html')).toHaveAttribute('data-text', 'large')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectSound(page, 'large')
  }
})
