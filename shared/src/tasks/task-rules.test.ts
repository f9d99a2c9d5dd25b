import { describe, expect, test } from 'vitest'
import { taskKinds, waysOf } from './task-kinds.ts'
import { type Concern, proposalsOf, type Situated, stillHolds, type Touched } from './task-rules.ts'

const jiangcun: Situated & { id: number } = { id: 1, placeId: 11, placeName: '西湖区蒋村街道', countyId: 1 }
const organised: Concern = { agency: 'league', organisation: jiangcun, review: null, invitationId: null }
const applied: Concern = { agency: 'league', organisation: null, review: jiangcun, invitationId: null }
const invited: Concern = { agency: 'league', organisation: null, review: null, invitationId: 5 }

const enterprise: Touched = {
  name: '杭州样例有限公司',
  principalName: '张三',
  statusClass: 'live',
  statusText: '存续',
  address: '杭州市西湖区蒋村街道1号',
  placeId: 11,
  placeTier: 'street',
  placeName: '西湖区蒋村街道',
  placeBefore: 11,
  registerDate: '2026-09-30',
  vanishedOn: null,
  vanishedNow: false,
  changes: {},
}
const kinds = (touched: Partial<Touched>, concern: Concern) =>
  proposalsOf({ ...enterprise, ...touched }, concern).map(({ kind }) => kind)

describe('what a change asks for', () => {
  const died = { statusClass: 'gone', statusText: '注销', changes: { status_class: ['live', 'gone'] } } as const
  const renamed = { changes: { name: ['杭州旧名有限公司', '杭州样例有限公司'] } } as const
  const principal = { changes: { principal_name: ['李四', '张三'] } } as const

  test('only where somebody has to do with it', () => {
    expect(kinds(died, organised)).toEqual(['dead'])
    expect(kinds(died, applied)).toEqual([])
    expect(kinds(renamed, organised)).toEqual(['renamed'])
    expect(kinds(renamed, applied)).toEqual([])
    for (const concern of [organised, applied, invited])
      expect(kinds(principal, concern)).toEqual(['principal_changed'])
  })

  test('not for another way of writing the same', () => {
    expect(kinds({ changes: { principal_name: ['张 三', '张三'] } }, organised)).toEqual([])
    expect(kinds({ changes: { name: ['杭州样例有限责任公司', '杭州样例有限公司'] } }, organised)).toEqual([])
    expect(kinds({ changes: { principal_name: [null, '张三'] } }, organised)).toEqual([])
    expect(kinds({ changes: { principal_name: ['李四', null] }, principalName: null }, organised)).toEqual([])
  })

  const address = { address: ['杭州市西湖区蒋村街道1号', '别处'] } as const
  test.each([
    ['another street', { placeId: 12, placeTier: 'street' }, ['moved']],
    ['the same street', { placeId: 11, placeTier: 'street' }, []],
    ['the pool of its own county', { placeId: 1, placeTier: 'county' }, []],
    ['the pool of another county', { placeId: 2, placeTier: 'county' }, ['moved']],
    ['the pool of the city: nobody knows', { placeId: 9, placeTier: 'city' }, []],
  ] as const)('an address in %s', (_, place, expected) => {
    for (const concern of [organised, applied]) expect(kinds({ ...place, changes: address }, concern)).toEqual(expected)
  })

  test('an application that was elsewhere already stays where a person knows it to be', () => {
    const elsewhere = { ...applied, review: { ...jiangcun, placeId: 77 } }
    expect(kinds({ changes: address, placeBefore: 11, placeId: 11 }, elsewhere)).toEqual([])
  })
})

describe('what still asks for something', () => {
  const facts = (value: string) => ({
    before: { value, detail: null, creditCode: null, id: null },
    after: { value: null, detail: null, creditCode: null, id: null },
  })
  test('until the register, or the place of the work, has come round', () => {
    expect(stillHolds('dead', facts('存续'), { ...enterprise, statusClass: 'gone' }, organised)).toBe(true)
    expect(stillHolds('dead', facts('存续'), enterprise, organised)).toBe(false)
    expect(stillHolds('dead', facts('存续'), { ...enterprise, statusClass: 'gone' }, applied)).toBe(false)
    expect(stillHolds('principal_changed', facts('李四'), enterprise, organised)).toBe(true)
    expect(stillHolds('principal_changed', facts('张三'), enterprise, organised)).toBe(false)
    expect(stillHolds('moved', facts('别处'), enterprise, organised)).toBe(false)
    expect(stillHolds('moved', facts('别处'), { ...enterprise, placeId: 12 }, organised)).toBe(true)
    expect(stillHolds('vanished', facts('2026-09-30'), { ...enterprise, vanishedOn: '2026-12-31' }, applied)).toBe(true)
    expect(stillHolds('renamed', facts('杭州样例有限责任公司'), enterprise, organised)).toBe(false)
  })
})

test('every kind has a promise, and at least two ways of being done', () => {
  for (const kind of Object.keys(taskKinds) as (keyof typeof taskKinds)[]) {
    expect(taskKinds[kind].days).toBeGreaterThan(0)
    expect(Object.keys(waysOf(kind)).length).toBeGreaterThanOrEqual(2)
  }
})
