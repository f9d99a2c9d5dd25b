import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { paths } from '../client/src/app/paths.ts'
import { viewports } from './browser.ts'

/** Where the photographs go. */
export const folder = join(import.meta.dirname, '../screenshots')
const sizes = Object.values(viewports)
const textSizes = ['standard', 'large'] as const

type Name = keyof typeof paths
/** What has been photographed. */
export const shown = new Set<string>()

/** Photographs a page as it stands, with whatever is open on it. @param state what is different from the page as loaded */
export async function photograph(page: Page, name: Name, state = 'loaded'): Promise<void> {
  shown.add(name)
  await page.locator('h1').waitFor({ state: 'attached' })
  await expect(page.locator('.skeleton')).toHaveCount(0)
  for (const text of textSizes) {
    await page.evaluate((size) => {
      document.documentElement.dataset.text = size
    }, text)
    for (const size of sizes) {
      await page.setViewportSize(size)
      const file = `${name}-${state}-${size.width}x${size.height}-${text}.png`
      await page.screenshot({ path: join(folder, file), fullPage: !(await page.locator('dialog[open]').isVisible()) })
    }
  }
  await page.evaluate(() => {
    document.documentElement.dataset.text = 'standard'
  })
  await page.setViewportSize(viewports.phone)
}

export async function openSheet(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
}
