import type { Answers, Holder } from '@yijian/shared/application/contract'
import { ruleOf } from '@yijian/shared/application/lifecycle'
import { entryTier, type Procedure } from '@yijian/shared/application/procedure'
import type { Agency, ReviewState, Tier } from '@yijian/shared/vocabulary'
import type * as z from 'zod/mini'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { isoOf } from '../db/moments.ts'
import type { Tx } from '../db/tx.ts'
import { findResponsibleOffice } from '../offices/find-responsible-office.ts'
import type { Progress, ReviewFacts } from './read-progress.ts'

type Held = Pick<
  ReviewFacts,
  'actingTier' | 'actingOfficeId' | 'dueAt' | 'promiseDays' | 'claimedByName' | 'claimedUntil'
> & {
  readonly state: ReviewState
  readonly procedure: Procedure
  readonly placeId: number
}

/** Who has the case, until when, and the office to call: also while it lies with the enterprise, and once it is closed. */
export async function presentHolder(tx: Tx, agency: Agency, held: Held, now: Date): Promise<z.infer<typeof Holder>> {
  const { holder: who } = ruleOf(held.state)
  const tier: Tier = held.actingTier ?? entryTier(held.procedure)
  const office = await findResponsibleOffice(tx, { agency, tier, placeId: held.placeId, officeId: held.actingOfficeId })
  const claimed = who === 'office' && held.claimedUntil !== null && new Date(held.claimedUntil) > now
  return {
    who,
    officeName: office?.name ?? null,
    deskPhone: office?.deskPhone ?? null,
    officerName: claimed ? held.claimedByName : null,
    dueAt: isoOf(held.dueAt),
    promiseDays: held.promiseDays,
  }
}

/** What the enterprise said. The contact's name is in full, the phone never. */
export function presentAnswers(cipher: FieldCipher, progress: Progress): z.infer<typeof Answers> {
  return {
    declaredName: progress.declaredName,
    declaredPrincipal: progress.declaredPrincipal,
    operatingPlace: progress.operatingPlace,
    numbers: progress.numbers,
    contactName: cipher.open('application|contact_name', progress.contactNameCipher),
    contactPhoneMasked: progress.contactPhoneMasked,
    licenceId: progress.licenceId,
  }
}
