import { localDay } from '@yijian/shared/application/clock'
import type { StatusClass } from '@yijian/shared/enterprise-status'
import type { Language } from '@yijian/shared/errors'
import type { LibraryFilters } from '@yijian/shared/library/list-contract'
import { type OutreachState, outreachStates } from '@yijian/shared/outreach/words'
import { maskName } from '@yijian/shared/person-name'
import type { IndustrySection } from '@yijian/shared/registry/industry'
import { industrySections } from '@yijian/shared/registry/industry-sections'
import { statusClasses } from '@yijian/shared/registry/words'
import type { Word } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { standingOf } from '../outreach/standing.ts'
import { type Found, findInLibrary } from './find-in-library.ts'
import { getKeyFrequencies } from './key-frequencies.ts'
import { readLibrarySearch } from './library-filters.ts'

/** Read in pieces, each in a moment of its own, so that a slow download holds no connection. */
const ROWS_AT_ONCE = 1000
const MOST_ROWS = 20_000

type Export = {
  readonly context: Context
  readonly caller: OfficerCaller
  readonly filters: LibraryFilters
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

/** The rows in the order of the score, and last who took them out and when. */
export async function* exportRows(request: Export): AsyncGenerator<string[]> {
  const { caller, now, language, exportId } = request
  let cursor: Found | null = null
  for (let sent = 0; sent < MOST_ROWS; ) {
    const page: Page = await readPage(request, cursor)
    for (const row of page.rows) yield cellsOf(row, request)
    sent += page.rows.length
    if (page.rows.length < ROWS_AT_ONCE || !page.last) break
    cursor = page.last
  }
  const mark =
    language === 'en'
      ? `Export no. ${exportId}, ${localDay(now)}, by ${caller.name}, ${caller.office.name}; for work only`
      : `导出编号 ${exportId}，${localDay(now)} 由${caller.office.name}${caller.name}导出，仅供工作使用`
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
type Page = { readonly rows: readonly Row[]; readonly last: Found | undefined }

async function readPage({ context, caller, filters, full, now }: Export, cursor: Found | null): Promise<Page> {
  return withTx(context.database, caller.scope, async (tx) => {
    const frequencies = await getKeyFrequencies(tx)
    const search = await readLibrarySearch(tx, caller, filters, { now, frequencies })
    const found = await findInLibrary(tx, search, { sort: 'score', cursor, limit: ROWS_AT_ONCE, frequencies })
    const ids = found.map(({ id }) => id)
    if (full) await recordSeen(tx, caller, ids, now)
    return { rows: await readRows(tx, caller, ids, full), last: found.at(-1) }
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
        join enterprise e on e.id = page.id join division d on d.id = e.place_id order by page.place`,
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
