import { normaliseCreditCode } from '../credit-code.ts'
import { spellingsOf, syllableNumber, syllablesOf } from './pinyin.ts'
import { addInitialKeys, addSoundKeys, LEGAL_FORM, pairKeysOf, partOf, startKey } from './search-keys.ts'

/** One way to understand what was typed. */
export type Reading = {
  /**
   * Stands in the search text of whatever is meant: `first` at its beginning, `whole` before a blank or at its end,
   * `flanked` with another initial before or behind it.
   */
  readonly text: string
  readonly at: 'first' | 'anywhere' | 'whole' | 'flanked'
  /** All of them are among the keys of whatever is meant; none when nothing narrows the search. */
  readonly keys: readonly number[]
  /** Instead of `keys`: at least one of them is. */
  readonly oneOf?: readonly number[]
}
/** A word of a search: one of its readings holds, or the code begins with it. */
export type Term = { readonly readings: readonly Reading[]; readonly code: string | null }

const MOST_TERMS = 5
const MOST_SPELLINGS = 6
/** Dept and category, then digits of the registrar. 依据: GB 32100-2015 */
const CODE = /^[1-9AN][1-9]\d{2}(?:\d{0,4}|\d{4}[0-9A-Z]{0,10})$/
/** From here on a code is meant and nothing else. */
const SURELY_A_CODE = 8
/** 有限责任公司 is 有限公司 in every key, also while it is being typed. */
const BEGUN_FORM = /有限责(?:任公?)?$/

/** What a search asks for: every term must hold. Empty when nothing was typed, null when it holds no letter and no digit. */
export function readSearch(q: string): Term[] | null {
  if (q.trim() === '') return []
  const whole = normaliseCreditCode(q)
  if (whole.length >= SURELY_A_CODE && CODE.test(whole)) return [{ readings: [], code: whole }]
  const terms = joinSyllables(q.normalize('NFKC').trim().split(/\s+/))
    .slice(0, MOST_TERMS)
    .flatMap((word) => readTerm(word) ?? [])
  return terms.length > 0 ? terms : null
}

/** Syllables typed apart are one word, as some write them: `hua li` is 华丽. */
function joinSyllables(words: readonly string[]): string[] {
  const joined: string[] = []
  let goesOn = false
  for (const word of words) {
    const isSyllable = syllableNumber(word.toLowerCase()) !== undefined
    if (isSyllable && goesOn) joined.push(`${joined.pop()}${word}`)
    else joined.push(word)
    goesOn = isSyllable
  }
  return joined
}

/** Chinese as it sounds, for names in which another character of the same sound is meant; null for anything else. */
export function readBySound(q: string): Reading | null {
  const syllables = syllablesOf(partOf(q).replace(LEGAL_FORM, ''))
  if (syllables.length < 2 || syllables.some((syllable) => syllableNumber(syllable) === undefined)) return null
  return {
    text: syllables.map((syllable) => ` ${syllable}`).join(''),
    at: 'whole',
    keys: keysBy((keys) => addSoundKeys(syllables, keys)),
  }
}

function readTerm(word: string): Term | null {
  const part = partOf(word).replace(BEGUN_FORM, '有限')
  if (part === '') return null
  if (Array.from(part).length === 1)
    return { readings: [{ text: part, at: 'first', keys: [startKey(part)] }], code: null }
  const readings: Reading[] = [{ text: part, at: 'anywhere', keys: pairKeysOf(part) }]
  if (/^[A-Z]{2}$/.test(part)) readings.push(twoInitials(part.toLowerCase()))
  if (/^[A-Z]{3,30}$/.test(part)) readings.push(...soundReadings(part.toLowerCase()))
  return { readings, code: part.length >= 4 && CODE.test(part) ? part : null }
}

const INITIALS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789')

/** Keys hold three initials each: two of them are found wherever a third stands beside them, as in nearly every name. */
function twoInitials(letters: string): Reading {
  const oneOf = keysBy((keys) => {
    for (const third of INITIALS) {
      addInitialKeys(letters + third, keys)
      addInitialKeys(third + letters, keys)
    }
  })
  return { text: letters.replace(/./g, '.$&'), at: 'flanked', keys: [], oneOf: [...new Set(oneOf)] }
}

function soundReadings(letters: string): Reading[] {
  const initials: Reading = {
    text: letters.replace(/./g, '.$&'),
    at: 'anywhere',
    keys: keysBy((keys) => addInitialKeys(letters, keys)),
  }
  const spelt = spellingsOf(letters, MOST_SPELLINGS).map<Reading>(({ whole, begun }) => ({
    text: `${whole.map((syllable) => ` ${syllable}`).join('')}${begun === '' ? '' : ` ${begun}`}`,
    // A key knows whole syllables: `ma` is not the beginning of `mao`.
    at: begun === '' ? 'whole' : 'anywhere',
    keys: keysBy((keys) => addSoundKeys([...whole, begun], keys)),
  }))
  return [initials, ...spelt.filter(({ keys }) => keys.length > 0)]
}

function keysBy(add: (keys: number[]) => void): number[] {
  const keys: number[] = []
  add(keys)
  return keys
}
