import { Refusal } from '@yijian/shared/errors'

/**
 * Refuses texts that PostgreSQL cannot keep: NUL, and half of a character that UTF-16 writes in two.
 * @throws Refusal invalid_input, naming the field
 */
export function refuseUnstorable(...inputs: readonly unknown[]): void {
  for (const input of inputs) {
    const path = findUnstorable(input, [])
    if (path) throw new Refusal('invalid_input', { fields: [{ path: path.join('.'), message: 'check_this' }] })
  }
}

function findUnstorable(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, part] of Object.entries(value)) {
    const found = findUnstorable(part, [...path, key])
    if (found) return found
  }
  return undefined
}
