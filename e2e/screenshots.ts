import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser, openDevice, viewports } from './browser.ts'

/** Pages anybody can open; those behind sign-in are added where a journey has got there. */
const pages = { home: '/', 'not-found': '/no-such-page' }

const devices = [
  { size: 'small', text: 'standard' },
  { size: 'small', text: 'huge' },
  { size: 'phone', text: 'standard' },
  { size: 'phone', text: 'large' },
  { size: 'desk', text: 'standard' },
  { size: 'desk', text: 'large' },
] as const

/** Photographs every page of the running product at every size into `folder`. Resolves to the files' names. */
export async function takeScreenshots(base: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const browser = await launchBrowser()
  const files: string[] = []
  for (const device of devices) {
    const context = await openDevice(browser, device)
    const page = await context.newPage()
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(new URL(path, base).href)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const { width, height } = viewports[device.size]
      const file = `${name}-${width}x${height}-${device.text}.png`
      await page.screenshot({ path: join(folder, file), fullPage: true })
      files.push(file)
    }
    await context.close()
  }
  await browser.close()
  return files
}

if (import.meta.main) {
  const files = await takeScreenshots(process.argv[2] ?? 'http://localhost:8080', process.argv[3] ?? 'screenshots')
  process.stdout.write(`${files.length} screenshots\n`)
}
