import { nameKey } from '../enterprise-name.ts'
import { isDead, type StatusClass } from '../enterprise-status.ts'
import type { Agency, Tier } from '../vocabulary.ts'
import type { TaskFacts, TaskSide } from './contract.ts'
import type { TaskKind } from './task-kinds.ts'

/** Kinds that follow from what an enterprise is now, not from the change: they come back when the state comes back. */
export const stateKinds: ReadonlySet<TaskKind> = new Set(['dead', 'paused', 'vanished'])

export type Situated = {
  readonly placeId: number
  readonly placeName: string /** Itself where it is no street. */
  readonly countyId: number
}

/** What one agency has with an enterprise that a register batch touched. */
export type Concern = {
  readonly agency: Agency
  readonly organisation: (Situated & { readonly id: number }) | null
  readonly review: (Situated & { readonly id: number }) | null
  readonly invitationId: number | null
}

/** An enterprise that a batch touched, as it is now; `changes` is field → [before, after] of that batch. */
export type Touched = {
  readonly name: string
  readonly principalName: string | null
  readonly statusClass: StatusClass
  readonly statusText: string | null
  readonly address: string | null
  readonly placeId: number
  readonly placeTier: Tier
  readonly placeName: string
  /** Where it lay before the batch, when that is known. */
  readonly placeBefore: number | null
  /** The day of the register that last had it, and of the complete one that does not. */
  readonly registerDate: string | null
  readonly vanishedOn: string | null
  /** Its absence was found by this very batch. */
  readonly vanishedNow: boolean
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
}

export type Proposal = {
  readonly kind: Exclude<TaskKind, 'provisional'>
  readonly agency: Agency
  readonly placeId: number
  readonly organisationId: number | null
  readonly reviewId: number | null
  readonly invitationId: number | null
  readonly facts: TaskFacts
}

/** What a batch asks of one agency about one enterprise. Pure. 依据: DOMAIN §3.3, §8.10 第2、7、17、18 条 */
export function proposalsOf(touched: Touched, concern: Concern): Proposal[] {
  const { organisation, review, invitationId } = concern
  const proposals: Proposal[] = []
  const propose = (kind: Proposal['kind'], before: TaskSide, after: TaskSide, about = { organisation, review }) =>
    proposals.push({
      kind,
      agency: concern.agency,
      placeId: about.organisation?.placeId ?? about.review?.placeId ?? touched.placeId,
      organisationId: about.organisation?.id ?? null,
      reviewId: about.review?.id ?? null,
      invitationId: kind === 'principal_changed' ? invitationId : null,
      facts: { before, after },
    })
  const was = (field: string) => textOf(touched.changes[field]?.[0])
  const status = side(touched.statusText)
  if (touched.changes.status_class && organisation) {
    if (isDead(touched.statusClass)) propose('dead', side(was('status_text')), status)
    if (touched.statusClass === 'paused') propose('paused', side(was('status_text')), status)
  }
  const principal = was('principal_name')
  if (principal !== null && touched.principalName !== null && !samePerson(principal, touched.principalName))
    if (organisation || review || invitationId !== null)
      propose('principal_changed', side(principal), side(touched.principalName))
  const name = was('name')
  if (name !== null && organisation && nameKey(name) !== nameKey(touched.name))
    propose('renamed', side(name), side(touched.name))
  if (touched.vanishedNow && touched.vanishedOn !== null && (organisation || review))
    propose('vanished', side(touched.registerDate), side(touched.vanishedOn))
  if (hasMoved(touched)) {
    const left = { organisation: leftBehind(touched, organisation), review: leftBehind(touched, review) }
    const from = left.organisation ?? left.review
    if (from)
      propose(
        'moved',
        side(from.placeName, was('operating_address') ?? was('address'), from.placeId),
        placeNow(touched),
        left,
      )
  }
  return proposals
}

/** Whether an open task still asks for anything, by what the enterprise is now. Pure. */
export function stillHolds(kind: Proposal['kind'], facts: TaskFacts, touched: Touched, concern: Concern): boolean {
  const { organisation, review } = concern
  switch (kind) {
    case 'dead':
      return organisation !== null && isDead(touched.statusClass)
    case 'paused':
      return organisation !== null && touched.statusClass === 'paused'
    case 'vanished':
      return touched.vanishedOn !== null && (organisation !== null || review !== null)
    case 'renamed':
      return organisation !== null && nameKey(facts.before.value ?? '') !== nameKey(touched.name)
    case 'principal_changed':
      return !samePerson(facts.before.value ?? '', touched.principalName ?? '')
    case 'moved':
      return leftBehind(touched, organisation) !== null || leftBehind(touched, review) !== null
  }
}

function hasMoved({ changes, statusClass, placeBefore, placeId }: Touched): boolean {
  if (changes.status_class && statusClass === 'moved') return true
  return (changes.address !== undefined || changes.operating_address !== undefined) && placeBefore !== placeId
}

/** What still lies elsewhere than the enterprise. A pool says no more than its county, and one of the city nothing. */
function leftBehind<S extends Situated>(touched: Touched, at: S | null): S | null {
  if (at === null) return null
  if (touched.statusClass === 'moved') return at
  if (touched.placeTier === 'street') return at.placeId === touched.placeId ? null : at
  return touched.placeTier === 'county' && at.countyId !== touched.placeId ? at : null
}

/** Gone to another registrar, the register may only say so: 迁出. */
function placeNow({ statusClass, statusText, placeName, placeId, address }: Touched): TaskSide {
  return statusClass === 'moved' ? side(statusText, address) : side(placeName, address, placeId)
}

function side(value: string | null, detail: string | null = null, id: number | null = null): TaskSide {
  return { value, detail, creditCode: null, id }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The same name, however it is spaced or dotted. */
function samePerson(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').replace(/[\s·•．.]/g, '')
  return plain(one) === plain(other)
}
