import { useEffect, useRef } from 'react'
import { Link } from '../../ui/Link.tsx'

export interface Chip {
  readonly href: string
  readonly name: string
  readonly count?: number
  /** What is urgent in it, in words. */
  readonly alarm?: string
  readonly current: boolean
}

/** One list among several; on a phone a row that is pushed sideways. */
export function Chips({ label, chips }: { readonly label: string; readonly chips: readonly Chip[] }) {
  const row = useRef<HTMLElement>(null)
  const current = chips.findIndex((chip) => chip.current)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is current
  useEffect(() => {
    const chosen = row.current?.querySelector('[aria-current]')
    if (!row.current || !chosen) return
    // As far as its right edge, so that a row pushed sideways never hides what is shown below it.
    const hidden = chosen.getBoundingClientRect().right + 16 - row.current.getBoundingClientRect().right
    if (hidden > 0) row.current.scrollLeft += hidden
  }, [current])
  return (
    <nav ref={row} className="chips" aria-label={label}>
      {chips.map(({ href, name, count, alarm, current }) => (
        <Link key={href} className="chip" href={href} aria-current={current ? 'page' : undefined}>
          {name}
          {count !== undefined && <span className="number">{count}</span>}
          {alarm && <span className="due-late">{alarm}</span>}
        </Link>
      ))}
    </nav>
  )
}
