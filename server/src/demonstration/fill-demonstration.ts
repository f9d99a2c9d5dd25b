import { addDays, type Calendar, localDay } from '@yijian/shared/application/clock'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { importRegister } from '../imports/import-register.ts'
import { sealLedger } from '../ledger/seal-ledger.ts'
import { addDemonstrationAccount } from '../messages/demonstration-accounts.ts'
import { sendMessage } from '../messages/send-message.ts'
import { createSimulatorGateway } from '../messages/simulator-gateway.ts'
import { sampleRegisterSource } from '../registry/sample-register.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import { act, type Cast, type Telling } from './act.ts'
import { addCourierOffice, addOfficers, addPlaceOffices } from './add-offices.ts'
import { addNewerRegister } from './newer-register.ts'
import { numbersOf } from './numbers.ts'
import { createRandom } from './random.ts'
import { endSessions, signInAs } from './sign-in-as.ts'
import { type Deed, type Story, stories } from './stories.ts'
import { enterpriseOf, type PlaceNames, registerOf, type StoryEnterprise } from './story-enterprises.ts'
import { tellOutreach } from './tell-outreach.ts'

const SEED = 20261122
/** Rows of the library, dirt included. */
const LIBRARY = 2000
const DAY_MS = 86_400_000

/** True when nothing of the product's use is in the database: the sample goes nowhere else. */
export async function isEmpty({ database }: Pick<Context, 'database'>): Promise<boolean> {
  const row = await withTx(database, systemScope, (tx) =>
    firstRow<{ used: boolean }>(
      tx,
      sql`select exists (select 1 from account) or exists (select 1 from office) or exists (select 1 from enterprise)
            or exists (select 1 from application) as used`,
    ),
  )
  return row?.used === false
}

/**
 * Fills an empty database with a made-up city: a register, offices, officers and applications in every
 * state, told over the past weeks through the product's own operations, so that its ledger verifies.
 * Messages go to the simulator only. The same every time, but for ids and the days counted back from today.
 */
export async function fillDemonstration(context: Context): Promise<void> {
  // The sample delivers its own messages, each at its own time: no job is left behind for the worker.
  const quiet: Context = { ...context, queue: { ...context.queue, send: async () => {} } }
  const at = (moment: Date): Context => ({ ...quiet, now: () => moment })
  const today = context.now()
  const before = new Date(today.getTime() - 90 * DAY_MS)
  const enterprises = await addRegister(context, localDay(new Date(today.getTime() - 20 * DAY_MS)))
  const { cast, calendar } = await withTx(context.database, systemScope, async (tx) => {
    const officeNames = await addPlaceOffices(tx)
    await addCourierOffice(
      tx,
      enterprises.flatMap(({ creditCode }, n) => (stories[n]?.courier ? [creditCode] : [])),
    )
    await addOfficers(tx, at(before), officeNames, localDay(new Date(before.getTime() - 200 * DAY_MS)))
    return { cast: await castOf(tx, enterprises, localDay(today)), calendar: await readCalendar(tx) }
  })
  const officers = await signOfficersIn(at(before))
  for (const { telling, deed, moment } of timeline(cast.tellings, today, calendar)) {
    await act(at(moment), { ...cast, officers }, telling, deed)
  }
  const dayBefore = workingDaysBefore(localDay(today), calendar)
  await tellOutreach(quiet, { ...cast, officers }, { at, dayBefore })
  await addNewerRegister(quiet, enterprises, localDay(new Date(today.getTime() - DAY_MS)))
  await withTx(context.database, systemScope, (tx) => listApplicants(tx, context))
  await endSessions(context)
  await deliverMessages(quiet)
  await sealLedger(context)
}

/** The library, and the enterprises that the stories are about. */
async function addRegister(context: Context, sourceDate: string): Promise<StoryEnterprise[]> {
  const places = await withTx(context.database, systemScope, readPlaceNames)
  const enterprises = stories.map((story, n) => enterpriseOf(story, n, places))
  await importRegister(context, { source: sampleRegisterSource({ count: LIBRARY, seed: SEED }), sourceDate })
  await importRegister(context, { source: registerOf(enterprises), sourceDate })
  return enterprises
}

async function readPlaceNames(tx: Tx): Promise<PlaceNames> {
  const found = await rows<{ code: string; county: string; street: string | null }>(
    tx,
    sql`select d.code, case d.tier when 'street' then p.name else d.name end as county, case d.tier when 'street' then d.name end as street
        from division d left join division p on p.id = d.parent_id where d.valid_to is null`,
  )
  return new Map(found.map(({ code, county, street }) => [code, { county, street }]))
}

async function castOf(tx: Tx, enterprises: readonly StoryEnterprise[], today: string): Promise<Omit<Cast, 'officers'>> {
  const random = createRandom(SEED)
  const known = await rows<{ id: number; code: string }>(
    tx,
    sql`select id, credit_code as code from enterprise where credit_code like '______%YYYYY%'`,
  )
  const ids = new Map(known.map(({ id, code }) => [code, id]))
  const divisions = await rows<{ id: number; code: string }>(
    tx,
    sql`select id, code from division where valid_to is null`,
  )
  const tellings = stories.map((story, n): Telling => {
    const enterprise = enterprises[n]
    const enterpriseId = enterprise && ids.get(enterprise.creditCode)
    if (!enterprise || !enterpriseId) throw new Error(`story ${n} has no enterprise in the register`)
    return { n, story, enterprise, enterpriseId, numbers: numbersOf(story.size, random) }
  })
  return { tellings, places: new Map(divisions.map(({ id, code }) => [code, id])), random, today }
}

/** Every post as somebody acting in it; secretaries after clerks. */
async function signOfficersIn(context: Context): Promise<ReadonlyMap<number, readonly OfficerCaller[]>> {
  const posts = await rows<{ id: number; phone: string }>(
    context.database.orm,
    sql`select p.id, a.phone_cipher as phone from post p join officer o on o.id = p.officer_id join account a on a.id = o.account_id order by p.role, p.id`,
  )
  const officers = new Map<number, OfficerCaller[]>()
  for (const { id, phone } of posts) {
    const { officer } = await signInAs(context, context.cipher.open('account|phone', phone), { postId: id })
    if (!officer) throw new Error(`post ${id} is not held on the first day of the sample`)
    officers.set(officer.office.id, [...(officers.get(officer.office.id) ?? []), officer])
  }
  return officers
}

type Moment = { readonly telling: Telling; readonly deed: Deed; readonly moment: Date }

/** All deeds of all stories in the order in which they happened. */
function timeline(tellings: readonly Telling[], today: Date, calendar: Calendar): Moment[] {
  const days = workingDaysBefore(localDay(today), calendar)
  const momentOf = (daysAgo: number, order: number, n: number): Date => {
    if (daysAgo === 0) return new Date(today.getTime() - 3_600_000)
    const minutes = 8 * 60 + 45 + order * 55 + ((n * 17) % 50)
    return new Date(Date.parse(`${days(daysAgo)}T00:00:00+08:00`) + minutes * 60_000)
  }
  return tellings
    .flatMap((telling) =>
      deedsOf(telling.story).map(([daysAgo, deed], order) => ({
        telling,
        deed,
        moment: momentOf(daysAgo, order, telling.n),
      })),
    )
    .sort((a, b) => a.moment.getTime() - b.moment.getTime() || a.telling.n - b.telling.n)
}

/** Who applies by invitation was invited the working day before. */
function deedsOf({ proof, deeds }: Story): Story['deeds'] {
  const [first] = deeds
  return proof === 'invited_phone' && first?.[1] === 'submit' ? [[first[0] + 1, 'invite'], ...deeds] : deeds
}

function workingDaysBefore(today: string, calendar: Calendar): (count: number) => string {
  const days: string[] = []
  return (count) => {
    for (let day = days.at(-1) ?? today; days.length < count; ) {
      day = addDays(day, -1)
      if (calendar.isWorkingDay(day)) days.push(day)
    }
    return days[count - 1] ?? today
  }
}

async function listApplicants(tx: Tx, context: Context): Promise<void> {
  for (const { account } of stories) {
    if (account)
      await addDemonstrationAccount(tx, context, { phone: account.phone, labelZh: account.zh, labelEn: account.en })
  }
}

/** Each message a few seconds after the fact it tells of. */
async function deliverMessages(context: Context): Promise<void> {
  const queued = await rows<{ id: string; at: string }>(
    context.database.orm,
    sql`select id, created_at as at from message where state = 'queued' order by created_at, id`,
  )
  for (const { id, at } of queued) {
    const later: Context = { ...context, now: () => new Date(Date.parse(at) + 4000) }
    await sendMessage(later, createSimulatorGateway(later), id)
  }
}
