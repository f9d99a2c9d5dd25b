import { randomUUID } from 'node:crypto'
import type { CaseView, ContactRecord, Decision } from '@yijian/shared/application/case-contract'
import { type ApplicationView, noticeVersion, type Receipt, type Submission } from '@yijian/shared/application/contract'
import type { Procedure } from '@yijian/shared/application/procedure'
import type { Numbers } from '@yijian/shared/application/standard'
import { checkDigit } from '@yijian/shared/credit-code'
import type { ErrorBody } from '@yijian/shared/errors'
import type { ReviewState, Role, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, rows, systemScope, withTx } from '../db/tx.ts'
import { drawPaper } from '../demonstration/draw-paper.ts'
import { getOrAddAccount } from '../identity/get-or-add-account.ts'
import { issueAccessToken } from '../identity/tokens.ts'
import { addOffice } from '../offices/add-office.ts'
import { addOfficer } from '../offices/add-officer.ts'
import { addPost } from '../offices/posts.ts'
import { adoptProcedure, ensureProcedures, publishProcedure } from '../reviews/adopted-procedure.ts'
import { startTestApp, type TestApp } from './app.ts'

/** Everything that an answer of the line may carry; what a status promises is the contracts' business. */
export type Answer = {
  readonly status: number
  readonly body: Partial<Omit<CaseView, 'actions'> & Pick<ApplicationView, 'correct'> & Receipt & ErrorBody> & {
    readonly actions?: CaseView['actions'] | ApplicationView['actions']
  }
}

/** Somebody signed in, on real HTTP; the access token is as fresh as the product's clock asks. */
export type Person = {
  readonly phone: string
  readonly accountId: number
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<Answer>
  upload(kind: 'licence' | 'meeting_result'): Promise<string>
}

export type Place = '330106011' | '330106013' | '330106' | '330105' | '330100' | '330105005'
export type Standing = {
  readonly state: ReviewState
  readonly version: number
  readonly dueAt: string | null
  readonly events: number
}

/** 杭州 with two streets of one county, one of another, and their officers: a clerk and a secretary each. */
export type Line = {
  readonly test: TestApp
  /** A current division's id. */
  place(code: Place): number
  /** The clerk first, the secretary second. */
  officers(code: Place): readonly [Person, Person]
  addEnterprise(enterprise?: { place?: Place; phone?: string; status?: string; name?: string }): Promise<number>
  addListOffice(enterpriseIds: readonly number[]): Promise<Person>
  person(phone?: string, session?: { postId?: number; invitationId?: number }): Promise<Person>
  submission(enterpriseId: number, change?: Partial<Submission>): Submission
  /** Submits and expects it to be taken. @returns the application's id */
  submit(by: Person, enterpriseId: number, change?: Partial<Submission>): Promise<number>
  /** A decision on the case as it stands now. */
  decide(by: Person, id: number, action: Decision['action'], parts?: Partial<Decision>): Promise<Answer>
  contact(by: Person, id: number, change?: Partial<ContactRecord>): Promise<Answer>
  answer(by: Person, id: number, what: 'resubmit' | 'withdraw' | 'result', parts?: object): Promise<Answer>
  meetingResult(by: Person, members?: number): Promise<object>
  standing(id: number): Promise<Standing>
  adopt(procedure: Procedure): Promise<void>
  /** Reads as the owner, past row-level security. */
  read<T extends Record<string, unknown>>(statement: string, values?: readonly unknown[]): Promise<T[]>
  close(): Promise<void>
}

export const branchNumbers: Numbers = { staff: 40, youth: 15, members: 6, women: 12, partyBranch: false }
export const fewNumbers: Numbers = { staff: 20, youth: 6, members: 1, women: 5, partyBranch: null }

const offices: readonly { code: Place; tier: Tier; name: string }[] = [
  { code: '330106011', tier: 'street', name: '共青团杭州市西湖区蒋村街道工作委员会' },
  { code: '330106013', tier: 'street', name: '共青团杭州市西湖区文新街道工作委员会' },
  { code: '330105005', tier: 'street', name: '共青团杭州市拱墅区拱宸桥街道工作委员会' },
  { code: '330106', tier: 'county', name: '共青团杭州市西湖区委员会' },
  { code: '330105', tier: 'county', name: '共青团杭州市拱墅区委员会' },
  { code: '330100', tier: 'city', name: '共青团杭州市委员会' },
]

let phones = 0
export function linePhone(): string {
  phones += 1
  return `1990002${String(phones).padStart(4, '0')}`
}

let serial = 0

export async function openLine(options: { max?: number } = {}): Promise<Line> {
  const test = await startTestApp({ worker: false, ...options })
  const { context, db } = test
  const system = <T>(run: Parameters<typeof withTx<T>>[2]) => withTx(context.database, systemScope, run)
  await system(ensureProcedures)
  const found = await system((tx) =>
    rows<{ id: number; code: string }>(tx, sql`select id, code from division where valid_to is null`),
  )
  const ids = new Map(found.map(({ id, code }) => [code, id]))
  const place = (code: string): number => ids.get(code) ?? 0

  async function person(
    phone = linePhone(),
    session: { postId?: number; invitationId?: number } = {},
  ): Promise<Person> {
    const family = randomUUID()
    const accountId = await system(async (tx) => {
      const id = await getOrAddAccount(tx, context, phone)
      await tx.execute(sql`insert into session_family (id, account_id, invitation_id, post_id)
        values (${family}, ${id}, ${session.invitationId ?? null}, ${session.postId ?? null})`)
      return id
    })
    // An address of one's own: the limits per address are another test's business.
    const remoteAddress = `10.${(accountId >> 16) & 255}.${(accountId >> 8) & 255}.${accountId & 255}`
    const headers = () => {
      const claims = { sub: String(accountId), family, version: 1 }
      return { authorization: `Bearer ${issueAccessToken(test.app, context.now(), claims).accessToken}` }
    }
    return {
      phone,
      accountId,
      async call(method, url, body) {
        const response = await test.inject({
          method,
          url,
          remoteAddress,
          headers: headers(),
          ...(body ? { payload: body } : {}),
        })
        return { status: response.statusCode, body: response.body ? response.json() : {} }
      },
      async upload(kind) {
        const request = {
          method: 'POST',
          url: `/api/attachments?kind=${kind}`,
          remoteAddress,
          payload: drawPaper(),
        } as const
        const response = await test.inject({ ...request, headers: { ...headers(), 'content-type': 'image/png' } })
        if (response.statusCode !== 201) throw new Error(`no photo was kept: ${response.body}`)
        return response.json<{ id: string }>().id
      },
    }
  }

  async function addPerson(officeName: string, role: Role): Promise<Person> {
    const phone = linePhone()
    const postId = await system(async (tx) => {
      await addOfficer(tx, context, { phone, name: `${role === 'clerk' ? '经办' : '书记'}${phone.slice(-3)}` })
      return addPost(tx, context, { phone, officeName, role, from: '2026-01-01' })
    })
    return person(phone, { postId })
  }

  const people = new Map<string, readonly [Person, Person]>()
  for (const { code, tier, name } of offices) {
    const deskPhone = `0571-0000${code.slice(-4)}`
    await system((tx) =>
      addOffice(tx, { agency: 'league', tier, name, covers: 'places', divisionCodes: [code], deskPhone }),
    )
    people.set(code, [await addPerson(name, 'clerk'), await addPerson(name, 'secretary')])
  }

  const line: Line = {
    test,
    place,
    person,
    officers(code) {
      const pair = people.get(code)
      if (!pair) throw new Error(`nobody works at ${code}`)
      return pair
    },
    async addEnterprise({ place: code = '330106011', phone, status = 'live', name } = {}) {
      serial += 1
      const body = `91330106YYYYY${String(serial).padStart(4, '0')}`
      const key = name ?? `杭州示例${serial}号科技有限公司`
      const { cipher } = context
      return system(async (tx) => {
        const row = await firstRow<{ id: number }>(
          tx,
          sql`insert into enterprise (credit_code, name, name_key, principal_name, status_text, status_class, place_id, place_how, place_certain)
              values (${body + checkDigit(body)}, ${key}, ${key}, '李示例', ${status}, ${status}, ${place(code)},
                ${code.length === 9 ? 'street_in_address' : code === '330100' ? 'city_pool' : 'district_pool'}, ${code !== '330100'})
              returning id`,
        )
        if (phone) {
          await tx.execute(sql`insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, rank, source)
            values (${row?.id}, ${cipher.seal('enterprise_contact|phone', phone)}, ${cipher.index('phone', phone)}, 'masked', true, 0, 'register')`)
        }
        return row?.id ?? 0
      })
    },
    async addListOffice(enterpriseIds) {
      const name = `共青团杭州市示例行业${linePhone().slice(-3)}工作委员会`
      await system(async (tx) => {
        const codes = await rows<{ code: string }>(
          tx,
          sql`select credit_code as code from enterprise where id = any (${sql.param(enterpriseIds)}::bigint[])`,
        )
        await addOffice(tx, {
          agency: 'league',
          tier: 'street',
          name,
          covers: 'enterprises',
          creditCodes: codes.map(({ code }) => code),
        })
      })
      return addPerson(name, 'clerk')
    },
    submission: (enterpriseId, change = {}) => ({
      commandId: randomUUID(),
      enterprise: { known: true, enterpriseId },
      numbers: branchNumbers,
      contact: { name: '王示例', phone: linePhone() },
      consent: { noticeVersion, shareUnion: false, shareWomen: false },
      ...change,
    }),
    async submit(by, enterpriseId, change) {
      const { status, body } = await by.call('POST', '/api/applications', line.submission(enterpriseId, change))
      if (status !== 201 || body.applicationId === undefined)
        throw new Error(`not taken: ${status} ${JSON.stringify(body)}`)
      return body.applicationId
    },
    async decide(by, id, action, parts = {}) {
      const { version } = await line.standing(id)
      return by.call('POST', `/api/cases/${id}/decisions`, { commandId: randomUUID(), version, action, ...parts })
    },
    contact: (by, id, change = {}) =>
      by.call('POST', `/api/cases/${id}/contacts`, {
        commandId: randomUUID(),
        means: 'phone',
        reached: true,
        authorityConfirmed: true,
        spokeWith: '王示例',
        ...change,
      }),
    async answer(by, id, what, parts = {}) {
      const { version } = await line.standing(id)
      return by.call('POST', `/api/applications/${id}/${what}`, { commandId: randomUUID(), version, ...parts })
    },
    async meetingResult(by, members = 6) {
      const paperId = await by.upload('meeting_result')
      const heldOn = new Date(context.now().getTime() - 86_400_000).toISOString().slice(0, 10)
      return {
        result: { heldOn, expected: members, present: members, votesFor: members, secretaryName: '赵示例', paperId },
      }
    },
    async standing(id) {
      const [row] = await line.read<Standing>(
        `select r.state, r.version, r.due_at as "dueAt", a.ledger_seq as events from review r join application a on a.id = r.application_id
         where a.id = $1 and r.agency = 'league'`,
        [id],
      )
      if (!row) throw new Error(`application ${id} has no review`)
      return row
    },
    adopt: (procedure) =>
      system(async (tx) => adoptProcedure(tx, 'league', await publishProcedure(tx, procedure), context.now())),
    async read(statement, values = []) {
      const client = await db.owner.connect()
      try {
        await client.query('begin')
        await client.query(`select set_config('yijian.system', 'on', true)`)
        return (await client.query(statement, [...values])).rows
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
    close: () => test.close(),
  }
  return line
}
