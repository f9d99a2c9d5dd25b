import { localDay } from '@yijian/shared/application/clock'
import type { StatusClass } from '@yijian/shared/enterprise-status'
import type { Language } from '@yijian/shared/errors'
import { type OutreachState, outreachStates } from '@yijian/shared/outreach/words'
import { maskName } from '@yijian/shared/person-name'
import type { IndustrySection } from '@yijian/shared/registry/industry'
import { industrySections } from '@yijian/shared/registry/industry-sections'
import { statusClasses } from '@yijian/shared/registry/words'
import type { Word } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import type { Context } from '../context.ts'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { standingOf } from '../outreach/standing.ts'

/**
 * Which enterprises, and in which order, is settled in one moment before the first row goes out; what stands in a row is
 * read as it is sent, a piece at a time, each in a transaction of its own. One snapshot for all of it would stay open as
 * long as the slowest download: a connection of ten held, and nothing cleaned up behind it. Pages by the order itself
 * would lose or repeat an enterprise whose score changes meanwhile.
 */
const ROWS_AT_ONCE = 500

type Export = {
  readonly context: Context
  readonly caller: OfficerCaller
  /** Whom the file is to hold; see `listMatching`. */
  readonly ids: Float64Array
  /** Phones and principals as they are; every number that leaves is recorded. */
  readonly full: boolean
  readonly now: Date
  readonly language: Language
  readonly exportId: number
}

const HEADER: readonly Word[] = [
  { zh: '企业名称', en: 'Name' },
  { zh: '统一社会信用代码', en: 'Credit code' },
  { zh: '属地', en: 'Place' },
  { zh: '地址', en: 'Address' },
  { zh: '负责人', en: 'Principal' },
  { zh: '登记状态', en: 'Status' },
  { zh: '行业门类', en: 'Industry' },
  { zh: '成立日期', en: 'Established' },
  { zh: '从业人数', en: 'Staff' },
  { zh: '建团可能分', en: 'Score' },
  { zh: '联系情况', en: 'Outreach' },
  { zh: '标签', en: 'Tags' },
  { zh: '电话', en: 'Phones' },
]

export function exportHeader(language: Language): string[] {
  return HEADER.map((word) => (language === 'en' ? word.en : word.zh))
}

/**
 * The rows in the order of the score, and last who took them out, when, and how many they are: a file without that line
 * is not whole. What was deleted or moved out of the caller's places since it was counted is left out.
 */
export async function* exportRows(request: Export): AsyncGenerator<string[]> {
  const { caller, now, language, exportId, ids } = request
  let sent = 0
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
    const page = await readPage(request, [...ids.subarray(at, at + ROWS_AT_ONCE)])
    for (const row of page) yield cellsOf(row, request)
    sent += page.length
  }
  const mark =
    language === 'en'
      ? `Export no. ${exportId}, ${localDay(now)}, by ${caller.name}, ${caller.office.name}; ${sent} in all; for work only`
      : `导出编号 ${exportId}，${localDay(now)} 由${caller.office.name}${caller.name}导出，共 ${sent} 家，仅供工作使用`
  yield [mark, ...Array<string>(HEADER.length - 1).fill('')]
}

type Row = {
  readonly id: number
  readonly name: string
  readonly creditCode: string | null
  readonly placeName: string
  readonly address: string | null
  readonly principalName: string | null
  readonly statusText: string | null
  readonly statusClass: StatusClass
  readonly industrySection: IndustrySection | null
  readonly establishedOn: string | null
  readonly headcount: number | null
  readonly score: number
  readonly outreach: OutreachState
  readonly tags: readonly string[]
  readonly phones: readonly { masked: string; cipher: string }[]
}

async function readPage({ context, caller, full, now }: Export, ids: readonly number[]): Promise<Row[]> {
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await readRows(tx, caller, ids, full)
    if (full)
      await recordSeen(
        tx,
        caller,
        found.map(({ id }) => id),
        now,
      )
    return found
  })
}

async function readRows(tx: Tx, caller: OfficerCaller, ids: readonly number[], full: boolean): Promise<Row[]> {
  return rows(
    tx,
    sql`select e.id, e.name, e.credit_code as "creditCode", d.name as "placeName", coalesce(e.operating_address, e.address) as address,
          e.principal_name as "principalName", e.status_text as "statusText", e.status_class as "statusClass",
          e.industry_section as "industrySection", e.established_on as "establishedOn", e.headcount, e.standard_score as score,
          ${standingOf(caller)} as outreach,
          array(select t.name from enterprise_tag et join tag t on t.id = et.tag_id
            where et.enterprise_id = e.id and t.agency = ${caller.office.agency} and t.archived_at is null order by t.name) as tags,
          coalesce((select jsonb_agg(jsonb_build_object('masked', c.phone_masked, 'cipher', ${full ? sql`c.phone_cipher` : sql`''`}) order by c.rank, c.id)
            from enterprise_contact c where c.enterprise_id = e.id), '[]') as phones
        from unnest(${sql.param(ids)}::bigint[]) with ordinality as page (id, place)
        join enterprise e on e.id = page.id join division d on d.id = e.place_id
        where ${enterprisesOf(caller)} order by page.place`,
  )
}

/** A number that is exported in full is a number that was seen. */
async function recordSeen(tx: Tx, caller: OfficerCaller, ids: readonly number[], now: Date): Promise<void> {
  await tx.execute(sql`insert into enterprise_phone_record (enterprise_id, agency, at, officer_id, post_id, officer_name, what, phone_masked, phone_index)
    select c.enterprise_id, ${caller.office.agency}, ${now.toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, 'seen',
      c.phone_masked, c.phone_index
    from enterprise_contact c where c.enterprise_id = any (${sql.param(ids)}::bigint[])`)
}

function cellsOf(row: Row, { context, full, language }: Export): string[] {
  const say = (word: Word) => (language === 'en' ? word.en : word.zh)
  const phone = ({ masked, cipher }: Row['phones'][number]) =>
    full ? context.cipher.open('enterprise_contact|phone', cipher) : masked
  return [
    row.name,
    row.creditCode ?? '',
    row.placeName,
    row.address ?? '',
    row.principalName === null ? '' : full ? row.principalName : maskName(row.principalName),
    row.statusText ?? say(statusClasses[row.statusClass]),
    row.industrySection === null ? '' : say(industrySections[row.industrySection]),
    row.establishedOn ?? '',
    row.headcount === null ? '' : String(row.headcount),
    String(row.score),
    say(outreachStates[row.outreach]),
    row.tags.join('、'),
    row.phones.map(phone).join('、'),
  ]
}
