import type { Word } from '@yijian/shared/vocabulary'
import { useLocale } from '../../i18n/locale.tsx'

/** An entry of the shared vocabulary in the reader's language. */
export function useWord(): (word: Word) => string {
  const { locale } = useLocale()
  return (word) => (locale === 'en' ? word.en : word.zh)
}
