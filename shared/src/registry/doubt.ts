import { countiesDiffer, isElsewhere, nameKey } from '../enterprise-name.ts'
import type { Claim } from './cross-check.ts'
import type { Rated } from './rated-candidate.ts'

/**
 * Whether a person must look although the code names it and the name is its own but for the writing. Wrong certainty is the
 * worst error: enterprises that differ by a place, by 有限公司 or 有限责任公司, or by an older name are many, and a code may have
 * been copied from the wrong one. So a name in another writing is not certain against another address; and where it differs
 * by what tells enterprises apart, the address, or at times the principal, must speak for it.
 */
export function leavesDoubt(claim: Claim, named: Rated): boolean {
  const { written, parts, relation, address, principal, verbatim } = named
  if (!written || verbatim) return false
  if (relation === 'region') {
    if (isOurBranch(written.regions, parts.regions) || isBranchByPlace(written.key, parts.key)) return true
    if (namesAnotherCounty(written, parts)) return address !== 'same'
  }
  if (address === 'same' || address === 'within') return false
  const isWritten = relation !== 'same' || sayLimited(claim.name) !== sayLimited(named.known.name)
  if (address === 'different' && isWritten) return true
  if (principal === 'same') return false
  return (
    (relation === 'region' && changesItsPlace(written.regions, parts.regions)) ||
    hasFormWithin(written.key) !== hasFormWithin(parts.key) ||
    isWholeWithoutForm(written.key, parts.key) ||
    mistakesTwin(claim.name, named.known.name)
  )
}

type Regions = readonly string[]

/** 杭州×（中国）有限公司 and ×（中国）有限公司 are two, in one building even. */
function isOurBranch(a: Regions, b: Regions): boolean {
  const isOurs = (regions: Regions) => regions.some((region) => !isElsewhere(region))
  return [...a, ...b].some(isElsewhere) && isOurs(a) !== isOurs(b)
}

/** A county that has been a city or a district for decades: 余杭县× is an old enterprise, not 杭州余杭×. */
const COUNTY_OF_OLD = /(?:萧山|余杭|富阳|临安|建德)县/
function namesAnotherCounty(a: Rated['parts'], b: Rated['parts']): boolean {
  return countiesDiffer(a.regions, b.regions) || COUNTY_OF_OLD.test(a.key) !== COUNTY_OF_OLD.test(b.key)
}

/** 浙江杭州× may be 浙江× or 杭州×, and × with a place in front of it is not always ×; a place merely left out is. */
function changesItsPlace(written: Regions, meant: Regions): boolean {
  if (written.length === 0 || countyAmong(written)) return false
  return narrowest(written) !== narrowest(meant)
}
function countyAmong(regions: Regions): boolean {
  return countiesDiffer(regions, [])
}
function narrowest(regions: Regions): string {
  return ['杭州', '浙江'].find((place) => regions.includes(place)) ?? ''
}

/** The key of a name takes 有限责任公司 for 有限公司. */
function sayLimited(name: string): boolean {
  return /[责責]任/.test(name)
}

/** ×集团公司 and ×集团公司杭州公司. */
function isBranchByPlace(a: string, b: string): boolean {
  return a.endsWith('公司') && b.endsWith('公司') && hasFormWithin(a) !== hasFormWithin(b)
}

/** ×公司针织厂 and ×针织厂. */
function hasFormWithin(key: string): boolean {
  return /公司./.test(key)
}

const WHOLE = /(?:中心|[厂店社院校所行部馆场站堂坊楼园吧会铺屋室城庄])$/
/** ×饭店 and ×饭店有限公司, which each are a whole name. */
function isWholeWithoutForm(a: string, b: string): boolean {
  return a.endsWith('公司') !== b.endsWith('公司') && (WHOLE.test(a) || WHOLE.test(b))
}

/** Characters that a key takes for others and that stand in simplified names as well: 乾元 is not 干元, 昇 not 升. */
const OWN = '乾於昇後徵陞祐'
function mistakesTwin(written: string, meant: string): boolean {
  const differs = [...OWN].some((character) => written.includes(character) !== meant.includes(character))
  return differs && ![...`${written}${meant}`].some(isTraditional)
}
function isTraditional(character: string): boolean {
  return !OWN.includes(character) && /\p{Script=Han}/u.test(character) && nameKey(character) !== character
}
