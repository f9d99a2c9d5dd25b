import type { Claim, Verdict } from '@yijian/shared/cross-check/cross-check'

/** A row of the register as its owner would write it, without the principal, who stands beside. */
export type Meant = Claim & { readonly known: string }

/** A way in which a person's claim differs from the register's row; undefined where the row does not lend itself to it. */
export type Slip = {
  readonly what: string
  readonly expected: Verdict
  /** The row is taken out of the register before the check. */
  readonly missing: boolean
  readonly make: (meant: Meant, number: number) => Claim | undefined
}

export const ELSEWHERE = '文一西路969号'

export function agree(what: string, make: Slip['make']): Slip {
  return { what, expected: 'agree', missing: false, make }
}
export function review(what: string, make: Slip['make']): Slip {
  return { what, expected: 'review', missing: false, make }
}
export function absent(what: string, make: Slip['make']): Slip {
  return { what, expected: 'absent', missing: false, make }
}
export function missing(what: string, make: Slip['make']): Slip {
  return { what, expected: 'absent', missing: true, make }
}

export function named(claim: Claim, name: string): Claim | undefined {
  return changed(claim, 'name', name)
}
export function changed(claim: Claim, field: 'name' | 'code', value: string): Claim | undefined {
  return value === claim[field] ? undefined : { ...claim, [field]: value }
}
/** Where the register names a person. */
export function withPrincipal(claim: Meant, principal: string): Claim | undefined {
  return isPerson(claim.known) ? { ...claim, principal } : undefined
}
export function isPerson(text: string): boolean {
  return /^\p{Script=Han}{2,4}$/u.test(text)
}
export function withoutCode(claim: Claim | undefined): Claim | undefined {
  return claim && { ...claim, code: '' }
}
export function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1)
}
