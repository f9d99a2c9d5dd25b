import type { ScoreReason } from '@yijian/shared/library/score'
import { type IndustryWord, industrySections } from '@yijian/shared/registry/industry-sections'
import { useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { useWord } from '../staff-work/use-word.ts'

/** What the register says, as far as it has words of its own. */
export function useReasonValue(): (reason: ScoreReason['reason'], value: string) => string {
  const texts = useText(staffLibraryTexts)
  const word = useWord()
  const own = (words: Readonly<Record<string, string>>, value: string) => words[value] ?? texts.unknown
  return (reason, value) => {
    switch (reason) {
      case 'headcount':
        return own(texts.filter.sizes, value)
      case 'age':
        return own(texts.filter.ages, value)
      case 'phone':
        return own(texts.score.phone, value)
      case 'nature':
        return own(texts.score.nature, value)
      case 'industry': {
        const sections: Readonly<Record<string, IndustryWord>> = industrySections
        const section = sections[value]
        return section ? word(section) : texts.filter.noSection
      }
      default:
        return ''
    }
  }
}
