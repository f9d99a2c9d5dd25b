import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { request } from '../../api/request.ts'
import { lookUpEndpoint, searchEndpoint } from './endpoints.ts'

const codeProblems = ['empty', 'damaged_by_spreadsheet', 'length', 'character', 'check_digit'] as const
export type CodeProblem = (typeof codeProblems)[number] | 'other'

export type Found =
  | { readonly result: 'found'; readonly enterprise: PublicEnterprise }
  | { readonly result: 'several'; readonly enterprises: readonly PublicEnterprise[]; readonly sought: string }
  | { readonly result: 'none'; readonly creditCode: string; readonly name: string }
  | {
      readonly result: 'wrong_code'
      readonly reason: CodeProblem
      readonly repair: string | null
      readonly enterprise: PublicEnterprise | null
    }

/** Finds by code when it looks like one, else by name. @throws Refused, Unreachable */
export async function findEnterprise(sought: string): Promise<Found> {
  const text = sought.trim()
  if (!looksLikeCode(text)) {
    const { items } = await request(searchEndpoint, { query: { name: text } })
    return items.length > 0
      ? { result: 'several', enterprises: items, sought: text }
      : { result: 'none', creditCode: '', name: text }
  }
  const answer = await request(lookUpEndpoint, { query: { code: text } })
  switch (answer.result) {
    case 'found':
      return answer
    case 'not_in_register':
      return { result: 'none', creditCode: answer.creditCode, name: '' }
    case 'wrong_code':
      return { ...answer, reason: codeProblems.find((one) => one === answer.reason) ?? 'other' }
  }
}

/** Names are Chinese; a code has letters and digits only, and more digits than a Latin name would. */
export function looksLikeCode(text: string): boolean {
  const bare = text.normalize('NFKC').replace(/[\s.\-_·]/g, '')
  return /^[\dA-Z]+$/i.test(bare) && (bare.match(/\d/g)?.length ?? 0) >= 6
}
