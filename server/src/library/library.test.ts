import { createHash, randomUUID } from 'node:crypto'
import * as operations from '@yijian/shared/library/contract'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstRow } from '../db/tx.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'
import { createFixtures, type Fixtures, monday } from '../testing/fixtures.ts'
import { handleListPlaces } from './list-places.ts'
import { handleListProvenEnterprises } from './list-proven-enterprises.ts'
import { handleLookUpEnterprise } from './look-up-enterprise.ts'
import { handleReadLibraryEnterprise } from './read-library-enterprise.ts'
import { handleSearchEnterprises } from './search-enterprises.ts'

const STREET = '330106011'
const OTHER = '330106010'
const CODE = '91330106MA2TE5T01R'

let city: Fixtures
let applicant: SignedIn
let officer: OfficerCaller
let yunqi: number

beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ over: [STREET] })
  applicant = await city.addAccount()
  yunqi = await city.addEnterprise({
    place: STREET,
    name: '杭州云栖数码有限公司',
    code: CODE,
    principal: '张晓明',
    phone: '13700000001',
  })
})
afterAll(() => city.drop())

const lookUp = async (code: string, by?: SignedIn) =>
  city.call(operations.lookUpEnterprise, handleLookUpEnterprise, by ?? (await city.addAccount()), { query: { code } })
const search = async (name: string, by?: SignedIn) =>
  (
    await city.call(operations.searchEnterprises, handleSearchEnterprises, by ?? (await city.addAccount()), {
      query: { name },
    })
  ).items

async function invite(
  enterpriseId: number,
  ended: 'used' | 'declined' | null = null,
  expiresAt = '2026-04-01',
): Promise<number> {
  const id = await city.write(async (tx) => {
    const messageId = randomUUID()
    await tx.execute(sql`insert into message (id, template, phone_cipher, phone_index, phone_masked, params_cipher, dedupe_key, created_at)
      values (${messageId}, 'invitation', 'x', 'x', 'x', 'x', ${messageId}, ${monday.toISOString()})`)
    return firstRow<{ id: number }>(
      tx,
      sql`insert into invitation (enterprise_id, code_digest, phone_cipher, phone_index, phone_masked, invited_by, message_id, created_at, expires_at,
            used_at, ended_at, ended_because, decline_reason)
          values (${enterpriseId}, ${createHash('sha256').update(messageId).digest()}, 'x', 'x', 'x', ${officer.postId}, ${messageId}, '2026-02-01', ${expiresAt},
            ${ended === 'used' ? '2026-02-02' : null}, ${ended && '2026-02-02'}, ${ended}, ${ended === 'declined' ? 'not_us' : null}) returning id`,
    )
  })
  return id?.id ?? 0
}

/** A session of this person that began with an invitation. */
async function sessionOf(person: SignedIn, invitationId: number): Promise<SignedIn> {
  const familyId = randomUUID()
  await city.write((tx) =>
    tx.execute(
      sql`insert into session_family (id, account_id, invitation_id) values (${familyId}, ${person.accountId}, ${invitationId})`,
    ),
  )
  return { ...person, familyId, invitationId }
}

describe('looking up by code', () => {
  test('a code as people type it finds the public facts, the principal masked, and nothing more', async () => {
    await city.addCase({ enterpriseId: yunqi, place: STREET })
    const answer = await lookUp('９１３３０１　０６ｍａ２ｔｅ５ｔ０１ｒ')
    expect(answer).toEqual({
      result: 'found',
      enterprise: {
        id: yunqi,
        name: '杭州云栖数码有限公司',
        creditCode: CODE,
        principalMasked: '张*明',
        statusText: '存续',
        statusClass: 'live',
        place: { id: city.place(STREET), name: '蒋村街道', tier: 'street' },
        placeCertain: true,
        way: 'apply',
      },
    })
  })

  test.each([
    ['a letter O for a nought', '91330106MA2TE5TO1R', 'character'],
    ['two neighbours swapped', '91330106MA2TET501R', 'check_digit'],
    ['one character left out', '91330106MA2TE5T01', 'length'],
  ])('%s is explained, and the one right code offered', async (_, code, reason) => {
    expect(await lookUp(code)).toMatchObject({ result: 'wrong_code', reason, repair: CODE, enterprise: { id: yunqi } })
  })

  test('what cannot be repaired is explained all the same', async () => {
    expect(await lookUp('9.13301E+17')).toEqual({
      result: 'wrong_code',
      reason: 'damaged_by_spreadsheet',
      repair: null,
      enterprise: null,
    })
    expect(await lookUp('81330106MC0A1B2CXT')).toMatchObject({ result: 'wrong_code', reason: 'union' })
  })

  test('a valid code that the register does not have has its own way on', async () => {
    expect(await lookUp('91330103704212343N')).toEqual({ result: 'not_in_register', creditCode: '91330103704212343N' })
  })

  test.each([
    ['live', 'private', 'apply'],
    ['paused', 'private', 'apply_with_check'],
    ['unknown', 'private', 'apply_with_check'],
    ['moved', 'private', 'moved'],
    ['gone', 'private', 'closed'],
    ['revoked', 'public', 'closed'],
    ['live', 'public', 'public_body'],
  ] as const)('%s and %s: %s', async (status, nature, way) => {
    const name = `道路测试${status}${nature}有限公司`
    await city.addEnterprise({ place: STREET, name, status, nature })
    expect((await search(name))[0]).toMatchObject({ name, way })
  })

  test('thirty a day, for each account', async () => {
    const one = await city.addAccount()
    for (let i = 0; i < 30; i++) await lookUp(CODE, one)
    await expect(lookUp(CODE, one)).rejects.toMatchObject({ code: 'too_many_lookups' })
    expect(await search('云栖数码', one)).toHaveLength(1)
    await expect(lookUp(CODE)).resolves.toMatchObject({ result: 'found' })
  })
})

describe('searching by name', () => {
  test('finds it by a part, with other brackets, or with a homophone; never more than ten, live ones first', async () => {
    for (const name of ['云栖数码', '云栖数码(杭州)有限公司', '杭州云西数码有限公司']) {
      expect(
        (await search(name)).map(({ id }) => id),
        name,
      ).toContain(yunqi)
    }
    for (let i = 0; i < 12; i++)
      await city.addEnterprise({
        place: OTHER,
        name: `杭州晨光${i}号贸易有限公司`,
        status: i % 4 === 0 ? 'gone' : 'live',
      })
    const found = await search('晨光')
    expect(found).toHaveLength(10)
    expect(
      found
        .map(({ statusClass }) => statusClass)
        .sort()
        .reverse(),
    ).toEqual(found.map(({ statusClass }) => statusClass))
  })

  test('a name of brackets only is no name', async () => {
    await expect(search('（）')).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('proven enterprises', () => {
  test('the registered phone proves, an agency’s phone and a declined or expired invitation do not', async () => {
    const phone = '13700000002'
    const person = await city.addAccount(phone)
    const own = await city.addEnterprise({ place: STREET, phone })
    await city.addEnterprise({ place: STREET, phone, proxy: true })
    const invited = await city.addEnterprise({ place: STREET })
    const mine = async (invitationId?: number) => {
      const caller = invitationId === undefined ? person : await sessionOf(person, invitationId)
      return (await city.call(operations.listProvenEnterprises, handleListProvenEnterprises, caller)).items.map(
        ({ enterprise, proof }) => [enterprise.id, proof],
      )
    }
    expect(await mine()).toEqual([[own, 'registered_phone']])
    expect(await mine(await invite(invited, 'declined'))).toEqual([[own, 'registered_phone']])
    expect(await mine(await invite(await city.addEnterprise({ place: STREET }), null, '2026-03-01'))).toEqual([
      [own, 'registered_phone'],
    ])
    expect(await mine(await invite(invited, 'used'))).toEqual([
      [invited, 'invited_phone'],
      [own, 'registered_phone'],
    ])
    expect((await city.call(operations.listProvenEnterprises, handleListProvenEnterprises, applicant)).items).toEqual(
      [],
    )
  })
})

describe('the library of an officer', () => {
  test('shows what lies in the post’s places, and 404 beyond', async () => {
    const elsewhere = await city.addEnterprise({ place: OTHER, name: '杭州云栖别处有限公司' })
    await expect(
      city.call(readLibraryEnterprise, handleReadLibraryEnterprise, officer, { params: { id: elsewhere } }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('its page shows phones masked, and offers an invitation only when one can arrive', async () => {
    const reachable = await city.addEnterprise({ place: STREET, phone: '13700000009' })
    const silent = await city.addEnterprise({ place: STREET })
    const agency = await city.addEnterprise({ place: STREET, phone: '13700000010', proxy: true })
    const read = (id: number) =>
      city.call(readLibraryEnterprise, handleReadLibraryEnterprise, officer, { params: { id } })
    expect(await read(reachable)).toMatchObject({
      notInvited: null,
      phones: [{ masked: '137****0009' }],
      invitations: [],
    })
    expect(await read(silent)).toMatchObject({ notInvited: 'phone' })
    expect(await read(agency)).toMatchObject({ notInvited: 'phone' })
    await invite(reachable)
    expect(await read(reachable)).toMatchObject({
      notInvited: 'live',
      invitations: [{ state: 'live', officeName: officer.office.name }],
    })
  })
})

test('the places of today: thirteen counties and 191 streets, none of them abolished', async () => {
  const { city: top, counties } = await city.call(operations.listPlaces, handleListPlaces, undefined)
  expect(top.name).toBe('杭州市')
  expect(counties).toHaveLength(13)
  expect(counties.flatMap(({ streets }) => streets)).toHaveLength(191)
  expect(counties.map(({ county }) => county.name)).not.toContain('江干区')
})
