import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillsSheet, findHolds, type HoldFacts, openHolds } from './import-holds.ts'

const day = '2026-11-20'
const phone = { field: 'phone', header: '联系电话', filled: 0.95, filledBefore: 0.96 }
const usual: HoldFacts = {
  registerBefore: 53_000,
  complete: true,
  rows: 53_400,
  rejected: 12,
  listed: 53_300,
  known: 52_500,
  statusChanged: 900,
  principalChanged: 1200,
  renamed: 400,
  placeLost: 30,
  live: 50_000,
  liveListed: 49_200,
  lookedAt: 20_000,
  elsewhere: 20,
  unlisted: 0,
  cutOff: 0,
  day: '2026-11-01',
  newestDay: '2026-08-01',
  columns: [phone],
}
const kinds = (change: Partial<HoldFacts>) => findHolds({ ...usual, ...change }, day).map(({ kind }) => kind)

test('a usual quarter is not held back', () => {
  expect(kinds({})).toEqual([])
})

test('corrections may leave columns out, for nothing is taken away by that', () => {
  expect(kinds({ complete: false, columns: [{ ...phone, header: null, filled: 0 }] })).toEqual([])
})

test.each([
  ['more than a fifth changes its status', { statusChanged: 10_501 }, 'status_changes'],
  ['less than half of the register is listed', { listed: 26_499 }, 'rows_missing'],
  ['as many enterprises are listed, but not those that are known', { liveListed: 24_999 }, 'rows_missing'],
  ['every ninth row is of another city', { elsewhere: 2300 }, 'other_city'],
  ['whole districts are left out', { unlisted: 5359 }, 'districts_missing'],
  ['what it speaks of was before what is known', { day: '2026-07-31' }, 'older_than_register'],
  ['it breaks off within a row', { cutOff: 1 }, 'cut_off'],
  ['nobody has a phone any more', { columns: [{ ...phone, filled: 0 }] }, 'column_emptied'],
  ['the phones were left out', { columns: [{ ...phone, header: null, filled: 0 }] }, 'column_emptied'],
  ['every ninth row is rejected', { rejected: 6000 }, 'many_rejected'],
  ['everybody has another principal', { principalChanged: 52_500 }, 'principals_changed'],
  ['a column of other names was taken', { renamed: 30_000 }, 'many_renamed'],
  ['addresses lost their streets', { placeLost: 20_000 }, 'places_lost'],
] as const)('%s: it waits', (_, change, kind) => {
  expect(kinds(change)).toEqual([kind])
})

test('a column that is emptied is found where no row is known, too', () => {
  const unknown = { known: 0, statusChanged: 0, principalChanged: 0, renamed: 0, placeLost: 0 }
  const other = { ...unknown, complete: false, columns: [{ ...phone, filled: 0 }] }
  expect(kinds(other)).toEqual(['column_emptied'])
})

test('an older file says which day the register is of; one of the same day, or of none, is no older', () => {
  expect(findHolds({ ...usual, day: '2026-07-31' }, day)).toMatchObject([{ day: '2026-08-01' }])
  expect(kinds({ day: '2026-08-01' })).toEqual([])
  expect(kinds({ day: null })).toEqual([])
})

test('a first load is held back when it is of another city or cut off, and for nothing else', () => {
  const first = { registerBefore: 0, known: 0, live: 0, liveListed: 0, rejected: 30_000, newestDay: null }
  expect(kinds(first)).toEqual([])
  expect(kinds({ ...first, elsewhere: 20_000, cutOff: 1 })).toEqual(['other_city', 'cut_off'])
})

test('exactly a fifth, or exactly half, is not yet unusual', () => {
  expect(kinds({ statusChanged: 10_500, known: 52_500 })).toEqual([])
  expect(kinds({ listed: 26_500 })).toEqual([])
})

test('a list of corrections lacks most enterprises and is not held for that', () => {
  const few = { listed: 40, known: 40, rows: 40, rejected: 1, statusChanged: 3 }
  expect(kinds({ ...few, complete: false, principalChanged: 1, renamed: 1, placeLost: 1 })).toEqual([])
})

const count = fc.nat({ max: 60_000 })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const facts: fc.Arbitrary<HoldFacts> = fc
  .record({
    registerBefore: count,
    complete: fc.boolean(),
    rows: count,
    rejected: share,
    listed: share,
    known: share,
    changes: fc.tuple(share, share, share, share),
    live: count,
    liveListed: share,
    lookedAt: count,
    elsewhere: share,
    cutOff: fc.nat({ max: 1 }),
    unlisted: share,
    day: fc.constantFrom('2026-08-01', '2026-11-01', null),
    newestDay: fc.constantFrom('2026-09-01', null),
    columns: fc.array(
      fc.record({
        field: fc.constantFrom('phone', 'principal'),
        header: fc.constantFrom('列', null),
        filled: share,
        filledBefore: fc.option(share),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ rejected, listed, known, changes, rows, ...rest }) => {
    const of = (whole: number, part: number) => Math.floor(whole * part)
    const refused = of(rows, rejected)
    const fit = of(rows - refused, listed)
    const inRegister = Math.min(of(fit, known), rest.registerBefore)
    const [statusChanged, principalChanged, renamed, placeLost] = changes.map((part) => of(inRegister, part)) as [
      number,
      number,
      number,
      number,
    ]
    const counts = { statusChanged, principalChanged, renamed, placeLost }
    const live = Math.min(rest.live, rest.registerBefore)
    return {
      ...rest,
      rows,
      rejected: refused,
      listed: fit,
      known: inRegister,
      ...counts,
      live,
      liveListed: of(live, rest.liveListed),
      elsewhere: of(rest.lookedAt, rest.elsewhere),
      unlisted: of(rest.registerBefore, rest.unlisted),
      cutOff: Math.min(rest.cutOff, rows),
    }
  })

test('an empty register holds back nothing but a file of another city or a broken one', () => {
  fc.assert(
    fc.property(facts, (one) => {
      expect(findHolds({ ...one, registerBefore: 0, elsewhere: 0, cutOff: 0 }, day)).toEqual([])
    }),
  )
})

test('a file that changes nothing but is whole is never held back for changes', () => {
  const quiet = { statusChanged: 0, principalChanged: 0, renamed: 0, placeLost: 0, rejected: 0 }
  fc.assert(
    fc.property(facts, (one) => {
      const whole = { listed: one.registerBefore, liveListed: one.live, unlisted: 0, elsewhere: 0, cutOff: 0 }
      const same = { ...one, ...quiet, ...whole, day: one.newestDay, columns: [] }
      expect(findHolds(same, day)).toEqual([])
    }),
  )
})

test('more of what is unusual never makes a file less suspicious', () => {
  const worse = fc.constantFrom(
    'statusChanged',
    'principalChanged',
    'renamed',
    'placeLost',
    'rejected',
    'elsewhere',
    'unlisted' as const,
  )
  fc.assert(
    fc.property(facts, worse, fc.nat({ max: 1000 }), (one, field, more) => {
      const before = findHolds(one, day).map(({ kind }) => kind)
      const after = findHolds({ ...one, [field]: one[field] + more }, day).map(({ kind }) => kind)
      expect(after).toEqual(expect.arrayContaining(before))
    }),
  )
})

test('every hold says what was found, which is beyond its limit, and none is accepted unnamed', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const holds = findHolds(one, day)
      for (const { kind, share: found, limit, field } of holds) {
        const scarce = kind === 'rows_missing' || kind === 'column_emptied'
        expect(scarce ? found < limit : found > limit).toBe(true)
        expect(found).toBeLessThanOrEqual(1)
        expect(field === null).toBe(kind !== 'column_emptied')
      }
      expect(openHolds(holds, [])).toEqual(holds)
      expect(
        openHolds(
          holds,
          holds.map(({ kind }) => kind),
        ),
      ).toEqual([])
    }),
  )
})

test('what was saved from a sheet that was full may lack the rest; a row fewer or more is no such list', () => {
  expect([65_534, 65_535, 65_536].map((rows) => fillsSheet({ headerRow: 1, rows }))).toEqual([false, true, false])
  expect(fillsSheet({ headerRow: 3, rows: 1_048_573 })).toBe(true)
})
