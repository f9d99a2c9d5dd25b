import { fork } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import type { HangingWorkerSettings } from '../testing/hanging-worker.ts'
import { newPhone } from '../testing/people.ts'
import { enqueueMessage } from './enqueue-message.ts'
import { type Gateway, GatewayError } from './gateway.ts'
import { sendMessage } from './send-message.ts'
import { createSimulatorGateway } from './simulator-gateway.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ worker: false })
})
afterAll(() => test.close())

let facts = 0
async function enqueue(phone = newPhone(), dedupeKey?: string, { context } = test): Promise<string> {
  facts += 1
  return withTx(context.database, systemScope, (tx) =>
    enqueueMessage(tx, context, {
      template: 'withdrawn',
      params: { number: 'T-1' },
      phone,
      dedupeKey: dedupeKey ?? `test:${facts}`,
    }),
  )
}

async function messageRow(id: string, { db } = test) {
  const { rows } = await db.owner.query('select state, attempts, failure, gateway_ref from message where id = $1', [id])
  return rows[0]
}

const delivered = async (id: string, { db } = test) =>
  (await db.owner.query('select count(*)::int as n from simulator_message where message_id = $1', [id])).rows[0].n

/** The simulator with a fault before, during or after it takes a message. */
function faulty(
  fault: (real: Gateway, message: Parameters<Gateway['send']>[0]) => Promise<string>,
  find?: Gateway['find'],
): Gateway {
  const real = createSimulatorGateway(test.context)
  return { name: 'faulty', send: (message) => fault(real, message), find: find ?? real.find }
}

describe('the outbox', () => {
  it('holds message and job, or neither, as the transaction ends', async () => {
    const counts = async () => {
      const { rows } = await test.db.owner.query(
        `select (select count(*) from message) as messages, (select count(*) from pgboss.job where name = 'send-message') as jobs`,
      )
      return rows[0]
    }
    const before = await counts()
    await expect(
      withTx(test.context.database, systemScope, async (tx) => {
        await enqueueMessage(tx, test.context, {
          template: 'withdrawn',
          params: { number: '1' },
          phone: newPhone(),
          dedupeKey: 'rolled-back',
        })
        throw new Error('the fact did not happen')
      }),
    ).rejects.toThrow()
    expect(await counts()).toEqual(before)
    await enqueue()
    expect(await counts()).toEqual({ messages: Number(before.messages) + 1, jobs: Number(before.jobs) + 1 })
  })

  it('makes one message of one fact, told ten times at once', async () => {
    const phone = newPhone()
    const ids = await Promise.all(Array.from({ length: 10 }, () => enqueue(phone, 'the same fact')))
    expect(new Set(ids).size).toBe(1)
  })

  it('sends once, however many workers take the same job', async () => {
    const id = await enqueue()
    const gateway = createSimulatorGateway(test.context)
    await Promise.allSettled(Array.from({ length: 10 }, () => sendMessage(test.context, gateway, id)))
    expect([await delivered(id), (await messageRow(id)).state]).toEqual([1, 'sent'])
    await sendMessage(test.context, gateway, id)
    expect(await delivered(id)).toBe(1)
  })

  it('holds no connection while the gateway takes its time', async () => {
    const id = await enqueue()
    let waiting = -1
    const slow = faulty(async (real, message) => {
      const { pool } = test.context.database
      waiting = pool.totalCount - pool.idleCount
      return real.send(message)
    })
    await sendMessage(test.context, slow, id)
    expect(waiting).toBe(0)
  })
})

describe('a send that fails', () => {
  it('without an answer is looked up before it is tried again', async () => {
    const id = await enqueue()
    const silent = faulty(async (real, message) => {
      await real.send(message)
      throw new Error('socket hang up')
    })
    await expect(sendMessage(test.context, silent, id)).rejects.toThrow()
    expect((await messageRow(id)).state).toBe('sending')
    await expect(sendMessage(test.context, silent, id)).rejects.toThrow('other hands')
    test.advance(21_000)
    await sendMessage(test.context, silent, id)
    expect([await delivered(id), (await messageRow(id)).state]).toEqual([1, 'sent'])
  })

  it('before it reached the gateway is sent by a later try', async () => {
    const id = await enqueue()
    let tries = 0
    const down = faulty(async (real, message) => {
      tries += 1
      if (tries < 3) throw new GatewayError('not_sent', 'connection refused')
      return real.send(message)
    })
    await expect(sendMessage(test.context, down, id)).rejects.toThrow()
    await expect(sendMessage(test.context, down, id)).rejects.toThrow()
    await sendMessage(test.context, down, id)
    expect([await delivered(id), await messageRow(id)]).toMatchObject([1, { state: 'sent', attempts: 3 }])
  })

  it('for good is recorded with its reason', async () => {
    const id = await enqueue()
    await sendMessage(
      test.context,
      faulty(async () => Promise.reject(new GatewayError('refused', 'blocked'))),
      id,
    )
    expect(await messageRow(id)).toMatchObject({ state: 'failed', failure: 'refused' })
  })

  it('where nobody can tell ends as unknown, and is not sent twice', async () => {
    const id = await enqueue()
    const mute = faulty(
      async (real, message) => {
        await real.send(message)
        throw new Error('socket hang up')
      },
      async () => 'unknown',
    )
    await expect(sendMessage(test.context, mute, id)).rejects.toThrow()
    test.advance(21_000)
    await sendMessage(test.context, mute, id)
    expect([await delivered(id), (await messageRow(id)).state]).toEqual([1, 'unknown'])
  })

  it('twelve times is given up', async () => {
    const id = await enqueue()
    const dead = faulty(async () => Promise.reject(new GatewayError('not_sent', 'connection refused')))
    for (let attempt = 0; attempt < 12; attempt += 1) await sendMessage(test.context, dead, id).catch(() => {})
    expect(await messageRow(id)).toMatchObject({ state: 'failed', attempts: 12 })
  })
})

describe('a worker', () => {
  // Its own product, whose clock nobody has moved.
  let fresh: TestApp
  beforeAll(async () => {
    fresh = await startTestApp({ worker: false })
  })
  afterAll(() => fresh.close())

  it('that is killed in the middle of a send leaves the job to another, within 30 s, and the phone rings once', async () => {
    const id = await enqueue(newPhone(), 'interrupted', fresh)
    const { secrets } = fresh.context.config
    const settings: HangingWorkerSettings = {
      url: fresh.db.url,
      fieldSecret: secrets.field[0]?.secret.toString('base64') ?? '',
      indexSecret: secrets.index.toString('base64'),
    }
    const script = join(import.meta.dirname, '../testing/hanging-worker.ts')
    const worker = fork(script, [JSON.stringify(settings)], { stdio: 'ignore' })
    onTestFinished(() => void worker.kill('SIGKILL'))
    await expect.poll(async () => (await messageRow(id, fresh)).state, { timeout: 20_000 }).toBe('sending')
    worker.kill('SIGKILL')
    const killed = performance.now()
    await fresh.context.queue.work('send-message', ({ messageId }) =>
      sendMessage(fresh.context, createSimulatorGateway(fresh.context), messageId),
    )
    while ((await messageRow(id, fresh)).state !== 'sent') {
      if (performance.now() - killed > 40_000) throw new Error('nobody resumed the job')
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect((performance.now() - killed) / 1000).toBeLessThan(30)
    expect(await delivered(id, fresh)).toBe(1)
  }, 60_000)
})
