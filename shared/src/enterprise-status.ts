import * as z from 'zod/mini'
import { remembering } from './remembering.ts'

/** What a registration status means for an application. 依据: 市场主体登记管理条例第三十条; 公司法 (吊销 ≠ 注销). */
export const StatusClass = z.enum(['live', 'paused', 'moved', 'liquidation', 'revoked', 'gone', 'unknown'])
export type StatusClass = z.infer<typeof StatusClass>

/**
 * The words seen in exports, most final first: 吊销，已注销 is gone, 吊销，未注销 is revoked. A word counts wherever it
 * stands in the text, unless `not` stands there too. A city adds its own words and overrides these; see `StatusWords`.
 * 依据: DOMAIN §3.3
 */
const SHIPPED_WORDS: readonly { words: readonly string[]; not?: readonly string[]; class: StatusClass }[] = [
  // 依据: 市场主体登记管理条例第三十一条
  { words: ['注销'], not: ['未注销'], class: 'gone' },
  // 依据: 公司法 (吊销营业执照后主体仍在，须清算并注销); 市场主体登记管理条例第四十条 (撤销登记)
  { words: ['吊销', '撤销'], class: 'revoked' },
  // 依据: 市场主体登记管理条例第三十二条
  { words: ['清算'], class: 'liquidation' },
  // 依据: 市场主体登记管理条例第二十七条 (跨登记机关辖区变更住所)
  { words: ['迁出', '迁移', '迁往'], class: 'moved' },
  // 依据: 市场主体登记管理条例第三十条
  { words: ['歇业', '停业'], class: 'paused' },
  {
    words: ['存续', '在业', '在营', '开业', '在册', '正常', '登记成立', '筹建', '迁入'],
    not: ['非正常', '不正常'],
    class: 'live',
  },
]

/** What people of the city said a word means, by `statusWordKey`; it comes before what the product came with. */
export type StatusWords = ReadonlyMap<string, StatusClass>

/** A longer cell is no word for a status. */
export const STATUS_WORD_LENGTH = 60

/** Under which a word is remembered: half-width, without blanks. 依据: DOMAIN §3.4 第 3 条 */
export function statusWordKey(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '')
}

export function classifyStatus(text: string, named?: StatusWords): StatusClass {
  const plain = statusWordKey(text)
  const said = named?.get(plain)
  if (said !== undefined) return said
  for (const { words, not, class: statusClass } of SHIPPED_WORDS) {
    if (words.some((word) => plain.includes(word)) && !not?.some((word) => plain.includes(word))) return statusClass
  }
  return 'unknown'
}

/** What a file says for a status, as it was met. */
export type StatusMet = {
  readonly class: StatusClass
  rows: number
  /** The first row with a word that nobody knows, as a spreadsheet counts, and whose it is. */
  example: { readonly row: number; readonly name: string } | null
}

/** Exports have a few dozen; a file with more has something else in the column. */
const MOST_MET = 300

/** Reads the statuses of a file's rows and counts them in `met`, by what stands there; one look-up a row. */
export function createStatusReader(named: StatusWords, met: Map<string, StatusMet>): (text: string) => StatusClass {
  const others = remembering((text) => classifyStatus(text, named))
  return (text) => {
    const known = met.get(text)
    if (known) {
      known.rows++
      return known.class
    }
    const found = others(text)
    // A part of a text keeps all of that text in memory: what is counted under is a copy.
    if (text !== '' && text.length <= STATUS_WORD_LENGTH && met.size < MOST_MET)
      met.set([...text].join(''), { class: found, rows: 1, example: null })
    return found
  }
}

/** Adds up what several readers met of one file; the example is the first row again. */
export function addStatuses(into: Map<string, StatusMet>, from: ReadonlyMap<string, StatusMet>): void {
  for (const [text, met] of from) {
    const known = into.get(text)
    const examples = [known?.example ?? [], met.example ?? []].flat().sort((a, b) => a.row - b.row)
    into.set(text, { ...met, rows: met.rows + (known?.rows ?? 0), example: examples[0] ?? null })
  }
}

/** In liquidation, revoked or gone: nothing can be founded there. 依据: DOMAIN §3.3 */
export function isDead(status: StatusClass): boolean {
  return status === 'liquidation' || status === 'revoked' || status === 'gone'
}
