import type { Contact, Submission } from '@yijian/shared/application/contract'
import { contradictions, type Numbers } from '@yijian/shared/application/standard'
import { parseCreditCode } from '@yijian/shared/credit-code'
import { type FieldRefusal, Refusal } from '@yijian/shared/errors'
import { type Mobile, readMessagedMobile } from '@yijian/shared/mobile'
import type { Tx } from '../db/tx.ts'
import { findStreet, type Street } from '../divisions/find-street.ts'

/** @throws Refusal invalid_input with every field that cannot be true */
export function refuseContradictions(numbers: Numbers): void {
  const fields: FieldRefusal[] = contradictions(numbers).map(({ field, exceeds }) => ({
    path: `numbers.${field}`,
    message: `more_than_${exceeds}`,
  }))
  if (fields.length > 0) throw new Refusal('invalid_input', { fields })
}

/** The contact's number, normalised: a mobile, since what is decided is told by message. @throws Refusal invalid_input */
export function readContactPhone(contact: Contact): Mobile {
  const phone = readMessagedMobile(contact.phone)
  if (!phone.ok) throw new Refusal('invalid_input', { fields: [{ path: 'contact.phone', message: phone.why }] })
  return phone.mobile
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
