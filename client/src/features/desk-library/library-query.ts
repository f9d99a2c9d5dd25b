import type { FilterWords, searchLibrary } from '@yijian/shared/library/list-contract'
import type { InputOf } from '@yijian/shared/operation'
import { outreachStates } from '@yijian/shared/outreach/words'
import { industrySections } from '@yijian/shared/registry/industry-sections'
import { statusClasses } from '@yijian/shared/registry/words'
import { paths, withQuery } from '../../app/paths.ts'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'

export type LibraryWords = FilterWords

const { sizes, ages, sorts } = staffLibraryTexts.chinese.filter
const oneOf = (words: object) => (part: string) => Object.hasOwn(words, part)
const isId = (part: string) => /^\d{1,15}$/.test(part)

/** What of the list's address the server reads, part by part; everything else in it is nobody's. */
const known: Readonly<Record<Exclude<keyof FilterWords, 'q'>, (part: string) => boolean>> = {
  placeId: isId,
  communityId: isId,
  industry: oneOf({ ...industrySections, unknown: '' }),
  size: oneOf(sizes),
  age: oneOf(ages),
  status: oneOf(statusClasses),
  outreach: oneOf(outreachStates),
  tag: isId,
  vanished: oneOf({ yes: '' }),
  doubtful: oneOf({ yes: '' }),
  sort: oneOf(sorts),
}
const names = Object.keys(known) as (keyof typeof known)[] // keys of the const object above
/** These hold several parts with commas between. */
const several: readonly string[] = ['industry', 'size', 'age', 'status', 'outreach', 'tag']
const MOST_LETTERS = 60

/** The search, filters and order that an address asks for. An old or mistyped address shows what it can. */
export function readLibraryWords(search: string): LibraryWords {
  const query = new URLSearchParams(search)
  const words: LibraryWords = {}
  const q = query.get('q')?.trim().slice(0, MOST_LETTERS)
  if (q) words.q = q
  for (const name of names) {
    const value = query.get(name)?.trim() ?? ''
    const parts = (several.includes(name) ? value.split(',') : [value]).filter(known[name])
    if (parts.length > 0) words[name] = [...new Set(parts)].join(',')
  }
  return words
}

export function libraryAddress(words: LibraryWords): string {
  return withQuery(paths.staffLibrary(), words)
}

/** Without one of them; a community goes with its street. */
export function without(words: LibraryWords, name: keyof LibraryWords): LibraryWords {
  const rest = { ...words }
  delete rest[name]
  if (name === 'placeId') delete rest.communityId
  return rest
}

/** What narrows the list, without its order. */
export function filtersOf(words: LibraryWords): LibraryWords {
  return without(words, 'sort')
}

/** For a call: an address may say anything, and the server refuses what it does not know. */
export function asQuery(words: LibraryWords): QueryWords {
  return words as QueryWords
}
type QueryWords = InputOf<(typeof searchLibrary)['query']>
