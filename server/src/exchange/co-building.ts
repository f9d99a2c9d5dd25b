import { localDay } from '@yijian/shared/application/clock'
import type { Language } from '@yijian/shared/errors'
import { type CoBuildingFit, coBuilding, coBuildingStandardOn } from '@yijian/shared/exchange/co-building'
import type {
  CoBuildingItem,
  CoBuildingStreet,
  downloadCoBuilding,
  readCoBuilding,
} from '@yijian/shared/exchange/contract'
import {
  coBuildingHeader,
  coBuildingWords,
  listedFits,
  organisationWords,
  sideWords,
} from '@yijian/shared/exchange/words'
import type { AnswerOf } from '@yijian/shared/operation'
import { statusClasses } from '@yijian/shared/registry/words'
import { Id } from '@yijian/shared/values'
import type { Agency, Word } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import type { Context } from '../context.ts'
import { readCursor, writeCursor } from '../db/cursor.ts'
import { firstRow, rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call, FileAnswer } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { getAdoptedProcedure } from '../reviews/adopted-procedure.ts'
import { tableFile } from '../spreadsheets/table-file.ts'
import { nameWithout } from './download-list.ts'
import { getCheckedList } from './present-list.ts'

const PAGE = 50
const ORGANISATIONS_AT_ONCE = 1000

type Judged = Omit<CoBuildingItem, 'organisations'> & { readonly placeCode: string }

/** @throws Refusal not_found, list_not_checked */
export async function handleReadCoBuilding({
  context,
  caller,
  params,
  query: { fit, placeId, cursor },
}: Call<typeof readCoBuilding>): Promise<AnswerOf<typeof readCoBuilding>> {
  const { all, outside, streets } = await withTx(context.database, caller.scope, async (tx) => {
    const { id } = await getCheckedList(tx, caller, params.id)
    const judged = await judgeEnterprises(tx, caller, id, context.now())
    return { all: judged, outside: await countOutside(tx, caller, id), streets: await listStreets(tx, judged) }
  })
  const wanted = all.filter(
    (one) =>
      (fit === undefined ? listedFits.includes(one.fit) : one.fit === fit) &&
      (placeId === undefined || one.placeId === placeId),
  )
  // What the cursor names may have left the list since: the page begins behind where it stood.
  const rest = cursor === undefined ? wanted : wanted.filter(standsAfter(cursor))
  const page = rest.slice(0, PAGE)
  const last = page.at(-1)
  return {
    streets,
    outside,
    items: await withOrganisations(context, caller.office.agency, page),
    next: last && rest.length > PAGE ? writeCursor([last.placeCode, last.enterpriseId]) : null,
  }
}

const CoBuildingCursor = z.tuple([z.string().check(z.regex(/^\d{1,12}$/)), Id])

/** In the order of the streets' codes, then of ids. @throws Refusal malformed_request */
function standsAfter(cursor: string): (one: Judged) => boolean {
  const [code, id] = readCursor(CoBuildingCursor, cursor)
  return ({ placeCode, enterpriseId }) => placeCode > code || (placeCode === code && enterpriseId > id)
}

/** @throws Refusal not_found, list_not_checked */
export async function handleDownloadCoBuilding({
  context,
  caller,
  params,
  query,
  language,
}: Call<typeof downloadCoBuilding>): Promise<FileAnswer> {
  const { list, all, streets } = await withTx(context.database, caller.scope, async (tx) => {
    const found = await getCheckedList(tx, caller, params.id)
    const judged = await judgeEnterprises(tx, caller, found.id, context.now())
    return { list: found, all: judged, streets: await listStreets(tx, judged) }
  })
  const say = (word: Word) => (language === 'en' ? word.en : word.zh)
  return tableFile(query.format, nameWithout(list.fileName, language === 'en' ? 'co-building' : '共建清单'), {
    title: language === 'en' ? 'Co-building' : '共建清单',
    header: coBuildingHeader.map(say),
    rows: coBuildingRows(context, caller.office.agency, {
      all: all.filter(({ fit }) => listedFits.includes(fit)),
      streets,
      language,
    }),
  })
}

async function* coBuildingRows(
  context: Context,
  agency: Agency,
  { all, streets, language }: { all: readonly Judged[]; streets: readonly CoBuildingStreet[]; language: Language },
): AsyncGenerator<string[]> {
  const say = (word: Word) => (language === 'en' ? word.en : word.zh)
  const covering = new Map(streets.map(({ placeId, offices }) => [placeId, offices]))
  for (let start = 0; start < all.length; start += ORGANISATIONS_AT_ONCE) {
    for (const item of await withOrganisations(context, agency, all.slice(start, start + ORGANISATIONS_AT_ONCE))) {
      const side = (of: Agency) =>
        `${say(sideWords[item.sides[of]])}${item.organisations[of] === 'has' ? ` · ${say(organisationWords.has)}` : ''}`
      const offices = (covering.get(item.placeId) ?? []).map(({ name }) => name)
      yield [
        item.placeName,
        item.name,
        item.creditCode ?? '',
        item.statusText ?? say(statusClasses[item.statusClass]),
        item.headcount === null ? '' : String(item.headcount),
        say(coBuildingWords[item.fit]),
        side('league'),
        side('union'),
        side('women'),
        offices.join('；'),
      ]
    }
  }
}

/**
 * Rows that agreed and were not ruled out, or were confirmed by a person; each enterprise once. A new check may begin while
 * this is asked: those below zero are of its answer, which is not whole yet.
 */
const MEANT = sql`select distinct on (enterprise_id) enterprise_id, row_number from (
    select coalesce(confirmed_id, enterprise_id) as enterprise_id, row_number, list_id from list_exchange_row
    where row_number > 0 and (decision = 'confirmed' or (verdict = 'agree' and decision = 'open'))) as meant`

type Facts = Omit<Judged, 'fit' | 'why' | 'sides'> & {
  readonly publicBody: boolean
  readonly numbers: { staff: number | null; youth: number | null; members: number | null; women: number | null } | null
}

/** In the order of their streets. Numbers of an application count where row-level security lets this officer see it. */
async function judgeEnterprises(tx: Tx, caller: OfficerCaller, listId: number, now: Date): Promise<Judged[]> {
  const { procedure } = await getAdoptedProcedure(tx, 'league', now)
  const standard = coBuildingStandardOn(localDay(now))
  const found = await rows<Facts>(
    tx,
    sql`select m.row_number as "row", e.id as "enterpriseId", e.name, e.credit_code as "creditCode", e.status_text as "statusText",
          e.status_class as "statusClass", e.nature = 'public' as "publicBody", e.place_id as "placeId", d.name as "placeName",
          d.code as "placeCode", e.headcount, a.numbers
        from (${MEANT} where list_id = ${listId} order by enterprise_id, row_number) m
        join enterprise e on e.id = m.enterprise_id join division d on d.id = e.place_id
        left join lateral (
          select jsonb_build_object('staff', a.staff, 'youth', a.youth, 'members', a.members, 'women', a.women) as numbers
          from application a where a.enterprise_id = e.id order by a.submitted_at desc limit 1) a on true
        where ${enterprisesOf(caller)} order by d.code, e.id`,
  )
  return found.map(({ publicBody, numbers, ...item }) => ({
    ...item,
    ...coBuilding(
      { statusClass: item.statusClass, publicBody, headcount: item.headcount, numbers },
      procedure.thresholds,
      standard,
    ),
  }))
}

async function countOutside(tx: Tx, caller: OfficerCaller, listId: number): Promise<number> {
  const row = await firstRow<{ count: number }>(
    tx,
    sql`select count(*) as count from (${MEANT} where list_id = ${listId}) m join enterprise e on e.id = m.enterprise_id
        where not ${enterprisesOf(caller)}`,
  )
  return row?.count ?? 0
}

async function listStreets(tx: Tx, judged: readonly Judged[]): Promise<CoBuildingStreet[]> {
  const streets = new Map<
    number,
    Omit<CoBuildingStreet, 'offices' | 'counts'> & { counts: Record<CoBuildingFit, number> }
  >()
  for (const { placeId, placeName, fit } of judged) {
    const street = streets.get(placeId) ?? { placeId, placeName, counts: { both: 0, joint: 0, ask: 0, no: 0 } }
    street.counts[fit]++
    streets.set(placeId, street)
  }
  const covering = await rows<{ placeId: number; agency: Agency; name: string }>(
    tx,
    sql`with recursive up as (
          select id as origin, id, parent_id, 0 as height from division where id = any (${sql.param([...streets.keys()])}::int[])
          union all select up.origin, d.id, d.parent_id, height + 1 from up join division d on d.id = up.parent_id)
        select distinct on (up.origin, o.agency) up.origin as "placeId", o.agency, o.name
        from up join office_place p on p.division_id = up.id join office o on o.id = p.office_id
        where o.closed_on is null and o.covers = 'places' order by up.origin, o.agency, up.height, o.id`,
  )
  const byPlace = Map.groupBy(covering, ({ placeId }) => placeId)
  return [...streets.values()].map((street) => ({
    ...street,
    offices: (byPlace.get(street.placeId) ?? []).map(({ agency, name }) => ({ agency, name })),
  }))
}

const SHARED_WITH: Readonly<Record<Agency, ReturnType<typeof sql> | undefined>> = {
  league: undefined,
  union: sql`a.share_union`,
  women: sql`a.share_women`,
}

/** One's own organisations are known; another agency's only where the enterprise agreed to share its application. */
async function withOrganisations(context: Context, agency: Agency, page: readonly Judged[]): Promise<CoBuildingItem[]> {
  const consent = SHARED_WITH[agency]
  const shared = consent
    ? sql`exists (select 1 from application a where a.id = o.application_id and ${consent})`
    : sql`false`
  // Consent is asked for across agencies, and answers with nothing but the organisation's existence.
  const found = await withTx(context.database, systemScope, (tx) =>
    rows<{ enterpriseId: number; agency: Agency }>(
      tx,
      sql`select distinct oe.enterprise_id as "enterpriseId", o.agency from organisation_enterprise oe join organisation o on o.id = oe.organisation_id
          where oe.enterprise_id = any (${sql.param(page.map(({ enterpriseId }) => enterpriseId))}::bigint[])
            and oe.valid_to is null and o.dissolved_on is null and (o.agency = ${agency} or ${shared})`,
    ),
  )
  const known = new Set(found.map((one) => `${one.agency}-${one.enterpriseId}`))
  return page.map(({ placeCode: _code, ...item }) => {
    const of = (side: Agency) =>
      known.has(`${side}-${item.enterpriseId}`) ? 'has' : side === agency ? 'none' : 'not_known'
    return { ...item, organisations: { league: of('league'), union: of('union'), women: of('women') } }
  })
}
