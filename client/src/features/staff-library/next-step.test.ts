import { allowedActions, type SaidState } from '@yijian/shared/outreach/lifecycle'
import { expect, test } from 'vitest'
import { type Enterprise, nextStep } from './next-step.ts'

const phone = {
  id: 7,
  masked: '137****0001',
  smsCapable: true,
  proxy: false,
  source: 'register',
  dead: null,
  optedOut: false,
} as const
const declined: Enterprise['invitations'][number] = {
  id: 1,
  sentAt: '2026-02-01T00:00:00Z',
  expiresAt: '2026-03-03T00:00:00Z',
  endedAt: '2026-02-02T00:00:00Z',
  officeName: '测试街道团工委',
  phoneMasked: '137****0001',
  state: 'declined',
  declineReason: 'not_interested',
  declineNote: null,
}
type Given = { readonly said?: SaidState; readonly fact?: 'applying' | 'organised' | 'invalid' } & Partial<
  Pick<Enterprise, 'notInvited' | 'phones' | 'applications' | 'invitations'>
> &
  Partial<Pick<Enterprise['outreach'], 'due' | 'unreachableCount'>>

function step({ said = 'new', fact, due = false, unreachableCount = 0, ...more }: Given) {
  const standing = { said, fact: fact ?? null, assignedPostId: null, saidByInvitation: null }
  const outreach: Enterprise['outreach'] = {
    state: fact ?? said,
    byFact: fact !== undefined,
    reason: null,
    nextOn: null,
    due,
    unreachableCount,
    assignedTo: null,
    version: 1,
    changedAt: null,
    saidByInvited: null,
    allowed: allowedActions(standing),
  }
  return nextStep({ outreach, notInvited: null, phones: [phone], applications: [], invitations: [], ...more }).what
}

test.each<[string, Given, string]>([
  ['nothing said yet: invite', {}, 'invite'],
  ['invited and no answer yet: call', { notInvited: 'live' }, 'call'],
  ['it declined the invitation: call', { invitations: [declined] }, 'call'],
  ['only an agency’s number: visit', { notInvited: 'phone', phones: [{ ...phone, proxy: true }] }, 'visit'],
  [
    'only a number out of service: visit',
    { notInvited: 'phone', phones: [{ ...phone, dead: 'out_of_service' }] },
    'visit',
  ],
  [
    'one dead number, one that works: call that one',
    { said: 'contacted', phones: [{ ...phone, dead: 'wrong_number' }, phone] },
    'call',
  ],
  ['no number at all: visit', { notInvited: 'phone', phones: [] }, 'visit'],
  ['spoken with: call again', { said: 'contacted' }, 'call'],
  ['it intends to: invite', { said: 'intent' }, 'invite'],
  ['a day was agreed: wait', { said: 'not_now', notInvited: 'agreed_later' }, 'nothing'],
  ['the day has come: call', { said: 'not_now', due: true }, 'call'],
  ['not reached: call again', { said: 'unreachable', unreachableCount: 2 }, 'call'],
  ['three times not reached: visit', { said: 'unreachable', unreachableCount: 3 }, 'visit'],
  ['it refused: nothing', { said: 'refused' }, 'nothing'],
  ['set aside: nothing', { said: 'dormant' }, 'nothing'],
  ['no target: nothing', { said: 'invalid' }, 'nothing'],
  ['it has an organisation: nothing', { fact: 'organised', notInvited: 'organised' }, 'nothing'],
  ['closed: nothing', { fact: 'invalid', notInvited: 'dead' }, 'nothing'],
  [
    'it applies: the application',
    {
      fact: 'applying',
      notInvited: 'applying',
      applications: [{ id: 3, number: '2026-1', state: 'verifying', kind: null, submittedAt: '2026-03-02T00:00:00Z' }],
    },
    'application',
  ],
])('%s', (_, given, expected) => {
  expect(step(given)).toBe(expected)
})
