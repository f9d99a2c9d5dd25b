import { countiesAdded, countiesDiffer, countyIn, isElsewhere, nameKey } from '../enterprise-name.ts'
import type { Claim } from './cross-check.ts'
import type { Rated } from './rated-candidate.ts'
import { isMereTrade } from './trade-words.ts'

/**
 * Whether a person must look although the code names it and the name is its own but for the writing. Wrong certainty is the
 * worst error: enterprises that differ by a place, by 有限公司 or 有限责任公司, or by an older name are many, and a code may have
 * been copied from the wrong one. Where the name differs by what tells enterprises apart and the address is another, a person looks.
 */
export function leavesDoubt(claim: Claim, named: Rated, isItsDistrict: boolean): boolean {
  const { written, parts, relation, address, principal, verbatim } = named
  if (!written || verbatim) return false
  if (relation === 'region') {
    if (isVague(named)) return true
    if (isOurBranch(written, parts) || isBranchByPlace(written.key, parts.key)) return true
    if (namesAnotherCounty(written, parts)) return address !== 'same' && !isItsDistrict
  }
  if (partnershipIn(written.key) !== partnershipIn(parts.key) && written.form === parts.form) return true
  // An enterprise that works elsewhere than it is registered is an everyday thing, and 有限责任公司 for 有限公司 or a place before the
  // name is how people write: an address that is not given, or another one beside such a writing, is no reason to doubt its code.
  if (address !== 'different' || principal === 'same') return false
  return (
    hasFormWithin(written.key) !== hasFormWithin(parts.key) ||
    isWholeWithoutForm(written.key, parts.key) ||
    mistakesTwin(claim.name, named.known.name)
  )
}

const MIN_NAME = 4
/** 银行, 涂料: a word that many names hold. */
export function isVague({ written, relation }: Rated): boolean {
  return relation === 'region' && written !== undefined && written.key.length < MIN_NAME
}

/** 杭州×（中国）有限公司 and ×（中国）有限公司 are two, in one building even; 杭州永康× and 永康× have it for a brand. */
function isOurBranch(a: Rated['parts'], b: Rated['parts']): boolean {
  const isOurs = (regions: readonly string[]) => regions.some((region) => !isElsewhere(region))
  const [short, long] = a.key.length < b.key.length ? [a, b] : [b, a]
  const foreign = [...a.regions, ...b.regions].filter(isElsewhere)
  if (foreign.length === 0 || isOurs(a.regions) === isOurs(b.regions)) return false
  return !(long.key.endsWith(short.key) && foreign.some((place) => short.key.startsWith(place)))
}

/**
 * 杭州市余杭区× for the 杭州× that is registered in 余杭: its district, written with 区 as an address begins and as names do
 * not. 余杭 without it is how an enterprise of that name would be written that has left the register.
 */
export function isWhereItIs({ written, parts, known }: Rated): boolean {
  if (!written || isMereTrade(written.core)) return false
  const added = countiesAdded(written.regions, parts.regions)
  const [county = ''] = added
  return (
    added.length === 1 &&
    county === countyIn(known.address) &&
    parts.regions.every((region) => written.regions.includes(region)) &&
    AS_IN_AN_ADDRESS.test(written.key)
  )
}
const AS_IN_AN_ADDRESS = /^(?:浙江省?)?杭州市..[区县市]/

/** A county that has been a city or a district for decades: 余杭县× is an old enterprise, not 杭州余杭×. */
const COUNTY_OF_OLD = /(?:萧山|余杭|富阳|临安|建德)县/
function namesAnotherCounty(a: Rated['parts'], b: Rated['parts']): boolean {
  return countiesDiffer(a.regions, b.regions) || COUNTY_OF_OLD.test(a.key) !== COUNTY_OF_OLD.test(b.key)
}

const WHOLE_COMPANY = /(?<![分支])公司$/
/** ×集团公司 and ×集团公司杭州公司. */
function isBranchByPlace(a: string, b: string): boolean {
  return WHOLE_COMPANY.test(a) && WHOLE_COMPANY.test(b) && hasFormWithin(a) !== hasFormWithin(b)
}

/** 普通合伙 and 有限合伙 are two kinds of enterprise. */
function partnershipIn(key: string): string | undefined {
  return /(?:特殊普通|普通|有限)合伙/.exec(key)?.[0]
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
