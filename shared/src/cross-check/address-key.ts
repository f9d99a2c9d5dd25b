import { countyIn } from '../enterprise-name.ts'
import { similarity } from './text-distance.ts'

/**
 * `within`: the one is the street and number, the other a room or floor there. `around`: the one has no number and names
 * the street, town or village that the other stands in, which speaks neither for nor against it.
 */
export type AddressRelation = 'same' | 'within' | 'similar' | 'around' | 'different' | 'unknown'

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
  const left = keyOf(a)
  const right = keyOf(b)
  if (left === '' || right === '' || isCounty(left) || isCounty(right)) return 'unknown'
  // An address in Latin letters says neither.
  if (HAN.test(left) !== HAN.test(right)) return 'unknown'
  const alike =
    left !== right && areNumbersApart(left, right) ? Math.min(similarity(left, right), ALMOST) : similarity(left, right)
  if (alike < SAME && (isWithin(left, right) || isWithin(right, left))) return 'within'
  if (alike >= SAME) return 'same'
  if (alike >= SIMILAR) return 'similar'
  return isStreetOf(left, right) || isStreetOf(right, left) ? 'around' : 'different'
}

/** An address is compared with many, and a registered one comes up again and again within a list. */
const MOST_REMEMBERED = 5000
const remembered = new Map<string, string>()
function keyOf(address: string): string {
  const known = remembered.get(address)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const key = addressKey(address)
  remembered.set(address, key)
  return key
}

/** 萧山, written for 萧山区. */
function isCounty(key: string): boolean {
  return key.length === 2 && countyIn(`${key}区`) === key
}

/** True when each has a number that the other has not. */
function areNumbersApart(a: string, b: string): boolean {
  const left: readonly string[] = a.match(/\d+/g) ?? []
  const right: readonly string[] = b.match(/\d+/g) ?? []
  return left.some((number) => !right.includes(number)) && right.some((number) => !left.includes(number))
}

/** True when an address without a number names the street or village of the other. */
export function isAlong(street: string, address: string): boolean {
  return isStreetOf(addressKey(street), addressKey(address))
}

function isStreetOf(street: string, address: string): boolean {
  return street.length >= 2 && !/\d/.test(street) && address.includes(street)
}

function isWithin(room: string, building: string): boolean {
  return TO_THE_NUMBER.test(building) && room.length > building.length && room.includes(building)
}

/** The street and number that an address names; undefined when it names none. */
export function withoutRoom(address: string): string | undefined {
  return /^.{2,}?\d+号/.exec(addressKey(address))?.[0]
}
