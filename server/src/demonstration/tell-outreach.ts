import { randomUUID } from 'node:crypto'
import { addDays, localDay } from '@yijian/shared/application/clock'
import type { moveLibraryEnterprise, recordOutreach } from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, rows, systemScope, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleInvite } from '../invitations/invite.ts'
import { handleMoveLibraryEnterprise } from '../outreach/move-library-enterprise.ts'
import { handleRecordOutreach } from '../outreach/record-outreach.ts'
import type { Cast } from './act.ts'
import { type OutreachDeed, outreachStories } from './outreach-stories.ts'
import { callOf } from './sign-in-as.ts'

/** Streets whose officers one can sign in as, or who work beside them; the others have not begun. */
const STREETS = ['330106011', '330106109', '330106013', '330105005']

type Asked = {
  readonly at: (moment: Date) => Context
  /** The day so many working days before today. */
  readonly dayBefore: (workingDays: number) => string
}

/** Calls, visits and days to come back on with enterprises of the library that have not applied, by the clerks of their streets. */
export async function tellOutreach(context: Context, cast: Cast, { at, dayBefore }: Asked): Promise<void> {
  for (const [turn, code] of STREETS.entries()) {
    const placeId = cast.places.get(code) ?? 0
    const clerk = [...cast.officers.values()]
      .flat()
      .find(({ places, office }) => office.covers === 'places' && places.includes(placeId) && office.tier === 'street')
    if (!clerk) throw new Error(`nobody works in the street ${code}`)
    const enterprises = await untouched(context, placeId, cast.today)
    // Each street begins elsewhere in the list, so that no two of them have told the same.
    const stories = [...outreachStories.slice(turn), ...outreachStories.slice(0, turn)]
    for (const [n, id] of enterprises.entries()) {
      let version = 0
      for (const [order, deed] of (stories[n] ?? []).entries()) {
        const moment = new Date(
          Date.parse(`${dayBefore(deed.daysAgo)}T09:00:00+08:00`) + (order * 70 + n * 13 + turn * 29) * 60_000,
        )
        version = await tell(at(moment), clerk, { id, version, deed, today: cast.today })
      }
    }
  }
}

type Told = { readonly id: number; readonly version: number; readonly deed: OutreachDeed; readonly today: string }

/** @returns the version that outreach stands at afterwards */
async function tell(context: Context, clerk: OfficerCaller, { id, version, deed, today }: Told): Promise<number> {
  const base = { commandId: randomUUID(), version }
  if (deed.did === 'invite') {
    await handleInvite(callOf(context, clerk, { params: { enterpriseId: id } }))
    return version
  }
  if (deed.did === 'assign') {
    const body = { ...base, action: 'assign' } as const
    const call = callOf<typeof moveLibraryEnterprise>(context, clerk, { params: { id }, body })
    return (await handleMoveLibraryEnterprise(call)).version
  }
  const { contact, called, next } = deed
  const phoneId = called && (await firstPhone(context, id))
  const body = {
    ...base,
    ...contact,
    happenedOn: localDay(context.now()),
    ...(phoneId !== undefined && { phoneId }),
    ...(next !== undefined && { nextOn: addDays(today, next) }),
  }
  return (await handleRecordOutreach(callOf<typeof recordOutreach>(context, clerk, { params: { id }, body }))).version
}

/** Enterprises of a street that nothing has been told of yet, with a number to call. */
async function untouched(context: Context, placeId: number, today: string): Promise<number[]> {
  const found = await withTx(context.database, systemScope, (tx) =>
    rows<{ id: number }>(
      tx,
      sql`select e.id from enterprise e
          where e.place_id = ${placeId} and e.status_class = 'live' and e.nature = 'private'
            and (e.established_on is null or e.established_on < ${addDays(today, -120)}::date)
            and e.credit_code not like '______%YYYYY%'
            and exists (select from enterprise_contact c where c.enterprise_id = e.id and c.sms_capable and not c.proxy)
            and not exists (select from organisation_enterprise oe where oe.enterprise_id = e.id)
            and not exists (select from application a where a.enterprise_id = e.id)
          order by e.standard_score desc, e.id limit ${outreachStories.length}`,
    ),
  )
  return found.map(({ id }) => id)
}

async function firstPhone(context: Context, enterpriseId: number): Promise<number | undefined> {
  const phone = await firstRow<{ id: number }>(
    context.database.orm,
    sql`select id from enterprise_contact where enterprise_id = ${enterpriseId} order by rank, id limit 1`,
  )
  return phone?.id
}
