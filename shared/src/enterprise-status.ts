import * as z from 'zod/mini'

/** What a registration status means for an application. 依据: 市场主体登记管理条例第三十条; 公司法 (吊销 ≠ 注销). */
export const StatusClass = z.enum(['live', 'paused', 'moved', 'liquidation', 'revoked', 'gone', 'unknown'])
export type StatusClass = z.infer<typeof StatusClass>

/**
 * The words seen in exports, most final first: 吊销，已注销 is gone, 吊销，未注销 is revoked. A word counts wherever it
 * stands in the text, unless `not` stands there too.
 */
const STATUS_WORDS: readonly { words: readonly string[]; not?: readonly string[]; class: StatusClass }[] = [
  { words: ['注销'], not: ['未注销'], class: 'gone' },
  { words: ['吊销', '撤销'], class: 'revoked' },
  { words: ['清算'], class: 'liquidation' },
  { words: ['迁出', '迁移', '迁往'], class: 'moved' },
  { words: ['歇业', '停业'], class: 'paused' },
  { words: ['存续', '在业', '在营', '开业', '在册', '正常', '登记成立', '筹建', '迁入'], class: 'live' },
]

export function classifyStatus(text: string): StatusClass {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  for (const { words, not, class: statusClass } of STATUS_WORDS) {
    if (words.some((word) => plain.includes(word)) && !not?.some((word) => plain.includes(word))) return statusClass
  }
  return 'unknown'
}

/** In liquidation, revoked or gone: nothing can be founded there. 依据: DOMAIN §3.3 */
export function isDead(status: StatusClass): boolean {
  return status === 'liquidation' || status === 'revoked' || status === 'gone'
}
