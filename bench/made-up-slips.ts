import { checkDigit } from '@yijian/shared/credit-code'
import { parseEnterpriseName } from '@yijian/shared/enterprise-name'
import type { Claim, Verdict } from '@yijian/shared/registry/cross-check'

/** A way in which a person's claim differs from the register's row; undefined where the row does not lend itself to it. */
export type Slip = {
  readonly what: string
  readonly expected: Verdict
  /** The row is taken out of the register before the check. */
  readonly missing: boolean
  readonly make: (meant: Claim, number: number) => Claim | undefined
}

const ELSEWHERE = '文一西路969号'
const CHARACTERS = '云海山金华天龙凤明瑞祥泰和安达通宏伟杰盛'

export const slips: readonly Slip[] = [
  agree('place moved from brackets to the front', (claim) =>
    named(claim, claim.name.replace(/^(.*)[(（](杭州|浙江)[)）](.*)$/, '$2$1$3')),
  ),
  agree('place moved from the front into brackets', (claim) =>
    named(claim, claim.name.replace(/^杭州([^市].*)有限公司$/, '$1（杭州）有限公司')),
  ),
  agree('province and city written out', (claim) => named(claim, claim.name.replace(/^杭州(?!市)/, '浙江省杭州市'))),
  agree('without place and legal form', (claim) => named(claim, parseEnterpriseName(claim.name).core)),
  review('code with a character left out', (claim, n) => ({ ...claim, code: without(claim.code, n % 17) })),
  review('code with a character typed twice', (claim, n) => ({
    ...claim,
    code: claim.code.slice(0, n % 17) + claim.code.charAt(n % 17) + claim.code.slice(n % 17),
  })),
  review('code with two neighbours swapped', (claim, n) => changed(claim, 'code', swapped(claim.code, n % 17))),
  review('code alone', (claim) => ({ name: '', code: claim.code, address: '' })),
  review('code right, a character of the name lost', (claim) => named(claim, without(claim.name, 4))),
  review('code of nobody, name right', (claim, n) => ({ ...claim, code: nobody(n) })),
  review('no code, a character lost', (claim) => ({ ...claim, code: '', name: without(claim.name, 4) })),
  review('no code, a character lost, another address', (claim) => ({
    name: without(claim.name, 4),
    code: '',
    address: ELSEWHERE,
  })),
  review('no code, two characters swapped', (claim) => withoutCode(changed(claim, 'name', swapped(claim.name, 3)))),
  review('no code, a character mistaken', (claim, n) => withoutCode(named(claim, mistaken(claim.name, n)))),
  review('no code, parts reordered', (claim) =>
    withoutCode(named(claim, claim.name.replace(/^(杭州)(..)(..)(.{2,})$/, '$1$3$2$4'))),
  ),
  missing('in the register no more, no code', (claim) => ({ ...claim, code: '' })),
  missing('in the register no more, own code', (claim) => claim),
  missing('in the register no more, code with a slip', (claim, n) =>
    changed(claim, 'code', swapped(claim.code, n % 17)),
  ),
  missing('another brand, code of nobody, another address', (claim, n) => ({
    name: mistaken(claim.name, n),
    code: nobody(n),
    address: ELSEWHERE,
  })),
]

function agree(what: string, make: Slip['make']): Slip {
  return { what, expected: 'agree', missing: false, make }
}
function review(what: string, make: Slip['make']): Slip {
  return { what, expected: 'review', missing: false, make }
}
function missing(what: string, make: Slip['make']): Slip {
  return { what, expected: 'absent', missing: true, make }
}

function named(claim: Claim, name: string): Claim | undefined {
  return changed(claim, 'name', name)
}
function changed(claim: Claim, field: 'name' | 'code', value: string): Claim | undefined {
  return value === claim[field] ? undefined : { ...claim, [field]: value }
}
function withoutCode(claim: Claim | undefined): Claim | undefined {
  return claim && { ...claim, code: '' }
}
function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1)
}
function swapped(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
}
function mistaken(name: string, number: number): string {
  return name.slice(0, 4) + CHARACTERS.charAt(number % CHARACTERS.length) + name.slice(5)
}
/** A valid code that was issued to nobody: real bodies do not begin with Y. */
function nobody(number: number): string {
  const seventeen = `91330106YJ${String(number).padStart(7, '0')}`
  return seventeen + checkDigit(seventeen)
}
