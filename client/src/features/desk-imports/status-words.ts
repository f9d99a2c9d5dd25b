import type { StatusClass } from '@yijian/shared/enterprise-status'
import type { ImportView } from '@yijian/shared/imports/contract'
import type { NamedStatusWord, StatusWordView } from '@yijian/shared/imports/status-word-contract'
import { isNamedSince, isOpenWord } from '@yijian/shared/imports/status-words'
import { statusClasses } from '@yijian/shared/registry/words'

// Object.keys widens to string; the keys are those of the table.
export const meanings = Object.keys(statusClasses) as StatusClass[]

/** The name of the control of a word, counted from 0. */
export function wordField(at: number): string {
  return `status-word-${at}`
}

/** What a word means as it stands now; nothing as long as nobody knows. */
export function meaningOf(word: StatusWordView): StatusClass | '' {
  return isOpenWord(word) ? '' : (word.named?.class ?? word.class)
}

/**
 * What is to be remembered: words of which something else was chosen than they mean, and those that a colleague has
 * spoken of since the file was read, so that it is read again with them.
 * @param picked for each word the meaning that was chosen, or nothing
 */
export function readWords(words: readonly StatusWordView[], picked: readonly string[]): NamedStatusWord[] {
  return words.flatMap((one, at) => {
    const chosen = meanings.find((meaning) => meaning === picked[at])
    if (!chosen || (chosen === meaningOf(one) && !isNamedSince(one))) return []
    return [{ word: one.word, class: chosen, seen: one.named?.id ?? null }]
  })
}

/** A person should look at the words before anything is decided about the file. */
export function asksForWords({ statusWords, actions }: ImportView): boolean {
  return statusWords.some((word) => isOpenWord(word) || (actions.includes('change_mapping') && isNamedSince(word)))
}
