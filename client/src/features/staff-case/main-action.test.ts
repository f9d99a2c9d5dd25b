import { expect, test } from 'vitest'
import { hindrance, mainAction } from './main-action.ts'

type View = Parameters<typeof mainAction>[0]

const spoken: View['contacts'][number] = {
  id: 1,
  at: '2026-11-20T01:00:00Z',
  officerName: '样例',
  officeName: '样例街道团工委',
  means: 'phone',
  reached: true,
  spokeWith: null,
  authorityConfirmed: false,
  numbers: null,
  note: null,
}
const offered = (...actions: [View['actions'][number]['action'], string[], boolean?][]) =>
  actions.map(([action, needs, primary = false]) => ({ action, needs, primary }))

const verifying: View = {
  relation: 'handles',
  state: 'verifying',
  claim: null,
  actions: offered(
    ['approve', ['contact', 'kind'], true],
    ['found_committee', ['contact', 'members']],
    ['defer', ['contact', 'next_date']],
  ),
  contacts: [spoken],
  proof: 'registered_phone',
  answers: {
    declaredName: null,
    declaredPrincipal: null,
    operatingPlace: null,
    numbers: { staff: 9, youth: 5, members: 3, women: 1, partyBranch: null },
    contactName: '样例',
    contactPhoneMasked: '190****0000',
    licenceId: null,
  },
  allowedKinds: ['branch'],
  standing: 'can',
  enterprise: {
    id: 1,
    name: '样例企业',
    creditCode: null,
    principalName: null,
    statusText: null,
    statusClass: 'live',
    typeText: null,
    establishedOn: null,
    address: null,
    headcount: null,
    provisional: false,
  },
}

test.each<[string, Partial<View>, ReturnType<typeof mainAction>]>([
  ['another tier has it', { relation: 'sees' }, undefined],
  ['nobody has phoned yet', { contacts: [] }, { what: 'call' }],
  ['phoned in vain', { contacts: [{ ...spoken, reached: false }] }, { what: 'call' }],
  ['a stranger without a licence', { proof: 'self_declared' }, { what: 'call' }],
  ['numbers not known', { standing: 'unknown', allowedKinds: [] }, { what: 'call' }],
  ['enough members', {}, { what: 'decide', action: 'approve' }],
  [
    'few members',
    { allowedKinds: ['youth_work_committee', 'joint_branch'] },
    { what: 'decide', action: 'found_committee' },
  ],
  ['no youth', { standing: 'not_yet', allowedKinds: [] }, { what: 'decide', action: 'defer' }],
  [
    'a colleague has it',
    { claim: { officerName: '同事', until: '2026-11-21T01:00:00Z', mine: false } },
    { what: 'take_over' },
  ],
  [
    'dead in the register',
    { actions: offered(['refuse', ['note']]), enterprise: { ...verifying.enterprise, statusClass: 'gone' } },
    { what: 'blocked', why: 'dead' },
  ],
  [
    'four eyes',
    { state: 'awaiting_decision', actions: offered(['return', ['reasons']]) },
    { what: 'blocked', why: 'person' },
  ],
  ['with the enterprise', { state: 'formation_approved', actions: [] }, undefined],
])('%s', (_, difference, expected) => {
  expect(mainAction({ ...verifying, ...difference })).toEqual(expected)
})

test('a button says beforehand what the server would refuse', () => {
  expect(hindrance({ ...verifying, contacts: [] }, 'approve')).toBe('contact_first')
  expect(hindrance({ ...verifying, proof: 'self_declared' }, 'defer')).toBe('proof_needed')
  expect(hindrance(verifying, 'found_committee')).toBe('numbers_do_not_allow')
  expect(hindrance(verifying, 'approve')).toBeUndefined()
})
