import type { Claim, CrossCheck } from '@yijian/shared/registry/cross-check'
import type { Queryable } from '../db/queryable.ts'
import { crossCheckClaim } from './cross-check-claims.ts'

/**
 * Who is meant by what one person typed: code, name or both, address if known. A code whose name is nearly right costs
 * one round trip; anything else also the search by look-up keys.
 */
export async function findEnterpriseByCodeOrName(db: Queryable, claim: Partial<Claim>): Promise<CrossCheck> {
  return crossCheckClaim(db, {
    name: claim.name ?? '',
    code: claim.code ?? '',
    address: claim.address ?? '',
    principal: claim.principal ?? '',
  })
}
