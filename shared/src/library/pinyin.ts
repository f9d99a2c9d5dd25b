import { pinyin } from 'pinyin-pro'
import { remembering } from '../remembering.ts'

/** Characters read in more than one way in names: read between their neighbours, 银行 and 行知, 支行长命 and 行长. */
const SEVERAL_READINGS = new Set('行长重乐厦朝会单曾传参调盛石朴血藏觉差降数卡')
const IDEOGRAPH = /[㐀-鿿]/
const AS_TYPED = { toneType: 'none', type: 'array', v: true } as const

const readings = new Map<string, string>()
const readBetween = remembering((three) => pinyin(three, AS_TYPED).join(' '), 10_000)

/** A name's syllables as people type them, lower case, without tones and with v for ü; what has no reading stands for itself. */
export function syllablesOf(name: string): string[] {
  const characters = [...name]
  return characters.map((character, i) =>
    SEVERAL_READINGS.has(character)
      ? readWithNeighbours(characters[i - 1] ?? '', character, characters[i + 1] ?? '')
      : readAlone(character),
  )
}

function readWithNeighbours(before: string, character: string, after: string): string {
  const syllables = readBetween(before + character + after).split(' ')
  return plain(syllables[before === '' ? 0 : 1] ?? character)
}

function readAlone(character: string): string {
  const known = readings.get(character)
  if (known !== undefined) return known
  const reading = IDEOGRAPH.test(character) ? plain(pinyin(character, AS_TYPED)[0] ?? character) : plain(character)
  readings.set(character, reading)
  return reading
}

function plain(reading: string): string {
  return reading.toLowerCase()
}

const FINALS: Readonly<Record<string, string>> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  w: 'a ai an ang ao ei en eng o u',
}

const SYLLABLES = Object.entries(FINALS).flatMap(([initial, finals]) =>
  finals.split(' ').map((final) => initial + final),
)
const NUMBERS = new Map(SYLLABLES.map((syllable, number) => [syllable, number]))
const BEGINNINGS = new Set(SYLLABLES.flatMap((syllable) => Array.from(syllable, (_, i) => syllable.slice(0, i + 1))))
const LONGEST = 6

/** A number below 512 for each syllable there is. */
export function syllableNumber(syllable: string): number | undefined {
  return NUMBERS.get(syllable)
}

/** The last syllable may be cut short, as it is while somebody types. */
export type Spelling = { readonly whole: readonly string[]; readonly begun: string }

/**
 * Every way in which letters can be read as at least two syllables: `xian` is one, `xi an` is two. The fewest syllables
 * come first; more than `most` readings say nothing any more.
 */
export function spellingsOf(letters: string, most: number): Spelling[] {
  const found: Spelling[] = []
  const walk = (from: number, whole: readonly string[]) => {
    if (found.length >= most) return
    const rest = letters.slice(from)
    if (rest === '') {
      if (whole.length >= 2) found.push({ whole, begun: '' })
      return
    }
    for (let length = Math.min(LONGEST, rest.length); length > 0; length--) {
      const syllable = rest.slice(0, length)
      if (NUMBERS.has(syllable)) walk(from + length, [...whole, syllable])
    }
    if (whole.length >= 1 && BEGINNINGS.has(rest) && !NUMBERS.has(rest) && found.length < most)
      found.push({ whole, begun: rest })
  }
  walk(0, [])
  return found
}
