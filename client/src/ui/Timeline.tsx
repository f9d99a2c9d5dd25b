import type { ReactNode } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Icon } from './Icon.tsx'

export interface TimelineEntry {
  readonly key: string
  readonly state: 'done' | 'now' | 'later' | 'stopped'
  readonly title: ReactNode
  readonly when?: { readonly iso: string; readonly text: string }
  readonly who?: ReactNode
  /** What somebody wrote, such as the reason of a return. */
  readonly said?: ReactNode
}

/** What has happened, where it stands and what is still to come, from top to bottom. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const texts = useText(kitTexts)
  return (
    <ol className="timeline">
      {entries.map(({ key, state, title, when, who, said }) => (
        <li key={key} className={`timeline-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="mark">
            {state === 'done' && <Icon name="check" />}
            {state === 'stopped' && <Icon name="close" />}
          </span>
          <strong>
            {title}
            {state === 'done' && <span className="unseen"> {texts.done}</span>}
            {state === 'now' && <span className="unseen"> {texts.current}</span>}
          </strong>
          {who && <p>{who}</p>}
          {when && <time dateTime={when.iso}>{when.text}</time>}
          {said && <div className="said">{said}</div>}
        </li>
      ))}
    </ol>
  )
}

export function Steps({ steps }: { readonly steps: readonly { readonly title: string; readonly text: ReactNode }[] }) {
  return (
    <ol className="steps">
      {steps.map(({ title, text }) => (
        <li key={title}>
          <h3>{title}</h3>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  )
}
