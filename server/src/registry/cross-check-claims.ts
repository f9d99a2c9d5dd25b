import { parseCreditCode } from '@yijian/shared/credit-code'
import { type Claim, type CrossCheck, crossCheck, isPlain } from '@yijian/shared/registry/cross-check'
import type { Queryable } from '../db/queryable.ts'
import { findByCodes, findCandidates } from './find-candidates.ts'

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
  const codes = claims.map((claim) => parseCreditCode(claim.code))
  const byCode = await findByCodes(db, [...new Set(codes.flatMap((reading) => (reading.ok ? [reading.code] : [])))])
  const plain = claims.map((claim, i) => {
    const reading = codes[i]
    const known = reading?.ok ? byCode.get(reading.code) : undefined
    return known && isPlain(claim, known) ? crossCheck(claim, [known]) : undefined
  })
  const searched = claims.filter((_, i) => plain[i] === undefined)
  const candidates = searched.length > 0 ? await findCandidates(db, searched) : []
  let next = 0
  return claims.map((claim, i) => plain[i] ?? crossCheck(claim, candidates[next++] ?? []))
}
