import * as z from 'zod/mini'
import { type Numbers, standing, type Thresholds } from '../application/standard.ts'
import { isDead, type StatusClass } from '../enterprise-status.ts'
import type { Agency } from '../vocabulary.ts'

/**
 * Whether one side could set something up: `fit` by numbers that are known; `likely` by the head-count alone; `joint` together
 * with others; `ask` because a number is missing; `no`.
 */
const sideFits = ['fit', 'likely', 'joint', 'ask', 'no'] as const
export const SideFit = z.enum(sideFits)
export type SideFit = z.infer<typeof SideFit>

/** What both could do together: each its own; the union jointly with neighbours; to be asked; nothing. */
export const coBuildingFits = ['both', 'joint', 'ask', 'no'] as const
export type CoBuildingFit = (typeof coBuildingFits)[number]

/** Why an enterprise is not on the co-building list. */
export const coBuildingReasons = [
  'not_alive',
  'moved_away',
  'public_body',
  'nobody_employed',
  'too_few_youth',
  'numbers_unknown',
  'status_unclear',
] as const
export type CoBuildingReason = (typeof coBuildingReasons)[number]

/** Whether a side has an organisation there, as far as the asking agency may know: another's only with consent. */
export const OrganisationKnown = z.enum(['has', 'none', 'not_known'])
export type OrganisationKnown = z.infer<typeof OrganisationKnown>

/** Thresholds of union and women's federation; dated, since laws and local practice change. Persons. */
export type CoBuildingStandard = {
  readonly effectiveFrom: string
  readonly source: string
  /** From here on a union committee of its own must be set up. */
  readonly unionOwn: number
  /** Fewer join with others, or have an elected organiser. */
  readonly unionJoint: number
  readonly womenGroup: number
}

/** The newest last. */
const STANDARDS: readonly [CoBuildingStandard, ...CoBuildingStandard[]] = [
  {
    effectiveFrom: '2022-01-01',
    // 依据: 工会法（2021修正）第十一条；妇女小组以有女职工为限，属地方做法 (DOMAIN §4.4)
    source: '工会法（2021修正）第十一条',
    unionOwn: 25,
    unionJoint: 1,
    womenGroup: 1,
  },
]

export function coBuildingStandardOn(day: string): CoBuildingStandard {
  return STANDARDS.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? STANDARDS[0]
}

export type CoBuildingFacts = {
  readonly statusClass: StatusClass
  readonly publicBody: boolean
  /** From the register; numbers of an application that may be seen take precedence. */
  readonly headcount: number | null
  readonly numbers: Pick<Numbers, 'staff' | 'youth' | 'members' | 'women'> | null
}

export type CoBuilding = {
  readonly fit: CoBuildingFit
  /** Null on the list. */
  readonly why: CoBuildingReason | null
  readonly sides: Record<Agency, SideFit>
}

/** Which enterprises league and union can build in together. Unknown numbers are asked for, never taken for none. */
export function coBuilding(
  { statusClass, publicBody, headcount, numbers }: CoBuildingFacts,
  thresholds: Thresholds,
  standard: CoBuildingStandard,
): CoBuilding {
  const ruledOut = isDead(statusClass)
    ? 'not_alive'
    : statusClass === 'moved'
      ? 'moved_away'
      : publicBody
        ? 'public_body'
        : null
  if (ruledOut) return { fit: 'no', why: ruledOut, sides: { league: 'no', union: 'no', women: 'no' } }
  const staff = numbers?.staff ?? headcount
  const league = leagueFit(staff, numbers, thresholds)
  const union =
    staff === null ? 'ask' : staff >= standard.unionOwn ? 'fit' : staff >= standard.unionJoint ? 'joint' : 'no'
  const sides = { league, union, women: womenFit(staff, numbers?.women ?? null, standard) } as const
  return { ...together(league, union, statusClass, staff), sides }
}

function together(
  league: SideFit,
  union: SideFit,
  statusClass: StatusClass,
  staff: number | null,
): Pick<CoBuilding, 'fit' | 'why'> {
  if (league === 'no' || union === 'no') return { fit: 'no', why: staff === 0 ? 'nobody_employed' : 'too_few_youth' }
  if (league === 'ask' || union === 'ask') return { fit: 'ask', why: 'numbers_unknown' }
  // Closed for the time being, or not known to be alive: somebody asks first.
  if (statusClass !== 'live') return { fit: 'ask', why: 'status_unclear' }
  return { fit: union === 'joint' ? 'joint' : 'both', why: null }
}

function leagueFit(staff: number | null, numbers: CoBuildingFacts['numbers'], thresholds: Thresholds): SideFit {
  const can = standing({ youth: numbers?.youth ?? null, members: numbers?.members ?? null }, thresholds)
  if (can.result === 'can') return 'fit'
  if (can.result === 'not_yet') return 'no'
  if (staff === null) return 'ask'
  // One person up to 35 is enough for a youth work committee; how many there are is asked when it is founded.
  return staff === 0 ? 'no' : staff >= thresholds.branch ? 'likely' : 'ask'
}

function womenFit(staff: number | null, women: number | null, { womenGroup }: CoBuildingStandard): SideFit {
  if (women !== null) return women >= womenGroup ? 'fit' : 'no'
  return staff === 0 ? 'no' : 'ask'
}
