import type { ReactNode } from 'react'
import { Mark, type Tone } from './StatusTag.tsx'

interface NoticeProps {
  readonly tone?: Exclude<Tone, 'plain'>
  readonly title?: string
  readonly children?: ReactNode
  /** Set when it appears after the reader has done something, so that it is read out. */
  readonly live?: boolean
}

export function Notice({ tone = 'info', title, children, live = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={live ? 'status' : undefined}>
      <Mark tone={tone} />
      <div className="notice-body">
        {title && <h2>{title}</h2>}
        {children}
      </div>
    </div>
  )
}
