import { similarity } from './text-distance.ts'

export type AddressRelation = 'same' | 'similar' | 'different' | 'unknown'

const SAME = 0.85
const SIMILAR = 0.5

/** What is left of an address when province, city, district and remarks in brackets are taken off. */
export function addressKey(address: string): string {
  return address
    .normalize('NFKC')
    .replace(/\([^)]*\)?/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^(?:中国)?(?:浙江省?)?(?:杭州市?)?(?:[一-鿿]{2}(?:区|县|市(?!场)))?/, '')
    .toUpperCase()
}

export function compareAddresses(a: string, b: string): AddressRelation {
  const left = addressKey(a)
  const right = addressKey(b)
  if (left === '' || right === '') return 'unknown'
  const alike = similarity(left, right)
  return alike >= SAME ? 'same' : alike >= SIMILAR ? 'similar' : 'different'
}
