import { expect, test } from 'vitest'
import {
  keysOf,
  organisationKinds,
  type ReviewAction,
  type ReviewState,
  reviewActions,
  reviewStates,
  roles,
  type Word,
} from '../vocabulary.ts'
import { type ActingPost, refusalFor, type Subject } from './authority.ts'
import { lifecycle, move, type Position, ruleOf, type Transition, transitionOf } from './lifecycle.ts'
import { gradedProcedure, routeOf, shippedProcedures } from './procedure.ts'

const states = keysOf(reviewStates)
const actions = keysOf(reviewActions)

test('lifecycle.md is what the table says; after a change run this test with --update and read the difference', async () => {
  await expect(page()).toMatchFileSnapshot('lifecycle.md')
})

function page(): string {
  return `${[
    '# 办理状态 / Lifecycle of a review',
    'Generated from `lifecycle.ts`, `procedure.ts` and `authority.ts` by `lifecycle-page.test.ts`; do not edit.',
    '## States and transitions',
    diagram(),
    '## States',
    'Bold is the one big button of the state; in brackets what it must bring along.',
    stateTable(),
    '## Who may do what',
    [
      'What the server answers to each role in each relation to the case: 404 outside the jurisdiction, 403 while another',
      'office or tier has it, 409 for what is not an officer’s to do. A step of a procedure may ask for the secretary;',
      'whoever approved one step leaves the next to another person.',
    ].join('\n'),
    matrix(),
  ].join('\n\n')}\n`
}

function diagram(): string {
  const lines = ['```mermaid', 'stateDiagram-v2', ...states.map((state) => `  ${state}: ${reviewStates[state].zh}`)]
  lines.push('  [*] --> awaiting_acceptance: 提交申请', '  [*] --> unplaced: 提交申请（街道未明）')
  for (const state of states) {
    for (const [action] of transitionsOf(state)) {
      for (const target of targetsOf(state, action)) lines.push(`  ${state} --> ${target}: ${reviewActions[action].zh}`)
    }
    if (ruleOf(state).holder === 'nobody') lines.push(`  ${state} --> [*]`)
  }
  return [...lines, '```'].join('\n')
}

function transitionsOf(state: ReviewState): [ReviewAction, Transition][] {
  return actions.flatMap((action) => {
    const transition = transitionOf(state, action)
    return transition ? [[action, transition] as [ReviewAction, Transition]] : []
  })
}

/** Where an action can lead under the shipped procedures, over every kind, step and place. */
function targetsOf(state: ReviewState, action: ReviewAction): Set<ReviewState> {
  const found = new Set<ReviewState>()
  for (const procedure of shippedProcedures) {
    for (const kind of keysOf(organisationKinds)) {
      routeOf(procedure, kind).steps.forEach((_, step) => {
        // Only the first step settles a kind; the steps after it are reached by kinds that have them.
        if (state === 'verifying' && step > 0) return
        if (state === 'awaiting_decision' && step === 0) return
        for (const origin of origins()) {
          const arrival = move({ state, step, kind, procedure, placeTier: 'street', origin }, action, kind)
          if (arrival) found.add(arrival.state)
        }
      })
    }
  }
  return found
}

function origins(): NonNullable<Position['origin']>[] {
  return states
    .filter((state) => transitionsOf(state).some(([, transition]) => transition.to === 'returned'))
    .map((state) => ({ state, step: 0 }))
}

function stateTable(): string {
  return table(
    ['state', '中文', 'held by', 'clock', 'actions (needs)'],
    states.map((state) => [
      code(state),
      reviewStates[state].zh,
      lifecycle[state].holder,
      ruleOf(state).clock ?? '',
      transitionsOf(state)
        .map(([action, transition]) => `${transition.primary ? `**${action}**` : action}${needs(transition)}`)
        .join(', '),
    ]),
  )
}

function needs({ needs: list, live }: Transition): string {
  const all = [...(list ?? []), ...(live ? ['live enterprise'] : [])]
  return all.length > 0 ? ` (${all.join(', ')})` : ''
}

const relations = ['outside', 'sees', 'handles'] as const

/** One row per action: the answer of the very function that the server asks, for every role and relation. */
function matrix(): string {
  const columns = keysOf(roles).flatMap((role) => relations.map((relation) => ({ role, relation })))
  return table(
    [
      'action',
      '中文',
      'in state',
      'applicant',
      'system',
      ...columns.map(({ role, relation }) => `${role}, ${relation}`),
    ],
    actions.flatMap((action) => {
      const from = states.filter((state) => transitionOf(state, action))
      const [first] = from
      const transition = first && transitionOf(first, action)
      if (!first || !transition) return []
      const answers = columns.map(({ role, relation }) =>
        [...new Set(from.map((state) => answerTo(refusalFor(postOf(role, relation), subjectIn(state), action))))].join(
          ', ',
        ),
      )
      const does = (who: Transition['by']) => (transition.by === who ? 'yes' : '')
      return [
        [
          code(action),
          label(reviewActions[action]),
          from.map(code).join(' '),
          does('applicant'),
          does('system'),
          ...answers,
        ],
      ]
    }),
  )
}

function answerTo(refusal: ReturnType<typeof refusalFor>): string {
  if (refusal === null) return 'yes'
  return refusal === 'not_found' ? '404' : refusal === 'wrong_tier' ? '403' : '409'
}

function postOf(role: ActingPost['role'], relation: (typeof relations)[number]): ActingPost {
  const tier = relation === 'handles' ? 'street' : 'county'
  return {
    officerId: 1,
    role,
    office: { id: 1, agency: 'league', tier, covers: 'places' },
    places: relation === 'outside' ? [2] : [1],
    enterprises: [],
  }
}

function subjectIn(state: ReviewState): Subject {
  return {
    agency: 'league',
    state,
    step: 0,
    procedure: gradedProcedure,
    kind: 'branch',
    actingTier: 'street',
    actingOfficeId: null,
    placeId: 1,
    enterpriseId: 1,
    approvedBy: [],
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function code(word: string): string {
  return `\`${word}\``
}

function label(word: Word): string {
  return word.zh
}
