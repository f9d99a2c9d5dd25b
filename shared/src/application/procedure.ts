import * as z from 'zod/mini'
import { keysOf, type OrganisationKind, organisationKinds, roles, type Tier, tiers } from '../vocabulary.ts'
import { defaultThresholds, Thresholds } from './standard.ts'

const TierName = z.enum(keysOf(tiers))
const WorkingDays = z.int().check(z.gte(1), z.lte(250))

/** One tier's turn. `decisionDays` are working days; `role` is who must approve there, anyone by default. */
export const Step = z.object({ tier: TierName, decisionDays: WorkingDays, role: z.optional(z.enum(keysOf(roles))) })
export type Step = z.infer<typeof Step>

/** How one kind of organisation comes into being. */
export const Route = z.object({
  steps: z.array(Step).check(z.minLength(1), z.maxLength(8)),
  /** Tiers that are told (备案); a filing never holds up a founding. */
  filings: z.array(TierName),
  /** Formation reply → members' meeting → result reply; a youth work committee skips the meeting. */
  meeting: z.boolean(),
})
export type Route = z.infer<typeof Route>

/** A published procedure: immutable, dated, pinned by every application that was submitted under it. */
export const Procedure = z
  .object({
    name: z.string(),
    agency: z.enum(['league', 'union', 'women']),
    source: z.string(),
    effectiveFrom: z.iso.date(),
    thresholds: Thresholds,
    acceptanceDays: WorkingDays,
    resultDays: WorkingDays,
    correctionDays: WorkingDays,
    meetingDays: WorkingDays,
    routes: z.record(z.enum(keysOf(organisationKinds)), Route),
  })
  .check(
    z.refine((p) => new Set(Object.values(p.routes).map((route) => route.steps[0]?.tier)).size === 1, {
      error:
        'every route of a procedure begins at the same tier, since the kind is known only after the street has looked',
    }),
  )
export type Procedure = z.infer<typeof Procedure>

const street: Step = { tier: 'street', decisionDays: 5 }
const county: Step = { tier: 'county', decisionDays: 3 }
const city: Step = { tier: 'city', decisionDays: 3 }

const common = {
  agency: 'league',
  effectiveFrom: '2026-01-01',
  thresholds: defaultThresholds,
  acceptanceDays: 1,
  resultDays: 3,
  correctionDays: 15,
  meetingDays: 30,
} as const

const light: Route = { steps: [street], filings: ['county', 'city'], meeting: false }
const jointBranch: Route = { steps: [street], filings: ['county', 'city'], meeting: true }
const threeTiers: Route = { steps: [street, county, city], filings: [], meeting: true }

/** 分级审批: the default. 依据: DOMAIN §8.1；杭州“市、县、街道三级联动审批” */
export const gradedProcedure: Procedure = {
  ...common,
  name: 'graded',
  source: '三级联动审批：青工委、联合团支部由街道审批并备案，团支部由区县审批，团总支、团委由市审批',
  routes: {
    youth_work_committee: light,
    joint_branch: jointBranch,
    branch: { steps: [street, county], filings: ['city'], meeting: true },
    general_branch: threeTiers,
    committee: threeTiers,
  },
}

/** 街道赋权: a branch too is decided by the street. 依据: “把审批权限开放至街道、乡镇” */
export const streetEmpoweredProcedure: Procedure = {
  ...common,
  name: 'street-empowered',
  source: '审批权限开放至街道、乡镇：团支部由街道审批并备案，团总支、团委由区县、市审批',
  routes: { ...gradedProcedure.routes, branch: { steps: [street], filings: ['county', 'city'], meeting: true } },
}

export const shippedProcedures = [gradedProcedure, streetEmpoweredProcedure] as const

/** The route of a kind; while the kind is unknown, the common first step of all routes. */
export function routeOf(procedure: Procedure, kind: OrganisationKind | null): Route {
  return kind
    ? procedure.routes[kind]
    : { ...procedure.routes.branch, steps: procedure.routes.branch.steps.slice(0, 1) }
}

export function entryTier(procedure: Procedure): Tier {
  const [first] = procedure.routes.branch.steps
  if (!first) throw new Error(`procedure ${procedure.name} has a route without steps`)
  return first.tier
}
