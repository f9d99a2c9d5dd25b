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
  return (
    <nav className="chips" aria-label={label}>
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
