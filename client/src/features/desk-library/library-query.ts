import type { FilterWords, searchLibrary } from '@yijian/shared/library/list-contract'
import type { InputOf } from '@yijian/shared/operation'
import { paths, withQuery } from '../../app/paths.ts'

/** What of the list's address the server reads; everything else in it is nobody's. */
const NAMES = [
  'q',
  'placeId',
  'communityId',
  'industry',
  'size',
  'age',
  'status',
  'outreach',
  'tag',
  'vanished',
  'sort',
] as const satisfies readonly (keyof FilterWords)[]
export type LibraryWords = FilterWords

/** The search, filters and order that an address asks for. */
export function readLibraryWords(search: string): LibraryWords {
  const query = new URLSearchParams(search)
  const words: LibraryWords = {}
  for (const name of NAMES) {
    const value = query.get(name)?.trim()
    if (value) words[name] = value
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
