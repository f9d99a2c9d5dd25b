import { randomUUID } from 'node:crypto'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import * as operations from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstRow } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleReadLibraryEnterprise } from '../library/read-library-enterprise.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleAddEnterprisePhone } from './add-enterprise-phone.ts'
import { handleRecordOutreach } from './record-outreach.ts'
import { handleRevealEnterprisePhone } from './reveal-enterprise-phone.ts'

const STREET = '330106011'

let city: Fixtures
let officer: OfficerCaller

beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ over: [STREET] })
})
afterAll(() => city.drop())

const read = (id: number) => city.call(readLibraryEnterprise, handleReadLibraryEnterprise, officer, { params: { id } })

describe('numbers', () => {
  test('a full number is shown to call it, each look recorded, within the day’s budget', async () => {
    const reader = await city.addOfficer({ over: [STREET] })
    const id = await city.addEnterprise({ place: STREET, phone: '13700000201' })
    const [phone] = (await read(id)).phones
    const reveal = () =>
      city.call(operations.revealEnterprisePhone, handleRevealEnterprisePhone, reader, {
        params: { id, phoneId: phone?.id },
      })
    expect(await reveal()).toEqual({ phone: '13700000201' })
    for (let look = 1; look < 200; look += 1) await reveal()
    await expect(reveal()).rejects.toMatchObject({ code: 'too_many_requests' })
    const seen = await city.write((tx) =>
      firstRow<{ count: number }>(
        tx,
        sql`select count(*)::int as count from enterprise_phone_record where enterprise_id = ${id} and officer_id = ${reader.officerId} and what = 'seen'`,
      ),
    )
    expect(seen?.count).toBe(200)
  })

  test('a number that an agency answered gets no invitation any more, nor counts as a way to reach the enterprise', async () => {
    const id = await city.addEnterprise({ place: STREET, phone: '13700000401' })
    const before = await read(id)
    expect(before).toMatchObject({ notInvited: null })
    await city.call(operations.recordOutreach, handleRecordOutreach, officer, {
      params: { id },
      body: {
        commandId: randomUUID(),
        version: 0,
        way: 'phone',
        phoneId: before.phones[0]?.id,
        happenedOn: '2026-03-02',
        outcome: 'no_answer',
        reason: 'agent_phone',
      },
    })
    const after = await read(id)
    expect(after).toMatchObject({ notInvited: 'phone', phones: [{ proxy: true }] })
    expect(after.score.score).toBeLessThan(before.score.score)
    const stored = await city.write((tx) =>
      firstRow<{ score: number }>(tx, sql`select standard_score as score from enterprise where id = ${id}`),
    )
    expect(stored?.score).toBe(after.score.score)
  })

  test('an officer’s number comes after the register’s, is sealed, added once, and proves nobody’s belonging', async () => {
    const id = await city.addEnterprise({ place: STREET, phone: '13700000301' })
    const add = (phone: string, commandId: string = randomUUID()) =>
      city.call(operations.addEnterprisePhone, handleAddEnterprisePhone, officer, {
        params: { id },
        body: { commandId, phone },
      })
    const commandId = randomUUID()
    expect(await add('137 0000 0302', commandId)).toEqual({ masked: '137****0302', smsCapable: true })
    await add('13700000302', commandId)
    await add('0571-8888 0303')
    await expect(add('13700000304', commandId)).rejects.toMatchObject({ code: 'command_reused' })
    await expect(add('十二三四')).rejects.toMatchObject({
      details: { fields: [{ path: 'phone', message: 'not_a_phone' }] },
    })
    expect((await read(id)).phones).toMatchObject([
      { masked: '137****0301', source: 'register' },
      { masked: '137****0302', source: 'officer', smsCapable: true },
      { masked: '0571-****0303', source: 'officer', smsCapable: false },
    ])
  })
})
