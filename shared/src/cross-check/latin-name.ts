import { type NameParts, regionsCompatible } from '../enterprise-name.ts'
import { spellingsOf } from '../library/pinyin.ts'
import { addSoundKeys, pairKeysOf } from '../library/search-keys.ts'
import { englishWords, meaningsOf } from './english-trades.ts'
import { readingsOf, readOtherwise } from './other-readings.ts'

/** A name in pinyin or in English, whose distinctive part is then pinyin too. */
export type LatinName = {
  readonly regions: readonly string[]
  /** The whole core, or what stands before the English words: with 市 or 县 of the place before it, and without. */
  readonly letters: readonly string[]
  /** All of it where all is pinyin, with places and legal form; else empty. */
  readonly whole: string
  /** What each English word may stand for; none when all is pinyin. */
  readonly trades: readonly (readonly string[])[]
}

/** How it stands to a registered name: all its syllables or those of its core, its brand with its trades, or its brand alone. */
export type LatinRelation = 'spelt' | 'core_spelt' | 'translated' | 'translated_loosely' | 'brand_spelt' | 'different'

const HAN = /\p{Script=Han}/u
const FORM_WORDS = new Set('co ltd limited company inc corp corporation llc lp the of and'.split(' '))
const FORM_LETTERS = /(?:gufen)?(?:youxian)?(?:zeren)?gongsi$/
const PLACES: readonly (readonly [string, string])[] = [
  ['zhongguo', ''],
  ['china', ''],
  ['zhejiang', '浙江'],
  ['hangzhou', '杭州'],
  ['xiaoshan', '萧山'],
  ['yuhang', '余杭'],
  ['fuyang', '富阳'],
  ['linan', '临安'],
  ['jiande', '建德'],
  ['tonglu', '桐庐'],
  ['chunan', '淳安'],
]
const PLACE_SUFFIX = /^(?:sheng|shi|qu|xian|province|city)/
const MIN_LETTERS = 4
const SPELLINGS = 4
const MOST_SPELLINGS = 60
const OTHERWISE = 6
const MAX_GROUPS = 16
const MAX_PAIRS = 6
const MEANINGS = 3

/** Undefined for a name that holds characters, or whose first word is neither a place nor pinyin. */
export function readLatinName(text: string): LatinName | undefined {
  const plain = text.normalize('NFKC').toLowerCase()
  if (HAN.test(plain) || !/[a-z]{2}/.test(plain)) return undefined
  const words = englishWords(plain.replace(/[’'`]/g, '').replace(/ü/g, 'v')).filter((word) => !FORM_WORDS.has(word))
  const first = words.findIndex((word, i) => i > 0 && meaningsOf(word) !== undefined)
  const pinyin = (first < 0 ? words : words.slice(0, first)).join('').replaceAll('youxianzeren', 'youxian')
  const spelt = pinyin.replace(FORM_LETTERS, '')
  const trades = first < 0 ? [] : words.slice(first).flatMap((word) => [meaningsOf(word) ?? []])
  const regions: string[] = []
  const letters = withoutPlaces(spelt, regions).filter((one) => one.length >= MIN_LETTERS && readings(one).length > 0)
  if (letters.length === 0) return undefined
  return { regions, letters, whole: first < 0 ? pinyin : '', trades: trades.filter((meanings) => meanings.length > 0) }
}

/** What is left, in each reading, behind the places that go to `regions`. */
function withoutPlaces(spelt: string, regions: string[]): string[] {
  let left = [spelt]
  for (;;) {
    const found = left.flatMap((letters) => {
      const place = placeAt(letters)
      return place ? [{ place, rest: letters.slice(place[0].length) }] : []
    })
    const [first] = found
    if (!first) return [...new Set(left)]
    if (first.place[1] !== '') regions.push(first.place[1])
    left = found.flatMap(({ rest }) => [rest, rest.replace(PLACE_SUFFIX, '')])
  }
}

function placeAt(letters: string): readonly [string, string] | undefined {
  return PLACES.find(([place]) => letters.startsWith(place) && letters.length >= place.length + MIN_LETTERS)
}

/** As they are compared: lü is written lu, lv or lyu, and lyu may as well be the end of one syllable and another. */
function withoutUmlaut(letters: string): string[] {
  return [letters, letters.replace(/([ln])yu/g, '$1u')].map((one) => one.replaceAll('v', 'u'))
}

function readings(letters: string): (readonly string[])[] {
  const ways = new Set([letters, letters.replace(/([ln])yu/g, '$1v')])
  return [...ways]
    .flatMap((one) => spellingsOf(one, MOST_SPELLINGS))
    .flatMap(({ whole, begun }) => (begun === '' ? [whole] : []))
    .sort((a, b) => breaks(a) - breaks(b))
    .slice(0, SPELLINGS)
}

/** `pinge` is pin ge: a syllable that begins with a vowel would be set off by an apostrophe. */
function breaks(syllables: readonly string[]): number {
  return syllables.filter((syllable, i) => i > 0 && /^[aeo]/.test(syllable)).length
}

export function relateLatinName(written: LatinName, { key, core, regions }: NameParts): LatinRelation {
  if (isSpelt(written.whole, key)) return 'spelt'
  if (!regionsCompatible(written.regions, regions)) return 'different'
  const syllables = readingsOf(core)
  const [end] = written.letters.flatMap(withoutUmlaut).flatMap((letters) => endOfSpelt(letters, syllables) ?? [])
  if (end === undefined) return 'different'
  if (written.trades.length === 0) return end === syllables.length ? 'core_spelt' : 'different'
  const rest = Array.from(core).slice(end).join('')
  const said = written.trades.filter((meanings) => meanings.some((meaning) => rest.includes(meaning))).length
  if (said < written.trades.length) return said > 0 ? 'translated_loosely' : 'brand_spelt'
  const length = written.trades.reduce((sum, [meaning = '']) => sum + meaning.length, 0)
  return rest.length <= length ? 'translated' : 'translated_loosely'
}

function isSpelt(whole: string, key: string): boolean {
  const syllables = readingsOf(key)
  return whole !== '' && withoutUmlaut(whole).some((letters) => endOfSpelt(letters, syllables) === syllables.length)
}

/** How many syllables the letters take up at the front, when they end where one ends. */
function endOfSpelt(letters: string, syllables: readonly (readonly string[])[], from = 0): number | undefined {
  if (letters === '') return from
  for (const reading of syllables[from] ?? []) {
    const end = letters.startsWith(reading) ? endOfSpelt(letters.slice(reading.length), syllables, from + 1) : undefined
    if (end !== undefined) return end
  }
  return undefined
}

/** Groups of the library's search keys; who is meant has all of some group. The narrowest come first. */
export function searchedByLatinName({ letters, trades }: LatinName): number[][] {
  const spelt = letters
    .flatMap(readings)
    .flatMap((syllables) => [syllables, ...withUmlauts(syllables)])
    .slice(0, SPELLINGS)
  const keys = [...spelt, ...readOtherwise(spelt.slice(0, 2)).slice(0, OTHERWISE)].map(soundKeysOf)
  const meanings = (trades.find((one) => one.length > 0) ?? []).slice(0, MEANINGS)
  const narrowed = meanings.flatMap((meaning) => keys.map((sounds) => [...sounds, ...pairKeysOf(meaning)]))
  return [...keys.slice(0, spelt.length), ...narrowed, ...keys].slice(0, MAX_GROUPS)
}

/** Two syllables at a time say all that three initials say. */
function soundKeysOf(syllables: readonly string[]): number[] {
  const keys: number[] = []
  for (let i = 0; i + 1 < syllables.length && i < MAX_PAIRS; i++) addSoundKeys(syllables.slice(i, i + 2), keys)
  return keys
}

function withUmlauts(syllables: readonly string[]): (readonly string[])[] {
  const other = syllables.map((syllable) => (/^[ln]ue?$/.test(syllable) ? syllable.replace('u', 'v') : syllable))
  return other.join() === syllables.join() ? [] : [other]
}
