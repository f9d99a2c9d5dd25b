import { readCode } from '@yijian/shared/registry/claimed-code'
import {
  type Claim,
  type CrossCheck,
  crossCheck,
  isPlain,
  isSettled,
  type Known,
} from '@yijian/shared/registry/cross-check'
import type { Queryable } from '../db/queryable.ts'
import { distinct, findByCodes, findCandidates, stages } from './find-candidates.ts'

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
  const found = new Map<number, readonly Known[]>()
  for (const stage of stages) {
    const open = claims.flatMap((claim, i) => {
      const answer = answers[i]
      return answer && (stage === 'far' ? answer.verdict !== 'absent' : isSettled(answer)) ? [] : [{ i, claim }]
    })
    if (open.length === 0) break
    const more = await findCandidates(
      db,
      open.map(({ claim }) => claim),
      stage,
    )
    for (const [n, { i, claim }] of open.entries()) {
      const before = found.get(i) ?? []
      const known = distinct([...before, ...(more[n] ?? [])])
      if (answers[i] && known.length === before.length) continue
      found.set(i, known)
      answers[i] = crossCheck(claim, known)
    }
  }
  return answers.map((answer) => {
    if (!answer) throw new Error('a claim went without an answer')
    return answer
  })
}
