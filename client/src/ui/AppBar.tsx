import { useState } from 'react'
import { useLocale, useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Emblem } from './Emblem.tsx'
import { Link } from './Link.tsx'
import { applyTextSize, nextTextSize, storedTextSize } from './text-size.ts'

interface AppBarProps {
  readonly name: string
  /** What stands behind the name, such as 工作台. */
  readonly area?: string
  readonly home: string
  /** The office one acts for; on a phone on a line of its own. */
  readonly place?: string
}

/** The red masthead of every page, with the reader's own switches: text size and language. */
export function AppBar({ name, area, home, place }: AppBarProps) {
  return (
    <header className="masthead">
      <Link className="brand" href={home}>
        <Emblem />
        <span>
          {name}
          {area && <small> · {area}</small>}
        </span>
      </Link>
      {place && <span className="masthead-place">{place}</span>}
      <TextSizeSwitch />
      <LanguageSwitch />
    </header>
  )
}

function TextSizeSwitch() {
  const { textSize } = useText(kitTexts)
  const [size, setSize] = useState(storedTextSize)
  const [announced, setAnnounced] = useState('')
  function change() {
    const next = nextTextSize(size)
    applyTextSize(next)
    setSize(next)
    setAnnounced(textSize.now[next])
  }
  return (
    <>
      <button type="button" className="masthead-switch" onClick={change}>
        <span>{textSize.next[size]}</span>
      </button>
      <span className="unseen" role="status">
        {announced}
      </span>
    </>
  )
}

function LanguageSwitch() {
  const texts = useText(kitTexts)
  const { locale, choose } = useLocale()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <button type="button" className="masthead-switch" lang={other} onClick={() => choose(other)}>
      {texts.otherLanguage}
      {texts.otherLanguageName !== texts.otherLanguage && <i className="unseen"> {texts.otherLanguageName}</i>}
    </button>
  )
}
