import { similarity } from './text-distance.ts'

/** `within`: the one is the street and number, the other a room or floor there. */
export type AddressRelation = 'same' | 'within' | 'similar' | 'different' | 'unknown'

const SAME = 0.85
/** Of two stalls in one market nearly all is the same, and they are two places. */
const ALMOST = 0.84
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
  const alike =
    left !== right && areNumbersApart(left, right) ? Math.min(similarity(left, right), ALMOST) : similarity(left, right)
  if (alike < SAME && (isWithin(left, right) || isWithin(right, left))) return 'within'
  return alike >= SAME ? 'same' : alike >= SIMILAR ? 'similar' : 'different'
}

/** True when each has a number that the other has not. */
function areNumbersApart(a: string, b: string): boolean {
  const left: readonly string[] = a.match(/\d+/g) ?? []
  const right: readonly string[] = b.match(/\d+/g) ?? []
  return left.some((number) => !right.includes(number)) && right.some((number) => !left.includes(number))
}

/** True when an address without a number names the street or village of the other. */
export function isAlong(street: string, address: string): boolean {
  const [left, right] = [addressKey(street), addressKey(address)]
  return left.length >= 2 && !/\d/.test(left) && right.includes(left)
}

function isWithin(room: string, building: string): boolean {
  return TO_THE_NUMBER.test(building) && room.length > building.length && room.includes(building)
}

/** The street and number that an address names; undefined when it names none. */
export function withoutRoom(address: string): string | undefined {
  return /^.{2,}?\d+号/.exec(addressKey(address))?.[0]
}
