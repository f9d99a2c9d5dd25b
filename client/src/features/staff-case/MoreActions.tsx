import type { CaseView } from '@yijian/shared/application/case-contract'
import { errorText } from '@yijian/shared/errors'
import { reviewActions } from '@yijian/shared/vocabulary'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Button } from '../../ui/Button.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Panel } from './CaseSheet.tsx'
import { hasSheet } from './decision-form.ts'
import { hindrance } from './main-action.ts'

interface MoreActionsProps {
  readonly view: CaseView
  readonly show: (panel: Panel) => void
}

/** Everything this post may do with the case now; what would be refused says why. */
export function MoreActions({ view, show }: MoreActionsProps) {
  const { application } = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  return (
    <div className="buttons">
      <Button onClick={() => show({ shows: 'contact' })}>{application.record}</Button>
      {view.actions
        .map(({ action }) => action)
        .filter(hasSheet)
        .map((action) => {
          const why = hindrance(view, action)
          return (
            <Button
              key={action}
              {...(why && { disabledBecause: errorText(why, locale) })}
              onClick={() => show({ shows: 'decision', action })}
            >
              {word(reviewActions[action])}
            </Button>
          )
        })}
    </div>
  )
}
