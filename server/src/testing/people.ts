import type { Role, Tier } from '@yijian/shared/vocabulary'
import { systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { addOfficer } from '../offices/add-officer.ts'
import { addPost } from '../offices/posts.ts'
import type { TestApp } from './app.ts'

/** Made-up numbers of a range that takes messages; each call gives another one. */
let phones = 0
export function newPhone(): string {
  phones += 1
  return `1380000${String(phones).padStart(4, '0')}`
}

type NewTestOffice = { readonly name: string; readonly tier?: Tier; readonly divisionCodes: readonly string[] }

export async function addTestOffice({ context }: TestApp, office: NewTestOffice): Promise<number> {
  return withTx(context.database, systemScope, (tx) =>
    addOffice(tx, {
      agency: 'league',
      tier: office.tier ?? 'street',
      name: office.name,
      covers: 'places',
      divisionCodes: office.divisionCodes,
      deskPhone: '0571-80000000',
    }),
  )
}

/** An officer with one post, held since 2026. */
export async function addTestOfficer({ context }: TestApp, officeName: string, role: Role = 'secretary') {
  const phone = newPhone()
  const postId = await withTx(context.database, systemScope, async (tx) => {
    await addOfficer(tx, context, { phone, name: `测试${phone.slice(-2)}` })
    return addPost(tx, context, { phone, officeName, role, from: '2026-01-01' })
  })
  return { phone, postId }
}

type NewTestEnterprise = {
  readonly name: string
  readonly divisionCode: string
  readonly phone?: string
  readonly proxy?: boolean
  readonly statusClass?: string
}

let enterprises = 0
/** A row of the register, with one registered phone unless told otherwise. */
export async function addTestEnterprise({ context, db }: TestApp, enterprise: NewTestEnterprise): Promise<number> {
  enterprises += 1
  const { rows } = await db.owner.query<{ id: number }>(
    `insert into enterprise (name, name_key, registration_number, provisional, principal_name, status_class, place_id, place_how, place_certain)
     select $1::text, $1::text, $2, true, '李测试', $3, id, 'street_in_address', true from division where code = $4 and valid_to is null returning id`,
    [enterprise.name, `test-${enterprises}`, enterprise.statusClass ?? 'live', enterprise.divisionCode],
  )
  const id = Number(rows[0]?.id)
  if (enterprise.phone) {
    await db.owner.query(
      `insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, proxy, rank, source)
       values ($1, $2, $3, $4, true, $5, 0, 'register')`,
      [
        id,
        context.cipher.seal('enterprise_contact|phone', enterprise.phone),
        context.cipher.index('phone', enterprise.phone),
        'masked',
        enterprise.proxy ?? false,
      ],
    )
  }
  return id
}
