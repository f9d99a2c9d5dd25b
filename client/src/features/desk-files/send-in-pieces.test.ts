import { expect, test } from 'vitest'
import { type Progress, sendInPieces, Unreadable, type Wire } from './send-in-pieces.ts'

class NoNetwork extends Error {}

/** A server that keeps pieces, and a network that fails at the given calls. */
function stage(there: number[], failingCalls: number[] = []) {
  let calls = 0
  const order: number[] = []
  const kept = new Map<number, string>(there.map((seq) => [seq, '']))
  const told: Progress[] = []
  const wire: Wire = {
    async announce() {
      if (failingCalls.includes(calls++)) throw new NoNetwork()
      return [...kept.keys()]
    },
    async put(seq, piece) {
      if (failingCalls.includes(calls++)) throw new NoNetwork()
      order.push(seq)
      kept.set(seq, await piece.text())
    },
    mayPass: (problem) => problem instanceof NoNetwork,
    async untilNextTry() {},
  }
  return { wire, order, kept, told, tell: (progress: Progress) => told.push(progress) }
}

const file = new Blob(['aaaabbbbccccd'])
const sending = { file, pieceBytes: 4, stopped: () => false }

test('every piece arrives once, the short last one too', async () => {
  const { wire, kept, told, tell } = stage([])
  expect(await sendInPieces({ ...sending, wire, tell })).toBe(true)
  expect([...kept.values()]).toEqual(['aaaa', 'bbbb', 'cccc', 'd'])
  expect(told.at(-1)).toEqual({ sent: 13, waiting: false })
})

test('what is there already is not sent again', async () => {
  const { wire, order, told, tell } = stage([0, 3])
  await sendInPieces({ ...sending, wire, tell })
  expect(order).toEqual([1, 2])
  expect(told[0]).toEqual({ sent: 5, waiting: false })
})

test('a lost network pauses and goes on where it stopped', async () => {
  // announce, two pieces, then the third and the next announcement fail
  const { wire, order, kept, told, tell } = stage([], [3, 4])
  expect(await sendInPieces({ ...sending, wire, tell })).toBe(true)
  expect(order).toEqual([0, 1, 2, 3])
  expect(kept.size).toBe(4)
  expect(told.filter(({ waiting }) => waiting)).toEqual([
    { sent: 8, waiting: true },
    { sent: 8, waiting: true },
  ])
})

test('a refusal ends it', async () => {
  const { wire, tell } = stage([])
  const refusing: Wire = { ...wire, put: () => Promise.reject(new TypeError('refused')) }
  await expect(sendInPieces({ ...sending, wire: refusing, tell })).rejects.toThrow('refused')
})

test('a file that has gone is not taken for a lost network', async () => {
  const { wire, tell } = stage([])
  const gone = { size: 4, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadable')) }) } as never // all that is used of a Blob
  await expect(sendInPieces({ ...sending, file: gone, wire, tell })).rejects.toThrow(Unreadable)
})

test('cancelled, it sends nothing more', async () => {
  const { wire, order, tell } = stage([])
  expect(await sendInPieces({ ...sending, wire, tell, stopped: () => order.length === 2 })).toBe(false)
  expect(order).toEqual([0, 1])
})
