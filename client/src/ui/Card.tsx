import { type ReactNode, useId } from 'react'

interface CardProps {
  readonly title?: ReactNode
  readonly children: ReactNode
}

/** A white panel; with a title it is a named section. */
export function Card({ title, children }: CardProps) {
  const heading = useId()
  if (title === undefined) return <div className="card">{children}</div>
  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  )
}
