import * as operations from '@yijian/shared/organisations/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstRow } from '../db/tx.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleReadOrganisation } from './read-organisation.ts'
import { handleReadReply } from './read-reply.ts'

const STREET = '330106011'
const NEIGHBOUR = '330106010'

let city: Fixtures
let street: OfficerCaller
let applicant: SignedIn
let organisationId: number
let replyId: number

beforeAll(async () => {
  city = await createFixtures()
  street = await city.addOfficer({ over: [STREET], name: '测试街道团工委' })
  applicant = await city.addAccount()
  const lead = await city.addEnterprise({ place: STREET, name: '杭州甲测试有限公司' })
  const member = await city.addEnterprise({ place: NEIGHBOUR, name: '杭州乙测试有限公司' })
  const application = await city.addCase({
    enterpriseId: lead,
    place: STREET,
    state: 'established',
    applicant,
    kind: 'youth_work_committee',
  })
  const { cipher } = city.context
  const made = await city.write((tx) =>
    firstRow<{ organisation: number; reply: number }>(
      tx,
      sql`with o as (
            insert into organisation (number, agency, kind, name, upper_office_id, place_id, founded_on, secretary_name_cipher, application_id)
            values ('T2026-000001', 'league', 'youth_work_committee', '测试楼宇青年工作委员会', ${street.office.id}, ${city.place(STREET)}, '2026-02-01',
              ${cipher.seal('organisation|secretary_name', '钱测试')}, ${application}) returning id),
          m as (insert into organisation_enterprise (organisation_id, enterprise_id, role, valid_from)
            select id, ${lead}::bigint, 'lead', '2026-02-01'::date from o union all select id, ${member}::bigint, 'member', '2026-02-01'::date from o),
          p as (insert into reply (application_id, kind, number, issued_on, office_id, office_name, organisation_id, organisation_name,
              organisation_kind, filed_with, secretary_name_cipher)
            select ${application}, 'committee', '测试团批〔2026〕1号', '2026-02-01', ${street.office.id}, ${street.office.name}, id,
              '测试楼宇青年工作委员会', 'youth_work_committee', '{测试区团委}', ${cipher.seal('reply|secretary_name', '钱测试')} from o returning id)
          select o.id as organisation, p.id as reply from o, p`,
    ),
  )
  organisationId = made?.organisation ?? 0
  replyId = made?.reply ?? 0
})
afterAll(() => city.drop())

const readReply = (by: SignedIn) => city.call(operations.readReply, handleReadReply, by, { params: { id: replyId } })
const readOrganisation = (by: OfficerCaller) =>
  city.call(operations.readOrganisation, handleReadOrganisation, by, { params: { id: organisationId } })

test('the applicant and the officers of the place read the same paper', async () => {
  const paper = await readReply(applicant)
  expect(paper).toMatchObject({
    number: '测试团批〔2026〕1号',
    issuedOn: '2026-02-01',
    addressee: '杭州甲测试有限公司',
    enterprises: ['杭州甲测试有限公司', '杭州乙测试有限公司'],
    secretaryName: '钱测试',
    filedWith: ['测试区团委'],
  })
  expect(await readReply({ ...street, officer: street })).toEqual(paper)
})

test('for anybody else there is no such paper', async () => {
  const stranger = await city.addAccount()
  const neighbour = await city.addOfficer({ over: [NEIGHBOUR] })
  for (const caller of [stranger, { ...neighbour, officer: neighbour }]) {
    await expect(readReply(caller)).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('an organisation is read by officers of its place and of the enterprises it covers', async () => {
  const organisation = await readOrganisation(street)
  expect(organisation).toMatchObject({ upperOfficeName: '测试街道团工委', secretaryName: '钱测试', nationalId: null })
  expect(organisation.enterprises.map(({ role }) => role)).toEqual(['lead', 'member'])
  expect(await readOrganisation(await city.addOfficer({ over: [NEIGHBOUR] }))).toEqual(organisation)
  for (const other of [
    await city.addOfficer({ over: ['330106012'] }),
    await city.addOfficer({ over: [STREET], agency: 'union' }),
  ]) {
    await expect(readOrganisation(other)).rejects.toMatchObject({ code: 'not_found' })
  }
})
