import * as z from 'zod/mini'
import type { OrganisationKind } from '../vocabulary.ts'

/** A head-count as declared or found; `null` is 不清楚，请街道联系我. */
const Count = z.nullable(z.int().check(z.gte(0), z.lte(1_000_000)))

/** The numbers that decide what an enterprise may set up. Persons; youth ≤ 35, members 14–28 years. */
export const Numbers = z.object({
  staff: Count,
  youth: Count,
  members: Count,
  women: Count,
  partyBranch: z.nullable(z.boolean()),
})
export type Numbers = z.infer<typeof Numbers>

/** Thresholds, dated data of a procedure version (persons). */
export const Thresholds = z.object({
  branch: z.int().check(z.gte(1)),
  generalBranch: z.int(),
  committee: z.int(),
  /** Above it the street asks whether several branches fit better. */
  branchUsualMost: z.int(),
  branchCommittee: z.int(),
  youthForCommittee: z.int().check(z.gte(1)),
})
export type Thresholds = z.infer<typeof Thresholds>

/** 依据: 团章（3/30/100）、团支部工作条例（一般不超过50人，7人以上设委员会）、杭州做法（团员不足3人但有1名35周岁以下青年） */
export const defaultThresholds: Thresholds = {
  branch: 3,
  generalBranch: 30,
  committee: 100,
  branchUsualMost: 50,
  branchCommittee: 7,
  youthForCommittee: 1,
}

export type Standing =
  | {
      readonly result: 'can'
      readonly kind: OrganisationKind
      readonly beside?: OrganisationKind
      readonly notes: readonly StandingNote[]
    }
  /** No young person yet: back to the library with a next date. */
  | { readonly result: 'not_yet' }
  /** A number is missing: the street finds out, never "not yet". */
  | { readonly result: 'unknown' }

export type StandingNote = 'elects_committee' | 'secretary_only' | 'above_usual_size'

/** What kind of organisation the numbers allow. 依据: DOMAIN §4.6 */
export function standing(numbers: Pick<Numbers, 'youth' | 'members'>, t: Thresholds): Standing {
  const { members } = numbers
  if (members === null) return { result: 'unknown' }
  if (members >= t.committee) return { result: 'can', kind: 'committee', notes: [] }
  if (members >= t.generalBranch) return { result: 'can', kind: 'general_branch', notes: [] }
  if (members >= t.branch) {
    const notes: StandingNote[] = [members >= t.branchCommittee ? 'elects_committee' : 'secretary_only']
    if (members > t.branchUsualMost) notes.push('above_usual_size')
    return { result: 'can', kind: 'branch', notes }
  }
  // A member is at most 28, so every member is also a young person.
  const youth = Math.max(numbers.youth ?? -1, members)
  if (youth >= t.youthForCommittee) {
    return {
      result: 'can',
      kind: 'youth_work_committee',
      ...(members > 0 ? { beside: 'joint_branch' as const } : {}),
      notes: [],
    }
  }
  return numbers.youth === null ? { result: 'unknown' } : { result: 'not_yet' }
}

/** The kinds that an officer may approve for these numbers. */
export function allowedKinds(numbers: Pick<Numbers, 'youth' | 'members'>, t: Thresholds): OrganisationKind[] {
  const found = standing(numbers, t)
  if (found.result !== 'can') return []
  return found.beside ? [found.kind, found.beside] : [found.kind]
}

/** What is best known: each number as found by the officer, where not found as declared. */
export function bestKnown(declared: Numbers, found: Numbers | null): Numbers {
  return {
    staff: found?.staff ?? declared.staff,
    youth: found?.youth ?? declared.youth,
    members: found?.members ?? declared.members,
    women: found?.women ?? declared.women,
    partyBranch: found?.partyBranch ?? declared.partyBranch,
  }
}

export type NumbersField = 'youth' | 'members' | 'women'

/** Fields that cannot be true together with another one: youth > staff, members > youth, women > staff. */
export function contradictions(numbers: Numbers): { field: NumbersField; exceeds: 'staff' | 'youth' }[] {
  const { staff, youth, members, women } = numbers
  const found: { field: NumbersField; exceeds: 'staff' | 'youth' }[] = []
  if (youth !== null && staff !== null && youth > staff) found.push({ field: 'youth', exceeds: 'staff' })
  if (members !== null && youth !== null && members > youth) found.push({ field: 'members', exceeds: 'youth' })
  else if (members !== null && staff !== null && members > staff) found.push({ field: 'members', exceeds: 'staff' })
  if (women !== null && staff !== null && women > staff) found.push({ field: 'women', exceeds: 'staff' })
  return found
}
