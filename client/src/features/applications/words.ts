import type { ReviewState, Word } from '@yijian/shared/vocabulary'
import { useLocale } from '../../i18n/locale.tsx'
import type { Tone } from '../../ui/StatusTag.tsx'

/** A word of the glossary in the reader's language. */
export function useWord(): (word: Word) => string {
  const { locale } = useLocale()
  return (word) => (locale === 'en' ? word.en : word.zh)
}

export const tones: Readonly<Record<ReviewState, Tone>> = {
  unplaced: 'info',
  awaiting_acceptance: 'info',
  verifying: 'info',
  awaiting_decision: 'info',
  returned: 'look',
  dormant: 'look',
  formation_approved: 'good',
  result_submitted: 'info',
  established: 'good',
  registered: 'good',
  deferred: 'look',
  refused: 'stop',
  withdrawn: 'plain',
  merged: 'plain',
}
