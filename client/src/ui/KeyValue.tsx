import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
  readonly note?: ReactNode
  /** A long or unbreakable value takes the whole row. */
  readonly full?: boolean
  /** For instance 修改; name what it changes for those who cannot see the row. */
  readonly action?: ReactNode
}

export function KeyValue({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.label} className={fact.full ? 'fact-full' : undefined}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note && <small>{fact.note}</small>}
          </dd>
          {fact.action && <dd className="fact-action">{fact.action}</dd>}
        </div>
      ))}
    </dl>
  )
}

/** A unified social credit code in groups a person can compare, copied without blanks. */
export function CreditCodeText({ code }: { readonly code: string }) {
  const groups = code.match(/.{1,4}/g) ?? [code]
  return (
    <span className="code">
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups of one code may be equal, and they never move
        <span key={at}>{group}</span>
      ))}
    </span>
  )
}
