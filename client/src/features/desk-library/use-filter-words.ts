import { useQuery } from '@tanstack/react-query'
import { outreachStates } from '@yijian/shared/outreach/words'
import { industrySections } from '@yijian/shared/registry/industry-sections'
import { statusClasses } from '@yijian/shared/registry/words'
import type { Word } from '@yijian/shared/vocabulary'
import { request } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { useWord } from '../staff-work/use-word.ts'
import { listCommunitiesEndpoint, listLibraryPlacesEndpoint, listTagsEndpoint } from './endpoints.ts'
import type { LibraryWords } from './library-query.ts'

export interface Option {
  readonly value: string
  readonly name: string
}

/** Counties and streets of this post. */
export function usePlaces() {
  return useQuery({ queryKey: ['library', 'places'], queryFn: () => request(listLibraryPlacesEndpoint) })
}

export function useTags() {
  return useQuery({ queryKey: ['library', 'tags'], queryFn: () => request(listTagsEndpoint) })
}

/** Communities of a street; nothing for a county. */
export function useCommunities(placeId: string | undefined) {
  return useQuery({
    queryKey: ['communities', placeId],
    queryFn: () => request(listCommunitiesEndpoint, { query: { placeId: placeId ?? '' } }),
    enabled: placeId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What each filter offers, in words. */
export function useFilterOptions(): Record<'industry' | 'size' | 'age' | 'status' | 'outreach' | 'sort', Option[]> {
  const { filter: texts } = useText(staffLibraryTexts)
  const word = useWord()
  const worded = (words: Readonly<Record<string, Word>>) =>
    Object.entries(words).map(([value, one]) => ({ value, name: word(one) }))
  const told = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, name]) => ({ value, name }))
  return {
    industry: [
      ...Object.entries(industrySections).map(([value, one]) => ({ value, name: `${value} ${word(one)}` })),
      { value: 'unknown', name: texts.noSection },
    ],
    size: told(texts.sizes),
    age: told(texts.ages),
    status: worded(statusClasses),
    outreach: worded(outreachStates),
    sort: told(texts.sorts),
  }
}

/** The filters that are on, each in words. */
export function useFiltersOn(
  words: LibraryWords,
): readonly { readonly name: keyof LibraryWords; readonly text: string }[] {
  const { filter: texts, comma } = useText(staffLibraryTexts)
  const options = useFilterOptions()
  const places = usePlaces()
  const tags = useTags()
  const communities = useCommunities(words.communityId === undefined ? undefined : words.placeId)
  const placeName = () => {
    for (const { county, streets } of places.data?.counties ?? []) {
      const found = [county, ...streets].find(({ id }) => String(id) === words.placeId)
      if (found) return found.name
    }
    return texts.street
  }
  const nameOf = (name: keyof LibraryWords, value: string): string => {
    switch (name) {
      case 'placeId':
        return placeName()
      case 'communityId':
        return communities.data?.items.find(({ id }) => String(id) === value)?.name ?? texts.community
      case 'tag':
        return tags.data?.items.find(({ id }) => String(id) === value)?.name ?? texts.tag
      case 'vanished':
        return texts.vanished
      case 'doubtful':
        return texts.doubtful
      case 'industry':
      case 'size':
      case 'age':
      case 'status':
      case 'outreach':
      case 'sort':
        return value
          .split(',')
          .map((one) => options[name].find((option) => option.value === one)?.name ?? one)
          .join(comma)
      default:
        return value
    }
  }
  return Object.entries(words)
    .map(([name, value]) => ({
      name: name as keyof LibraryWords,
      text: nameOf(name as keyof LibraryWords, value ?? ''),
    })) // keys of LibraryWords
    .filter(({ name }) => name !== 'q')
}
