import { readCode } from '@yijian/shared/registry/claimed-code'
import { type Claim, type CrossCheck, crossCheck, isPlain, type Known } from '@yijian/shared/registry/cross-check'
import type { Queryable } from '../db/queryable.ts'
import { findByCodes, findCandidates, findFarCandidates } from './find-candidates.ts'

/** Claims searched together; enough to make round trips small beside the work. */
const CLAIMS_AT_ONCE = 250

/** Checks who is meant, claim by claim, in the given order. */
export async function crossCheckClaims(db: Queryable, claims: readonly Claim[]): Promise<CrossCheck[]> {
  const answers: CrossCheck[] = []
  for (let start = 0; start < claims.length; start += CLAIMS_AT_ONCE) {
    answers.push(...(await checkTogether(db, claims.slice(start, start + CLAIMS_AT_ONCE))))
  }
  return answers
}

async function checkTogether(db: Queryable, claims: readonly Claim[]): Promise<CrossCheck[]> {
  // Most claims name a code and its very name; they need no search.
  const codes = claims.map((claim) => readCode(claim))
  const byCode = await findByCodes(db, [...new Set(codes.flatMap((reading) => (reading.ok ? [reading.code] : [])))])
  const answers = claims.map((claim, i) => {
    const reading = codes[i]
    const known = reading?.ok ? byCode.get(reading.code) : undefined
    return known && isPlain(claim, known) ? crossCheck(claim, [known]) : undefined
  })
  const near = new Map<number, readonly Known[]>()
  const searched = claims.flatMap((_, i) => (answers[i] ? [] : [i]))
  await search(searched, async (asked) => findCandidates(db, asked))
  // Whom nobody explains is looked for once more, farther off.
  const unexplained = searched.filter((i) => answers[i]?.verdict === 'absent')
  await search(unexplained, async (asked) => findFarCandidates(db, asked))
  return claims.map((_, i) => {
    const answer = answers[i]
    if (!answer) throw new Error('a claim went without an answer')
    return answer
  })

  async function search(which: readonly number[], find: (asked: Claim[]) => Promise<Known[][]>): Promise<void> {
    if (which.length === 0) return
    const found = await find(which.flatMap((i) => claims[i] ?? []))
    for (const [n, i] of which.entries()) {
      const claim = claims[i]
      const more = found[n] ?? []
      const before = near.get(i) ?? []
      if (!claim || (answers[i] && more.length === 0)) continue
      const known = [...new Map([...before, ...more].map((row) => [row.id, row])).values()]
      near.set(i, known)
      answers[i] = crossCheck(claim, known)
    }
  }
}
