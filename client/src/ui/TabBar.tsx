import { Icon, type IconName } from './Icon.tsx'
import { Link } from './Link.tsx'

export interface Tab {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  readonly count?: number
  readonly current: boolean
}

/** A bar at the bottom of a phone, a column at the left from 960 px. */
export function TabBar({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              <Icon name={tab.icon} />
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && <span className="count">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
