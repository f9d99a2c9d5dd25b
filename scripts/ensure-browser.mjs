// An installed Chromium or Chrome; else Debian's, when root; else a sentence that says what to do.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fail } from './prepare.mjs'

const candidates = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @returns the path of a browser, with Chinese glyphs installed where this script may install them */
export function ensureBrowser() {
  const found = candidates.find((path) => path && existsSync(path))
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall && (!found || !hasChineseFont())) {
    process.stdout.write('Installing Chromium and Chinese fonts …\n')
    const packages = [...(found ? [] : ['chromium']), 'fonts-noto-cjk']
    const apt = (...args) =>
      spawnSync('apt-get', ['-qq', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  }
  const browser = candidates.find((path) => path && existsSync(path))
  return (
    browser ??
    fail('The browser tests need Chromium or Chrome. Install one, or set CHROME_PATH to it, and run npm test again.')
  )
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}
