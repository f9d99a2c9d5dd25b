import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/**
 * Gates the bytes of `client/dist`. On a throttled phone every 10 KB of script costs about 0.15 s before the page is
 * readable, so bytes are strict while times are only reported. Sizes: brotli 11, KB = 1000 bytes.
 */
export const limits = {
  entryScript: 75,
  styles: 6,
  publicChunk: 15,
  staffChunk: 70,
  firstVisit: 95,
  precacheRaw: 600,
} as const

export interface Finding {
  readonly what: string
  readonly kilobytes: number
  readonly limit: number
}

/**
 * Everything measured; a finding above its limit fails the build, and so does a script that is there without a network
 * while one that it imports is not. @throws when there is no build
 */
export function measure(dist: string): { findings: Finding[]; foreign: string[]; broken: string[] } {
  const assets = readdirSync(join(dist, 'assets'))
  const html = readFileSync(join(dist, 'index.html'))
  const entry = /src="\/assets\/([^"]+\.js)"/.exec(html.toString())?.[1]
  if (entry === undefined) throw new Error('dist/index.html loads no script')
  const first = new Set([
    entry,
    ...html
      .toString()
      .matchAll(/modulepreload"[^>]*href="\/assets\/([^"]+)"/g)
      .map((found) => found[1] ?? ''),
  ])
  const size = (name: string) => brotliCompressSync(readFileSync(join(dist, 'assets', name))).length / 1000
  const scripts = assets.filter((name) => name.endsWith('.js'))
  const total = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + size(name), 0)
  const entryScript = total(first)
  const styles = total(assets.filter((name) => name.endsWith('.css')))
  const chunks = scripts.filter((name) => !first.has(name)).map((name) => ({ name, kilobytes: size(name) }))
  const largestPublic = Math.max(0, ...chunks.filter(({ name }) => !isStaff(name)).map((chunk) => chunk.kilobytes))
  const findings: Finding[] = [
    { what: 'entry script', kilobytes: entryScript, limit: limits.entryScript },
    { what: 'all styles', kilobytes: styles, limit: limits.styles },
    {
      what: 'first public visit',
      kilobytes: brotliCompressSync(html).length / 1000 + entryScript + styles + largestPublic,
      limit: limits.firstVisit,
    },
    ...chunks.map(({ name, kilobytes }) => ({
      what: name,
      kilobytes,
      limit: isStaff(name) ? limits.staffChunk : limits.publicChunk,
    })),
    { what: 'precache, raw', kilobytes: precached(dist), limit: limits.precacheRaw },
  ]
  return { findings, foreign: foreign(dist, assets), broken: broken(dist) }
}

/** Chunks only officers load: vite.config.ts puts their names in this form. */
function isStaff(name: string): boolean {
  return /^(staff|desk|english)-/.test(name)
}

function precached(dist: string): number {
  return [...precachedNames(dist)].reduce((sum, url) => sum + readFileSync(join(dist, url)).length, 0) / 1000
}

function precachedNames(dist: string): Set<string> {
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
  return new Set([...worker.matchAll(/url:"([^"]+)"/g)].map((found) => found[1] ?? ''))
}

/** Scripts that are precached while a script they cannot run without is not. */
function broken(dist: string): string[] {
  const kept = precachedNames(dist)
  return [...kept]
    .filter((url) => url.endsWith('.js'))
    .flatMap((url) =>
      [...readFileSync(join(dist, url), 'utf8').matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)]
        .filter((found) => !kept.has(`assets/${found[1]}`))
        .map((found) => `${url} imports ${found[1]}`),
    )
}

/** Webfonts, and addresses of other hosts that a page would load something from. */
function foreign(dist: string, assets: readonly string[]): string[] {
  const fonts = assets.filter((name) => /\.(woff2?|ttf|otf)$/.test(name))
  const loads = [
    'index.html',
    ...assets.filter((name) => name.endsWith('.css')).map((name) => join('assets', name)),
  ].flatMap((name) =>
    [...readFileSync(join(dist, name), 'utf8').matchAll(/(?:src=|href=|url\()["']?(https?:\/\/[^"')]+)/g)].map(
      (found) => `${name}: ${found[1]}`,
    ),
  )
  return [...fonts, ...loads]
}
