import { dueAfter, localDay } from '@yijian/shared/application/clock'
import type { Claim, CrossCheckReason, Suggestion } from '@yijian/shared/cross-check/cross-check'
import { taskKinds } from '@yijian/shared/tasks/task-kinds'
import { sql } from 'drizzle-orm'
import { crossCheckClaim } from '../cross-check/cross-check-claims.ts'
import { clientOf, type Tx } from '../db/tx.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import { MATCH_FACTS, NOT_YET_ASKED, TOLD } from './match-provisional.ts'

/** One name but for its writing. */
const WRITTEN: ReadonlySet<CrossCheckReason> = new Set([
  'name_same',
  'name_form_written_differently',
  'name_region_written_differently',
  'name_former',
])
/** One name with a slip, or a part of it: one principal may well have two such enterprises, two principals have. */
const ALIKE: ReadonlySet<CrossCheckReason> = new Set([
  'name_sounds_the_same',
  'name_one_character_off',
  'name_parts_reordered',
  'name_cut_short',
  'name_abbreviated',
  'name_in_latin_letters',
])

/**
 * Which enterprise of the register somebody may have meant who entered one by hand under a code that it does not have. To be
 * asked before that entry stands beside the others. 依据: DOMAIN §8.10 第1条
 * @returns its id
 */
export async function findLikelyMeant(tx: Tx, claim: Claim): Promise<number | undefined> {
  const { suggestions } = await crossCheckClaim(clientOf(tx), claim)
  return suggestions.find(isLikelyMeant)?.enterprise.id
}

function isLikelyMeant({ reasons }: Suggestion): boolean {
  if (reasons.includes('principal_different')) return false
  const isAlike = reasons.includes('principal_same') && reasons.some((reason) => ALIKE.has(reason))
  return isAlike || reasons.some((reason) => WRITTEN.has(reason))
}

/** Has the street say whether the enterprise of an application, entered by hand, is this one of the register. */
export async function askWhetherRegistered(
  tx: Tx,
  { applicationId, registered, now }: { applicationId: number; registered: number; now: Date },
): Promise<void> {
  const dueOn = localDay(dueAfter(now, taskKinds.provisional.days, await readCalendar(tx)))
  await tx.execute(sql`
    with told as (${TOLD})
    insert into task (kind, agency, enterprise_id, place_id, batch_id, review_id, facts, opened_at, due_on)
    select 'provisional', t.agency, t.id, t.place_id, e.batch_id, t.review_id, ${MATCH_FACTS}, ${now.toISOString()}, ${dueOn}
    from told t join enterprise e on e.id = ${registered} and not e.provisional and e.credit_code is not null and e.batch_id is not null
    where t.application_id = ${applicationId} and ${NOT_YET_ASKED}
    on conflict (enterprise_id, kind, agency) where state = 'open' do nothing`)
}
