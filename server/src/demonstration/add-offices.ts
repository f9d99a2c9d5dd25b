import type { Role } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, type Tx } from '../db/tx.ts'
import { addDemonstrationAccount } from '../messages/demonstration-accounts.ts'
import { addOffice } from '../offices/add-office.ts'
import { addOfficer } from '../offices/add-officer.ts'
import { addPost } from '../offices/posts.ts'

/** The industry committee covers a list of enterprises, wherever they are. */
const courierOffice = '共青团杭州市快递物流行业工作委员会'

type Officer = {
  readonly name: string
  readonly phone: string
  /** Division code of the office, or its name; the role held there. */
  readonly posts: readonly (readonly [office: string, role: Role])[]
  /** Listed on the sign-in page. */
  readonly label?: { readonly zh: string; readonly en: string }
}

/** Made-up people on numbers that read like nobody's. */
export const officers: readonly Officer[] = [
  {
    name: '周小满',
    phone: '19900010001',
    posts: [['330106011', 'clerk']],
    label: { zh: '蒋村街道团工委 经办人', en: 'Clerk of the Jiangcun street office' },
  },
  {
    name: '沈书宁',
    phone: '19900010002',
    posts: [['330106011', 'secretary']],
    label: { zh: '蒋村街道团工委 书记', en: 'Secretary of the Jiangcun street office' },
  },
  {
    name: '陆知远',
    phone: '19900010003',
    posts: [['330106', 'clerk']],
    label: { zh: '西湖区团委', en: 'Officer of Xihu district' },
  },
  {
    name: '钱亦舟',
    phone: '19900010004',
    posts: [['330100', 'clerk']],
    label: { zh: '杭州市团委', en: 'Officer of the city' },
  },
  {
    name: '吴向晚',
    phone: '19900010005',
    posts: [
      ['330106109', 'clerk'],
      [courierOffice, 'clerk'],
    ],
    label: {
      zh: '三墩镇团委与快递物流行业团工委 两个岗位',
      en: 'Two posts: Sandun township and the couriers’ committee',
    },
  },
  { name: '郑念初', phone: '19900010006', posts: [['330106013', 'clerk']] },
  { name: '冯子衿', phone: '19900010007', posts: [['330105005', 'clerk']] },
  { name: '褚云起', phone: '19900010008', posts: [['330105005', 'secretary']] },
  { name: '卫长歌', phone: '19900010009', posts: [['330108002', 'clerk']] },
  { name: '蒋若木', phone: '19900010010', posts: [['330114002', 'clerk']] },
  { name: '韩清和', phone: '19900010011', posts: [['330105', 'clerk']] },
  { name: '杨乐山', phone: '19900010012', posts: [['330108', 'clerk']] },
  { name: '朱见微', phone: '19900010013', posts: [['330114', 'clerk']] },
  { name: '秦思齐', phone: '19900010014', posts: [['330100', 'secretary']] },
]

type Unit = {
  readonly code: string
  readonly name: string
  readonly tier: 'street' | 'county' | 'city'
  readonly county: string | null
}

/** A league office for the city, each county and each street and township. @returns division code → name of its office */
export async function addPlaceOffices(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const units = await rows<Unit>(
    tx,
    sql`select d.code, d.name, d.tier, case when d.tier = 'street' then p.name end as county
        from division d left join division p on p.id = d.parent_id
        where d.valid_to is null and d.tier in ('street', 'county', 'city') order by d.code`,
  )
  const names = new Map<string, string>()
  for (const [n, unit] of units.entries()) {
    const name = officeName(unit)
    // No number of Hangzhou begins with 0: a tap on it calls nobody.
    const deskPhone = `0571-0000${String(n + 1).padStart(4, '0')}`
    await addOffice(tx, {
      agency: 'league',
      tier: unit.tier,
      name,
      covers: 'places',
      divisionCodes: [unit.code],
      deskPhone,
    })
    names.set(unit.code, name)
  }
  return names
}

/** An office over a list of enterprises, which takes precedence over the one of the place. */
export async function addCourierOffice(tx: Tx, creditCodes: readonly string[]): Promise<void> {
  await addOffice(tx, {
    agency: 'league',
    tier: 'street',
    name: courierOffice,
    covers: 'enterprises',
    creditCodes,
    deskPhone: '0571-00009999',
  })
}

/** @param from first day of every post, `YYYY-MM-DD` */
export async function addOfficers(
  tx: Tx,
  context: Context,
  officeNames: ReadonlyMap<string, string>,
  from: string,
): Promise<void> {
  for (const { name, phone, posts, label } of officers) {
    await addOfficer(tx, context, { phone, name })
    for (const [office, role] of posts) {
      await addPost(tx, context, { phone, officeName: officeNames.get(office) ?? office, role, from })
    }
    if (label) await addDemonstrationAccount(tx, context, { phone, labelZh: label.zh, labelEn: label.en })
  }
}

/** A street has a 工作委员会, a township a 委员会; districts stand under the city's name, counties under their own. */
function officeName({ name, tier, county }: Unit): string {
  if (tier === 'city') return `共青团${name}委员会`
  const within = county ?? name
  const prefix = within.endsWith('区') ? '杭州市' : ''
  if (tier === 'county') return `共青团${prefix}${name}委员会`
  return `共青团${prefix}${within}${name}${name.endsWith('街道') ? '工作' : ''}委员会`
}
