import type { StatusClass } from '../enterprise-status.ts'
import type { Nature, TypeClass } from '../registry/enterprise-type.ts'
import type { IndustrySection } from '../registry/industry.ts'
import { type SizeBand, sizeBandOf } from './facets.ts'

/** What the register says that makes an organisation likely or not. */
export type ScoredFacts = {
  readonly headcount: number | null
  readonly industrySection: IndustrySection | null
  readonly establishedOn: string | null
  readonly statusClass: StatusClass
  readonly typeClass: TypeClass
  readonly nature: Nature
  /** A number that takes messages and is no agency's. */
  readonly reachable: boolean
}

export const scoreReasons = ['headcount', 'industry', 'age', 'phone', 'type', 'nature', 'status'] as const
export type ScoreReason = {
  readonly reason: (typeof scoreReasons)[number]
  /** What the register says: a band, a section, a class; `unknown` when it says nothing. */
  readonly value: string
  /** May be negative for a status; the points of all reasons add up to the score. */
  readonly points: number
  /** The most that this reason can give. */
  readonly most: number
}
export type Score = { readonly score: number; readonly reasons: readonly ScoreReason[] }

/**
 * How likely an enterprise is to meet the standard of a League organisation, in points. The standard asks for members and
 * youth, which no register knows, so these are estimates to be adjusted by experience; a change gets a new date, and rows
 * get the new score with their next import.
 * 依据: 团支部工作条例（3 名团员）、工会法第十一条（25 人）；行业青年占比为估计
 */
export const SCORING = {
  effectiveFrom: '2026-11-01',
  headcount: { unknown: 8, under_10: 6, from_10: 18, from_25: 28, from_50: 34, from_100: 38, from_300: 40 },
  industry: {
    A: 4,
    B: 4,
    C: 12,
    D: 8,
    E: 8,
    F: 12,
    G: 16,
    H: 16,
    I: 20,
    J: 14,
    K: 10,
    L: 14,
    M: 16,
    N: 6,
    O: 12,
    P: 14,
    Q: 14,
    R: 16,
    S: 8,
    T: 8,
    unknown: 10,
  },
  /** By whole years on `effectiveFrom`. */
  age: { unknown: 5, under_1: 4, from_1: 8, from_3: 12, from_10: 10 },
  phone: { reachable: 10, unreachable: 0 },
  type: {
    company: 8,
    partnership: 6,
    cooperative: 4,
    sole_proprietorship: 4,
    unknown: 4,
    branch: 3,
    state_or_collective: 3,
    sole_trader: 0,
  },
  nature: { private: 10, public: 0 },
  /** Taken off, down to nothing. 依据: DOMAIN §3.3 */
  status: { live: 0, unknown: 10, paused: 30, moved: 60, liquidation: 100, revoked: 100, gone: 100 },
} as const satisfies {
  effectiveFrom: string
  headcount: Record<SizeBand, number>
  industry: Record<IndustrySection | 'unknown', number>
  age: Record<string, number>
  phone: Record<string, number>
  type: Record<TypeClass, number>
  nature: Record<Nature, number>
  status: Record<StatusClass, number>
}

/** 0 to 100, and what it is made of. */
export function scoreOf(facts: ScoredFacts): Score {
  const band = sizeBandOf(facts.headcount)
  const section = facts.industrySection ?? 'unknown'
  const age = ageOf(facts.establishedOn)
  const phone = facts.reachable ? 'reachable' : 'unreachable'
  const given: ScoreReason[] = [
    { reason: 'headcount', value: band, points: SCORING.headcount[band], most: mostOf(SCORING.headcount) },
    { reason: 'industry', value: section, points: SCORING.industry[section], most: mostOf(SCORING.industry) },
    { reason: 'age', value: age, points: SCORING.age[age], most: mostOf(SCORING.age) },
    { reason: 'phone', value: phone, points: SCORING.phone[phone], most: mostOf(SCORING.phone) },
    { reason: 'type', value: facts.typeClass, points: SCORING.type[facts.typeClass], most: mostOf(SCORING.type) },
    { reason: 'nature', value: facts.nature, points: SCORING.nature[facts.nature], most: mostOf(SCORING.nature) },
  ]
  const sum = given.reduce((total, { points }) => total + points, 0)
  const off = Math.min(sum, SCORING.status[facts.statusClass])
  const status: ScoreReason = { reason: 'status', value: facts.statusClass, points: off === 0 ? 0 : -off, most: 0 }
  return { score: sum - off, reasons: off === 0 ? given : [status, ...given] }
}

const highest = new Map<object, number>()

function mostOf(points: Readonly<Record<string, number>>): number {
  const most = highest.get(points) ?? Math.max(...Object.values(points))
  highest.set(points, most)
  return most
}

function ageOf(establishedOn: string | null): keyof typeof SCORING.age {
  if (establishedOn === null) return 'unknown'
  const day = SCORING.effectiveFrom
  const years =
    Number(day.slice(0, 4)) - Number(establishedOn.slice(0, 4)) - (establishedOn.slice(5) > day.slice(5) ? 1 : 0)
  return years < 1 ? 'under_1' : years < 3 ? 'from_1' : years < 10 ? 'from_3' : 'from_10'
}

/** The highest score that enterprises of these kinds can have; without a filter, of any kind. */
export function highestScore(of: {
  readonly size?: readonly SizeBand[] | undefined
  readonly industry?: readonly (IndustrySection | 'unknown')[] | undefined
  readonly status?: readonly StatusClass[] | undefined
}): number {
  const missing = <K extends string>(points: Readonly<Record<K, number>>, some: readonly K[] | undefined) =>
    some === undefined ? 0 : mostOf(points) - Math.max(...some.map((one) => points[one]))
  const off = of.status === undefined ? 0 : Math.min(...of.status.map((one) => SCORING.status[one]))
  return Math.max(0, 100 - missing(SCORING.headcount, of.size) - missing(SCORING.industry, of.industry) - off)
}
