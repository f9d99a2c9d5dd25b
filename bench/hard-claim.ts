import type { Claim, Verdict } from '@yijian/shared/cross-check/cross-check'
import type { Meant } from './slip.ts'

/** A claim, and the enterprise that it means or, where it means one that is not there, that a careless answer would give. */
export type HardCase = { readonly claim: Claim; readonly code: string; readonly gone?: string }

/** Claims that the whole register was looked through for, such as pairs of enterprises that are nearly one. */
export type HardKind = {
  readonly what: string
  /** `not agree` where code and name are of two enterprises, whatever else is said of them. */
  readonly expected: Verdict | 'not agree'
  readonly make: (register: readonly Meant[]) => readonly HardCase[]
}

export const MOST = 400

export function kind(what: string, expected: HardKind['expected'], make: HardKind['make']): HardKind {
  return { what, expected, make: (register) => make(register).slice(0, MOST) }
}

/** One claim from each row that lends itself to it. */
export function each(
  what: string,
  expected: HardKind['expected'],
  make: (row: Meant, number: number) => Partial<Claim> | undefined,
): HardKind {
  return kind(what, expected, (register) => {
    const cases: HardCase[] = []
    for (const [i, row] of register.entries()) {
      const change = make(row, i)
      if (!change || change.name === row.name) continue
      cases.push({ claim: { ...bare(row), ...change }, code: row.code })
      if (cases.length === MOST) break
    }
    return cases
  })
}

export function bare({ name, code, address }: Meant): Claim {
  return { name, code, address, principal: '' }
}
