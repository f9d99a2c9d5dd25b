import type { Contact, Submission } from '@yijian/shared/application/contract'
import { contradictions, type Numbers } from '@yijian/shared/application/standard'
import { parseCreditCode } from '@yijian/shared/credit-code'
import { Refusal, type RefusalDetails } from '@yijian/shared/errors'
import { parsePhone } from '@yijian/shared/mobile'
import type { Tx } from '../db/tx.ts'
import { findStreet, type Street } from '../divisions/find-street.ts'

type Fields = NonNullable<RefusalDetails['fields']>

/** @throws Refusal invalid_input with every field that cannot be true */
export function refuseContradictions(numbers: Numbers): void {
  const fields: Fields = contradictions(numbers).map(({ field, exceeds }) => ({
    path: `numbers.${field}`,
    message: `more_than_${exceeds}`,
  }))
  if (fields.length > 0) throw new Refusal('invalid_input', { fields })
}

/** The contact's number, normalised: a mobile or a landline. @throws Refusal invalid_input */
export function readContactPhone(contact: Contact): string {
  const phone = parsePhone(contact.phone)
  if (!phone) throw new Refusal('invalid_input', { fields: [{ path: 'contact.phone', message: 'not_a_phone' }] })
  return phone.number
}

/** A current street or township, as an operating address names it. @throws Refusal invalid_input */
export async function getStreet(tx: Tx, placeId: number, path: string): Promise<Street> {
  const street = await findStreet(tx, placeId)
  if (!street) throw new Refusal('invalid_input', { fields: [{ path, message: 'check_this' }] })
  return street
}

/** The credit code of an enterprise that is not in the register. @throws Refusal invalid_input */
export function readUnknownCreditCode(enterprise: Extract<Submission['enterprise'], { known: false }>): string {
  const reading = parseCreditCode(enterprise.creditCode)
  if (!reading.ok)
    throw new Refusal('invalid_input', { fields: [{ path: 'enterprise.creditCode', message: 'credit_code' }] })
  return reading.code
}
