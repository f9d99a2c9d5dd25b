import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cipherOf, createFieldCipher } from './field-cipher.ts'

const [old, current] = [
  { kid: 'a', secret: randomBytes(32) },
  { kid: 'b', secret: randomBytes(32) },
]
const indexKey = randomBytes(32)
const cipher = createFieldCipher([current, old], indexKey)
const column = 'enterprise_contact|phone'

test('what is sealed is opened as it was, each time looks different, and names the key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
      const sealed = cipher.seal(column, plain)
      expect(sealed).toMatch(/^v1\.b\./)
      expect(cipher.seal(column, plain)).not.toBe(sealed)
      expect(cipher.open(column, sealed)).toBe(plain)
    }),
  )
  // More than are drawn at a time.
  expect(new Set(Array.from({ length: 2000 }, () => cipher.seal(column, '').split('.')[2])).size).toBe(2000)
})

test('moved to another column, altered anywhere or named another key, it is not opened', () => {
  const sealed = cipher.seal(column, '13800138000')
  expect(() => cipher.open('account|phone', sealed)).toThrow()
  const parts = sealed.split('.')
  for (const at of parts.keys()) {
    const [head = ''] = parts[at] ?? ''
    const altered = parts.with(at, `${head === 'A' ? 'B' : 'A'}${parts[at]?.slice(1)}`).join('.')
    expect(() => cipher.open(column, altered), altered).toThrow()
  }
  expect(() => cipher.open(column, parts.with(1, 'a').join('.'))).toThrow()
  expect(() => cipher.open(column, parts.with(4, parts[4]?.slice(0, 6) ?? '').join('.'))).toThrow()
  expect(() => cipher.open(column, '')).toThrow()
})

test('an older key opens what it sealed, for as long as it is kept', () => {
  const before = createFieldCipher([old], indexKey)
  const sealed = before.seal(column, '13800138000')
  expect(cipher.open(column, sealed)).toBe('13800138000')
  expect(() => before.open(column, cipher.seal(column, '13800138000'))).toThrow(/key b/)
})

test('bytes, too', () => {
  const plain = randomBytes(1000)
  const sealed = cipher.sealBytes('uploaded_chunk|1|0', plain)
  expect(cipher.openBytes('uploaded_chunk|1|0', sealed).equals(plain)).toBe(true)
  expect(() => cipher.openBytes('uploaded_chunk|1|1', sealed)).toThrow()
  for (const at of [0, 3, 5, 20, sealed.length - 1]) {
    const altered = Buffer.from(sealed)
    altered[at] = (altered[at] ?? 0) ^ 1
    expect(() => cipher.openBytes('uploaded_chunk|1|0', altered), String(at)).toThrow()
  }
  for (const length of [0, 4, 20, sealed.length - 1])
    expect(() => cipher.openBytes('uploaded_chunk|1|0', sealed.subarray(0, length))).toThrow()
})

test('an index is HMAC-SHA256 of purpose and value, whatever the length of the key, in this thread and in others', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.string({ unit: 'grapheme' }), (key, value) => {
      const expected = createHmac('sha256', key).update(`phone|${value}`).digest()
      const own = createFieldCipher([current], Buffer.from(key))
      expect(own.index('phone', value)).toEqual(expected)
      expect(cipherOf(own.keys).index('phone', value)).toEqual(expected)
      expect(own.index('account', value)).not.toEqual(expected)
    }),
  )
})
