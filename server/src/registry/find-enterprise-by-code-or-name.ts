import type { Claim, CrossCheck } from '@yijian/shared/registry/cross-check'
import type { Queryable } from '../db/queryable.ts'
import { crossCheckClaims } from './cross-check-claims.ts'

/**
 * Who is meant by what one person typed: code, name or both, address if known. A code with its very name costs one look-up
 * by key; anything else also the search by look-up keys.
 */
export async function findEnterpriseByCodeOrName(db: Queryable, claim: Partial<Claim>): Promise<CrossCheck> {
  const [answer] = await crossCheckClaims(db, [
    { name: claim.name ?? '', code: claim.code ?? '', address: claim.address ?? '', principal: claim.principal ?? '' },
  ])
  if (!answer) throw new Error('a claim went without an answer')
  return answer
}
