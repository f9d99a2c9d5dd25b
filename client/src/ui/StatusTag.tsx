import type { ReactNode } from 'react'

/** good 绿 ✓ · look 黄 ▲ · stop 红 ✕ · info 蓝 ● · plain 灰 ○ : colour, shape and word always together. */
export type Tone = 'good' | 'look' | 'stop' | 'info' | 'plain'

const marks: Record<Tone, ReactNode> = {
  good: <path d="m1.5 6.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  look: <path d="M6 1 11.5 11H.5z" fill="currentColor" />,
  stop: <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  info: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  plain: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
}

export function Mark({ tone }: { readonly tone: Tone }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true">
      {marks[tone]}
    </svg>
  )
}

export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`tag tag-${tone}`}>
      <Mark tone={tone} />
      {children}
    </span>
  )
}
