import { randomBytes, randomUUID } from 'node:crypto'
import { gradedProcedure } from '@yijian/shared/application/procedure'
import type { Numbers } from '@yijian/shared/application/standard'
import { checkDigit } from '@yijian/shared/credit-code'
import { lookUpKeys } from '@yijian/shared/cross-check/look-up-keys'
import { nameKey } from '@yijian/shared/enterprise-name'
import { StatusClass } from '@yijian/shared/enterprise-status'
import { scoreOf } from '@yijian/shared/library/score'
import { searchColumns } from '@yijian/shared/library/search-keys'
import type { Operation } from '@yijian/shared/operation'
import type { IndustrySection } from '@yijian/shared/registry/industry'
import type { Agency, OrganisationKind, Proof, ReviewState, Role, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import type { Context } from '../context.ts'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { firstRow, rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { createLogger } from '../log.ts'
import { ensureProcedures } from '../reviews/adopted-procedure.ts'
import { testConfig } from './config.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'

/** Monday morning in Hangzhou. */
export const monday = new Date('2026-03-02T09:00:00+08:00')

/** A made-up city to read from: rows are written as they would stand, without the operations that make them. */
export type Fixtures = {
  readonly context: Context
  readonly db: TestDatabase
  /** Calls an operation's handler as the route would; an answer that is not the contract's fails. */
  call<const O extends Operation, Answer>(
    operation: O,
    handler: (call: Call<O>) => Promise<Answer>,
    caller: SignedIn | OfficerCaller | undefined,
    input?: { params?: object; query?: object; body?: object },
  ): Promise<Answer>
  /** The id of the current division with this code. */
  place(code: string): number
  addAccount(phone?: string): Promise<SignedIn>
  addOfficer(office: NewOffice): Promise<OfficerCaller>
  addEnterprise(enterprise: NewEnterprise): Promise<number>
  addCase(application: NewCase): Promise<number>
  write<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

export type NewOffice = {
  readonly tier?: Tier
  readonly agency?: Agency
  readonly name?: string
  readonly role?: Role
  /** Codes of current divisions, or ids of enterprises. */
  readonly over: readonly string[] | readonly number[]
  readonly officeId?: number
}

export type NewEnterprise = {
  readonly place: string
  readonly name?: string
  readonly code?: string
  readonly status?: string
  readonly nature?: 'private' | 'public'
  readonly principal?: string
  readonly phone?: string
  readonly proxy?: boolean
  readonly address?: string
  readonly formerNames?: readonly string[]
  readonly establishedOn?: string
  readonly headcount?: number
  readonly industrySection?: IndustrySection
}

export type NewCase = {
  readonly enterpriseId: number
  readonly place: string
  readonly state?: ReviewState
  readonly agency?: Agency
  readonly step?: number
  readonly kind?: OrganisationKind | null
  readonly actingTier?: Tier | null
  readonly actingOfficeId?: number | null
  readonly startedAt?: Date | null
  readonly dueAt?: Date | null
  readonly applicant?: SignedIn
  readonly numbers?: Partial<Numbers>
  readonly proof?: Proof
  readonly claimedBy?: number
  readonly notedOn?: number
}

const CLOSED: readonly ReviewState[] = ['registered', 'deferred', 'refused', 'withdrawn', 'merged']

export async function createFixtures(options: { max?: number } = {}): Promise<Fixtures> {
  const db = await cloneDatabase(options)
  const config = testConfig()
  const context: Context = {
    config,
    database: db.database,
    cipher: createFieldCipher(config.secrets.field, config.secrets.index),
    queue: { send: async () => {} } as unknown as JobQueue, // messages are written; no worker takes them
    log: createLogger({ logLevel: 'silent' }, { write: () => {} }),
    now: () => monday,
  }
  const write = <T>(run: (tx: Tx) => Promise<T>) => withTx(db.database, systemScope, run)
  await write(ensureProcedures)
  const divisions = await write((tx) =>
    rows<{ id: number; code: string }>(tx, sql`select id, code from division where valid_to is null`),
  )
  const ids = new Map(divisions.map(({ id, code }) => [code, id]))
  const place = (code: string): number => {
    const id = ids.get(code)
    if (id === undefined) throw new Error(`no current division ${code}`)
    return id
  }
  const fixtures: Fixtures = {
    context,
    db,
    place,
    write,
    async call(operation, handler, caller, input = {}) {
      const call = { context, caller, params: undefined, query: {}, body: undefined, language: 'zh-CN', ...input }
      const answer = await handler(call as never) // what a handler reads of a call
      const [schema] = Object.values(operation.responses)
      if (schema) z.parse(schema, answer)
      return answer
    },
    addAccount: (phone) => write((tx) => addAccount(tx, context, phone ?? newPhone())),
    addOfficer: (office) => write((tx) => addOfficer(tx, context, place, office)),
    addEnterprise: (enterprise) => write((tx) => addEnterprise(tx, context, place, enterprise)),
    addCase: (application) => write((tx) => addCase(tx, context, place, application)),
    drop: () => db.drop(),
  }
  return fixtures
}

let phones = 0
function newPhone(): string {
  phones += 1
  return `139000${String(phones).padStart(5, '0')}`
}

/** A valid made-up code of an enterprise. */
export function newCreditCode(serial: number): string {
  const body = `91330106MA9${serial.toString(10).padStart(6, '0')}`
  return body + checkDigit(body)
}

async function addAccount(tx: Tx, { cipher }: Context, phone: string): Promise<SignedIn> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into account (phone_cipher, phone_index, phone_masked)
        values (${cipher.seal('account|phone', phone)}, ${cipher.index('phone', phone)}, ${`${phone.slice(0, 3)}****${phone.slice(7)}`}) returning id`,
  )
  const accountId = row?.id ?? 0
  return { accountId, familyId: randomUUID(), scope: { kind: 'applicant', accountId } }
}

let offices = 0
async function addOfficer(
  tx: Tx,
  context: Context,
  place: Fixtures['place'],
  options: NewOffice,
): Promise<OfficerCaller> {
  const { tier = 'street', agency = 'league', role = 'secretary', over } = options
  const covers = typeof over[0] === 'number' ? 'enterprises' : 'places'
  offices += 1
  const name = options.name ?? `测试团组织${offices}`
  let officeId = options.officeId
  if (officeId === undefined) {
    const added = await firstRow<{ id: number }>(
      tx,
      sql`insert into office (agency, tier, name, covers, desk_phone) values (${agency}, ${tier}, ${name}, ${covers}, '0571-80000001') returning id`,
    )
    officeId = added?.id ?? 0
    for (const one of over) {
      await tx.execute(
        typeof one === 'number'
          ? sql`insert into office_enterprise (office_id, enterprise_id) values (${officeId}, ${one})`
          : sql`insert into office_place (office_id, division_id) values (${officeId}, ${place(one)})`,
      )
    }
  }
  const account = await addAccount(tx, context, newPhone())
  const officer = await firstRow<{ officer_id: number; post_id: number; name: string }>(
    tx,
    sql`with o as (insert into officer (account_id, name) values (${account.accountId}, ${`测试员${offices}`}) returning id, name),
        p as (insert into post (officer_id, office_id, role, valid_from) select id, ${officeId}, ${role}, '2026-01-01' from o returning id)
        select o.id as officer_id, p.id as post_id, o.name from o, p`,
  )
  const under = await rows<{ id: number }>(
    tx,
    sql`with recursive under as (
          select division_id as id from office_place where office_id = ${officeId}
          union select d.id from division d join under on d.parent_id = under.id where d.valid_to is null)
        select id from under`,
  )
  const places = under.map(({ id }) => id)
  const enterprises = covers === 'enterprises' ? (over as readonly number[]) : [] // told apart by its first member above
  return {
    ...account,
    officerId: officer?.officer_id ?? 0,
    postId: officer?.post_id ?? 0,
    role,
    name: officer?.name ?? '',
    office: { id: officeId, agency, tier, name, covers },
    places,
    enterprises,
    scope: { kind: 'officer', accountId: account.accountId, officeId, agency, places, enterprises },
  }
}

let enterprises = 0
async function addEnterprise(tx: Tx, { cipher }: Context, place: Fixtures['place'], e: NewEnterprise): Promise<number> {
  enterprises += 1
  const name = e.name ?? `杭州测试${enterprises}号科技有限公司`
  const facts = {
    headcount: e.headcount ?? null,
    industrySection: e.industrySection ?? null,
    establishedOn: e.establishedOn ?? null,
    statusClass: StatusClass.parse(e.status ?? 'live'),
    nature: e.nature ?? 'private',
    typeClass: 'unknown',
    reachable: e.phone !== undefined && !e.proxy,
  } as const
  const formerNames = e.formerNames ?? []
  const principalName = e.principal ?? '李测试'
  const address = e.address ?? null
  const search = searchColumns({ ...facts, name, formerNames, principalName, address, operatingAddress: null })
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into enterprise (credit_code, name, name_key, lookup_keys, former_names, principal_name, status_text, status_class, nature, address,
          established_on, headcount, industry_section, standard_score, search_text, search_keys, place_id, place_how, place_certain, provisional)
        values (${e.code ?? newCreditCode(enterprises)}, ${name}, ${nameKey(name)}, ${sql.param(lookUpKeys([name]))}::int[],
          ${sql.param(formerNames)}::text[], ${principalName}, ${e.status ?? '存续'}, ${facts.statusClass}, ${facts.nature}, ${address},
          ${facts.establishedOn}, ${facts.headcount}, ${facts.industrySection}, ${scoreOf(facts).score}, ${search.text}, ${sql.param(search.keys)}::int[],
          ${place(e.place)}, ${e.place.length === 9 ? 'street_in_address' : 'district_pool'}, ${e.place.length === 9}, true)
        returning id`,
  )
  const id = row?.id ?? 0
  if (e.phone) {
    await tx.execute(sql`insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, proxy, rank, source)
      values (${id}, ${cipher.seal('enterprise_contact|phone', e.phone)}, ${cipher.index('phone', e.phone)},
        ${`${e.phone.slice(0, 3)}****${e.phone.slice(7)}`}, true, ${e.proxy ?? false}, 0, 'register')`)
  }
  return id
}

async function addCase(tx: Tx, context: Context, place: Fixtures['place'], c: NewCase): Promise<number> {
  const { cipher } = context
  const { agency = 'league', state = 'awaiting_acceptance', enterpriseId } = c
  const { accountId } = c.applicant ?? (await addAccount(tx, context, newPhone()))
  const numbers: Numbers = { staff: 30, youth: 12, members: 4, women: 10, partyBranch: false, ...c.numbers }
  const placeId = place(c.place)
  const application = await firstRow<{ id: number }>(
    tx,
    sql`insert into application (number, account_id, enterprise_id, place_id, command_id, command_digest, proof, staff, youth, members,
          women, party_branch, contact_name_cipher, contact_phone_cipher, contact_phone_index, contact_phone_masked, notice_version,
          share_union, share_women, submitted_at, noted_on)
        values ('2026-' || lpad(nextval('application_number')::text, 6, '0'), ${accountId}, ${enterpriseId}, ${placeId}, ${randomUUID()},
          ${randomBytes(32)}, ${c.proof ?? 'self_declared'}, ${numbers.staff}, ${numbers.youth}, ${numbers.members}, ${numbers.women},
          ${numbers.partyBranch}, ${cipher.seal('application|contact_name', '王测试')}, ${cipher.seal('application|contact_phone', '13900099999')},
          ${cipher.index('phone', '13900099999')}, '139****9999', '2026-11', false, false, ${monday.toISOString()}, ${c.notedOn ?? null})
        returning id`,
  )
  const id = application?.id ?? 0
  if (c.notedOn !== undefined) return id
  const closed = CLOSED.includes(state)
  const settled = ['awaiting_decision', 'formation_approved', 'result_submitted', 'established', 'registered'].includes(
    state,
  )
  const origin = state === 'returned' || state === 'dormant' ? 'verifying' : null
  const dueAt = closed ? null : (c.dueAt ?? null)
  const startedAt = dueAt && (c.startedAt ?? new Date(dueAt.getTime() - 5 * 86_400_000))
  await tx.execute(sql`
    insert into review (application_id, agency, enterprise_id, account_id, place_id, procedure_version_id, state, step, kind, origin_state,
      origin_step, acting_tier, acting_office_id, clock_started_at, promise_days, due_at, claimed_by, claimed_until, next_contact_on, updated_at)
    select ${id}, ${agency}, ${enterpriseId}, ${accountId}, ${placeId}, v.id, ${state}, ${c.step ?? 0},
      ${c.kind ?? (settled ? 'branch' : null)}, ${origin}, ${origin && 0}, ${closed ? null : (c.actingTier ?? 'street')},
      ${c.actingOfficeId ?? null}, ${startedAt?.toISOString() ?? null}, ${dueAt ? 5 : null}, ${dueAt?.toISOString() ?? null},
      ${c.claimedBy ?? null}, ${c.claimedBy ? new Date(monday.getTime() + 3_600_000).toISOString() : null},
      ${state === 'deferred' ? '2026-09-01' : null}, ${monday.toISOString()}
    from procedure_version v where v.name = ${gradedProcedure.name}`)
  return id
}
