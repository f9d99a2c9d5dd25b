import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
]

/** The sizes every page is looked at in: a small phone, a common phone, a desk. */
export const viewports = {
  small: { width: 360, height: 640 },
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
} as const

export type TextSize = 'standard' | 'large' | 'huge'

/** The path of an installed Chromium or Chrome (`CHROME_PATH` first), or undefined. */
function findBrowserPath(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = (environment.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [environment.CHROME_PATH, ...named, ...PLACES].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowserPath()
  if (executablePath === undefined) {
    throw new Error(
      'No Chromium or Chrome found. Install one (Debian: apt-get install chromium fonts-noto-cjk) or set CHROME_PATH.',
    )
  }
  return chromium.launch({ executablePath, args: FLAGS })
}

/** A fresh device, with nothing remembered but the text size. */
export async function openDevice(
  browser: Browser,
  { size = 'phone', text = 'standard' }: { readonly size?: keyof typeof viewports; readonly text?: TextSize } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: viewports[size],
    hasTouch: size !== 'desk',
    isMobile: size !== 'desk',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  // Only when nothing is stored yet, so that the switch in the page keeps working.
  await context.addInitScript((chosen) => {
    if (localStorage.getItem('text-size') === null) localStorage.setItem('text-size', chosen)
  }, text)
  return context
}

/** No violation that axe-core knows of, in the state the page is in now. */
export async function expectAccessible(page: Page, state = 'loaded') {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary ?? ''}`).join('\n  ')}`,
  )
  expect(found, `${page.url()} (${state})`).toEqual([])
}

/** Nothing sticks out sideways, at the width the page has now. */
export async function expectNoOverflow(page: Page) {
  const { width, inner, out } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    inner: innerWidth,
    out: [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.table-scroll'))
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`)
      .slice(0, 5),
  }))
  expect(width, `${page.url()} is ${width} wide in ${inner}: ${out.join(', ')}`).toBeLessThanOrEqual(inner)
}

/**
 * Every control can be hit by a thumb: 44 px, 60 px high in the large version (依据: 适老化通用设计规范). Links within
 * a sentence are exempt, and a hidden native control counts by its label.
 */
export async function expectThumbSized(page: Page) {
  const small = await page.evaluate(() => {
    const least = (document.documentElement.dataset.text ?? 'standard') === 'standard' ? 44 : 60
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter((element) => element.closest('.unseen, .skip, [inert]') === null)
      .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && getComputedStyle(element).display !== 'inline')
      .filter(({ box }) => box.height < least - 0.5 || box.width < 43.5)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${Math.round(box.width)}×${Math.round(box.height)}`)
  })
  expect(small, page.url()).toEqual([])
}
