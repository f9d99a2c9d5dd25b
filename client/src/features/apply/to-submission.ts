import type { Submission } from '@yijian/shared/application/contract'
import { noticeVersion } from '@yijian/shared/application/notice-version'
import type { Numbers } from '@yijian/shared/application/standard'
import type { Answers } from './answers.ts'

export interface Sharing {
  readonly shareUnion: boolean
  readonly shareWomen: boolean
}

/** The answers as the server takes them, without the command id; undefined while something is missing. */
export function toSubmission(
  answers: Answers,
  numbers: Numbers | undefined,
  sharing: Sharing,
): Omit<Submission, 'commandId'> | undefined {
  const { declaredName, declaredPrincipal, place, licenceId, contactName, contactPhone } = answers
  const enterprise = enterpriseOf(answers)
  if (!enterprise || !numbers || !contactName || !contactPhone) return undefined
  return {
    enterprise,
    ...(declaredName && { declaredName }),
    ...(declaredPrincipal && { declaredPrincipal }),
    ...(place && enterprise.known && { operatingPlaceId: place.id }),
    numbers,
    contact: { name: contactName, phone: contactPhone },
    ...(licenceId && enterprise.known && { licenceId }),
    consent: { noticeVersion, ...sharing },
  }
}

function enterpriseOf({ enterprise }: Answers): Submission['enterprise'] | undefined {
  if (enterprise === undefined) return undefined
  if (enterprise.known) return { known: true, enterpriseId: enterprise.enterprise.id }
  const { creditCode, name, place, licenceId } = enterprise
  return place && licenceId ? { known: false, creditCode, name, placeId: place.id, licenceId } : undefined
}
