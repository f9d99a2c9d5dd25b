import { similarity } from './text-distance.ts'

/** `within`: the one is the street and number, the other a room or floor there. */
export type AddressRelation = 'same' | 'within' | 'similar' | 'different' | 'unknown'

const SAME = 0.85
const SIMILAR = 0.5
const HAN = /\p{Script=Han}/u
const TO_THE_NUMBER = /^.{2,}\d+号$/

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
  // An address in Latin letters says neither.
  if (HAN.test(left) !== HAN.test(right)) return 'unknown'
  const alike = similarity(left, right)
  if (alike < SAME && (isWithin(left, right) || isWithin(right, left))) return 'within'
  return alike >= SAME ? 'same' : alike >= SIMILAR ? 'similar' : 'different'
}

function isWithin(room: string, building: string): boolean {
  return TO_THE_NUMBER.test(building) && room.length > building.length && room.includes(building)
}

/** The street and number that an address names; undefined when it names none. */
export function withoutRoom(address: string): string | undefined {
  return /^.{2,}?\d+号/.exec(addressKey(address))?.[0]
}
