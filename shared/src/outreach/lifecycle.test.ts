import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allowedActions,
  contactOutcomes,
  factStates,
  type Given,
  isDue,
  moveOutreach,
  outreachLifecycle,
  outreachMoves,
  problemsOf,
  type Standing,
  stateOf,
  untouched,
  whyNotInvitedOn,
} from './lifecycle.ts'
import {
  isReasoned,
  type OutreachAction,
  type OutreachWay,
  outreachActions,
  outreachReasons,
  outreachStates,
  outreachWays,
  reasonsBy,
  reasonWord,
} from './words.ts'

const TODAY = '2026-03-02'

const day = fc
  .integer({ min: 1, max: 700 })
  .map((ahead) => new Date(Date.parse(TODAY) + ahead * 86_400_000).toISOString().slice(0, 10))
const action = fc.constantFrom<OutreachAction>(...contactOutcomes, ...outreachMoves, 'defer')

/** What an officer brings along, complete for the action. */
const step = action.chain((does) =>
  fc.record({
    does: fc.constant(does),
    given: fc.record({
      reason: isReasoned(does)
        ? fc.constantFrom(...(Object.keys(outreachReasons[does]) as NonNullable<Given['reason']>[]))
        : fc.constant(does === 'defer' ? ('conditions' as const) : undefined),
      nextOn: does === 'not_now' || does === 'defer' ? day : fc.option(day, { nil: undefined }),
      note: fc.constant('备注'),
      postId: does === 'assign' ? fc.integer({ min: 1, max: 5 }) : fc.constant(undefined),
    }),
    fact: fc.option(fc.constantFrom(...factStates), { nil: null }),
  }),
)

/** Every standing that any story of at most 30 steps passes through. */
function storyOf(steps: readonly { does: OutreachAction; given: Given; fact: Standing['fact'] }[]): Standing[] {
  const passed: Standing[] = [untouched]
  for (const { does, given, fact } of steps) {
    const now = { ...(passed.at(-1) ?? untouched), fact }
    passed.push(moveOutreach(now, does, given) ?? now)
  }
  return passed
}
const story = fc.array(step, { maxLength: 30 }).map(storyOf)

describe('whatever happens to an enterprise', () => {
  test('a “not now” has a reason and a day, what has failed has a reason, whoever is assigned is named', () => {
    fc.assert(
      fc.property(story, (passed) => {
        for (const { said, reason, nextOn, unreachableCount, assignedPostId } of passed) {
          if (said === 'not_now') expect(nextOn).not.toBeNull()
          if (['not_now', 'refused', 'unreachable', 'invalid'].includes(said)) expect(reason).not.toBeNull()
          if (said === 'unreachable') expect(unreachableCount).toBeGreaterThan(0)
          if (said === 'assigned') expect(assignedPostId).not.toBeNull()
          if (said === 'new') expect(assignedPostId).toBeNull()
        }
      }),
    )
  })

  test('a fact goes before what was said, and what was said is there again when the fact is gone', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...factStates), (passed, fact) => {
        for (const standing of passed) {
          expect(stateOf({ ...standing, fact })).toBe(fact)
          expect(stateOf({ ...standing, fact: null })).toBe(standing.said)
        }
      }),
    )
  })

  test('what is offered is what the table does, and nothing else', () => {
    fc.assert(
      fc.property(story, step, (passed, { does, given }) => {
        for (const standing of passed) {
          const offered =
            allowedActions(standing).includes(does) || (does === 'defer' && moveOutreach(standing, does, given))
          expect(moveOutreach(standing, does, given) !== undefined).toBe(Boolean(offered))
        }
      }),
    )
  })

  test('one missed call takes back neither an intention, a refusal, nor an agreed day', () => {
    fc.assert(
      fc.property(story, (passed) => {
        for (const standing of passed) {
          const missed = moveOutreach(standing, 'no_answer', { reason: 'unanswered' })
          if (!missed) continue
          expect(missed.unreachableCount).toBe(standing.unreachableCount + 1)
          expect(missed.nextOn).toBe(standing.nextOn)
          if (['intent', 'not_now', 'refused'].includes(standing.said)) {
            expect(missed.said).toBe(standing.said)
            expect(missed.reason).toBe(standing.reason)
          }
        }
      }),
    )
  })

  test('before the agreed day no invitation, on it one may go, and it is due unless a fact has overtaken it', () => {
    fc.assert(
      fc.property(story, day, (passed, on) => {
        for (const standing of passed) {
          const early = standing.said === 'not_now' && standing.nextOn !== null && standing.nextOn > on
          expect(whyNotInvitedOn(standing, on)).toBe(early ? 'agreed_later' : null)
          expect(isDue({ ...standing, fact: null }, on)).toBe(standing.nextOn !== null && standing.nextOn <= on)
          expect(isDue({ ...standing, fact: 'applying' }, on)).toBe(false)
        }
      }),
    )
  })

  test('a no of its own stands against invitations until an officer hears otherwise or takes it up again', () => {
    const no = moveOutreach(untouched, 'refuses', { reason: 'no_interest', invitationId: 7 })
    if (!no) throw new Error('a new one may refuse')
    expect(whyNotInvitedOn(no, TODAY)).toBe('invitation_declined')
    const kept: [OutreachAction, Given][] = [
      ['talked', {}],
      ['no_answer', { reason: 'unanswered' }],
      ['assign', { postId: 1 }],
      ['refuses', { reason: 'no_interest' }],
    ]
    for (const [does, given] of kept)
      expect(whyNotInvitedOn(moveOutreach(no, does, given) ?? untouched, TODAY), does).toBe('invitation_declined')
    for (const does of ['intends', 'reopen'] as const)
      expect(whyNotInvitedOn(moveOutreach(no, does, {}) ?? no, TODAY), does).toBeNull()
    // What an officer was told may be weighed by officers.
    const told = moveOutreach(untouched, 'refuses', { reason: 'no_interest' })
    expect(told && whyNotInvitedOn(told, TODAY)).toBeNull()
    const itself = told && moveOutreach(told, 'refuses', { reason: 'no_interest', invitationId: 8 })
    expect(itself && whyNotInvitedOn(itself, TODAY)).toBe('invitation_declined')
  })

  test('merely speaking early does not lift an agreed day', () => {
    const waiting = moveOutreach(untouched, 'not_now', { reason: 'no_youth', nextOn: '2026-09-01' })
    const spoken = waiting && moveOutreach(waiting, 'talked', {})
    expect(spoken).toMatchObject({ said: 'not_now', reason: 'no_youth', nextOn: '2026-09-01' })
  })
})

test('every state but the last word can be left, and every action leads somewhere from somewhere', () => {
  for (const actions of Object.values(outreachLifecycle)) expect(Object.keys(actions)).toContain('defer')
  const used = new Set(Object.values(outreachLifecycle).flatMap((actions) => Object.keys(actions)))
  expect([...used].sort()).toEqual(Object.keys(outreachActions).sort())
})

describe('what an action must bring along', () => {
  test.each([
    ['not_now', {}, ['reason', 'nextOn']],
    ['not_now', { reason: 'no_youth', nextOn: TODAY }, ['nextOn']],
    ['not_now', { reason: 'no_youth', nextOn: '2029-01-01' }, ['nextOn']],
    ['not_now', { reason: 'no_interest', nextOn: '2026-09-01' }, ['reason']],
    ['not_now', { reason: 'no_youth', nextOn: '2026-09-01' }, []],
    ['refuses', { reason: 'other' }, ['note']],
    ['refuses', { reason: 'other', note: '股东不同意' }, []],
    ['no_answer', {}, ['reason']],
    ['talked', {}, []],
    ['intends', { nextOn: '2026-03-09' }, []],
  ] as const)('%s %o', (does, given, fields) => {
    expect(problemsOf(does, given, TODAY).map(({ field }) => field)).toEqual(fields)
  })
})

test('every state and every reason has its words', () => {
  for (const word of Object.values(outreachStates)) expect(word.zh && word.en).toBeTruthy()
  for (const words of Object.values(outreachReasons)) {
    for (const reason of Object.keys(words)) expect(reasonWord(reason as NonNullable<Given['reason']>).zh).toBeTruthy()
  }
})

test('every reason can be given in some way, every way of being in touch has its reasons, and a visit hears no dial tone', () => {
  const ways = Object.keys(outreachWays) as OutreachWay[]
  for (const action of Object.keys(outreachReasons) as (keyof typeof outreachReasons)[]) {
    const all = Object.keys(outreachReasons[action])
    expect(reasonsBy(action, undefined)).toEqual(all)
    expect(new Set(ways.flatMap((way) => reasonsBy(action, way)))).toEqual(new Set(all))
    for (const way of ways) expect(reasonsBy(action, way).length, `${action} ${way}`).toBeGreaterThan(0)
  }
  expect(reasonsBy('no_answer', 'visit')).toEqual(['nobody_there'])
})
