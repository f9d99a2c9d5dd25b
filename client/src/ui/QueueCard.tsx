import type { ReactNode } from 'react'
import { Link } from './Link.tsx'

export interface QueueCardProps {
  /** Left out for a card that opens nothing. */
  readonly href?: string
  readonly title: string
  readonly meta: ReactNode
  readonly tags?: ReactNode
  /** Until when, in words; the tone only repeats what the words say. */
  readonly due?: { readonly text: string; readonly tone: 'calm' | 'soon' | 'late' }
  /** One quick way beside opening it, such as tap-to-call. */
  readonly action?: ReactNode
}

/** One case in a queue: the whole card opens it, when there is something to open. */
export function QueueCard({ href, title, meta, tags, due, action }: QueueCardProps) {
  return (
    <li className="card queue-card">
      <h2>{href === undefined ? title : <Link href={href}>{title}</Link>}</h2>
      <p className="queue-meta">{meta}</p>
      <div className="queue-foot">
        {tags && <div className="tags">{tags}</div>}
        {due && <span className={due.tone === 'calm' ? 'due' : `due due-${due.tone}`}>{due.text}</span>}
        {action && <div className="queue-action">{action}</div>}
      </div>
    </li>
  )
}

export function Queue({ children }: { readonly children: ReactNode }) {
  return <ul className="queue">{children}</ul>
}
