import { useEffect, useEffectEvent } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Button } from '../../ui/Button.tsx'
import { useDraft } from './draft.tsx'
import { nextPage } from './way.ts'

/** In one line: what was typed another time is here again, and the way to begin anew; then the way back from that. */
export function KeptAnswers() {
  const { returned, told, save, clear } = useDraft()
  const { kept: texts } = useText(applyTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const leave = useEffectEvent(told)
  useEffect(() => () => leave(), [])
  if (returned === undefined) return null
  const { answers, aside } = returned
  return (
    <p className="fine">
      {aside ? texts.aside : texts.here(formatDay(new Date(answers.savedAt), locale))}{' '}
      <Button
        small
        weight="quiet"
        onClick={() => {
          if (aside) save(answers)
          else clear()
          navigate(aside ? nextPage(answers) : paths.applyEnterprise())
        }}
      >
        {aside ? texts.back : texts.anew}
      </Button>
    </p>
  )
}
