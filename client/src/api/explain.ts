import { errorCodes, errorText } from '@yijian/shared/errors'
import { type Locale, useLocale, useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'
import { Refused } from './problems.ts'

/** The sentence a person reads about a failed call; the network's failure is told apart from a refusal. */
export function useExplain(): (problem: unknown) => string {
  const { locale } = useLocale()
  const { unreachable } = useText(shellTexts)
  return (problem) => (problem instanceof Refused ? refusalText(problem, locale) : unreachable)
}

function refusalText(problem: Refused, locale: Locale): string {
  // A newer server may know a code this release does not; its own words then have to do.
  return errorCodes.includes(problem.code)
    ? errorText(problem.code, locale, problem.body.secondsLeft)
    : problem.body.message
}
