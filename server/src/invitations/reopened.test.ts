import { localDay } from '@yijian/shared/application/clock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { markNumber, type NumberMark } from '../outreach/number-marks.ts'
import { followUpImport } from '../tasks/follow-up-import.ts'
import type { Registered } from '../testing/register-batches.ts'
import { JIANGCUN, openRegisterTasks, type RegisterTasks } from '../testing/register-tasks.ts'
import { reopenInvitations } from './reopen-invitations.ts'

/** A file that told of another principal is taken back: his invitation holds again, but none to a number that fell silent. */

let line: RegisterTasks['line']
let register: RegisterTasks['register']
let added: RegisterTasks['added']
beforeAll(async () => {
  ;({ line, register, added } = await openRegisterTasks())
})
afterAll(() => line.close())

type Ended = { id: number; because: string | null; index: Buffer }
const invitationOf = async ({ id }: Registered) =>
  (
    await line.read<Ended>(
      'select id, ended_because as because, phone_index as index from invitation where enterprise_id = $1',
      [id],
    )
  )[0] as Ended // every enterprise here was invited once

/** Invited, and then another principal was told of. */
async function changed(): Promise<{ one: Registered; batch: number; index: Buffer }> {
  const one = await added()
  const [clerk] = line.officers(JIANGCUN)
  expect((await clerk.call('POST', `/api/library/${one.id}/invitations`, {})).status).toBe(201)
  const batch = await register.bring([[one, { principal: '孙接任' }]])
  const { because, index } = await invitationOf(one)
  expect(because).toBe('principal_changed')
  return { one, batch, index }
}

function mark(
  index: Buffer,
  what: NumberMark,
  one: Registered,
  { meanwhile }: { meanwhile?: () => Promise<void> } = {},
) {
  const now = line.test.context.now()
  return withTx(line.test.context.database, systemScope, async (tx) => {
    await markNumber(tx, { phoneIndex: index, what, enterpriseId: one.id, foundOn: localDay(now), now, by: null })
    await meanwhile?.()
  })
}

test.each([
  ['opted_out', 'opted_out'],
  ['out_of_service', 'number_dead'],
  ['wrong_number', 'number_dead'],
] as const)(
  'a number that was found %s meanwhile keeps its invitation ended, for that reason',
  async (what, because) => {
    const { one, batch, index } = await changed()
    await mark(index, what, one)
    expect((await invitationOf(one)).because).toBe('principal_changed')
    await register.undo(batch)
    expect((await invitationOf(one)).because).toBe(because)
  },
)

const waits = async () =>
  (
    await line.test.db.owner.query(`select 1 from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`)
  ).rowCount

test('silenced at the very moment: whoever comes second, no live invitation is left', async () => {
  // The number is being silenced, and the invitation reopened behind it.
  const first = await changed()
  await register.undo(first.batch, { follow: false })
  let following: Promise<unknown> = Promise.resolve()
  await mark(first.index, 'opted_out', first.one, {
    meanwhile: async () => {
      following = followUpImport(line.test.context, first.batch)
      await expect.poll(waits, { interval: 10 }).toBe(1)
    },
  })
  await following
  expect((await invitationOf(first.one)).because).toBe('opted_out')

  // The invitation is being reopened, and the number silenced behind it.
  const second = await changed()
  let silencing: Promise<unknown> = Promise.resolve()
  await withTx(line.test.context.database, systemScope, async (tx) => {
    await reopenInvitations(tx, [(await invitationOf(second.one)).id], line.test.context.now())
    silencing = mark(second.index, 'opted_out', second.one)
    await expect.poll(waits, { interval: 10 }).toBe(1)
  })
  await silencing
  expect((await invitationOf(second.one)).because).toBe('opted_out')
})
