import type { ReactNode } from 'react'

interface PaperProps {
  readonly issuer: string
  readonly number: string
  readonly title: string
  readonly to: string
  readonly paragraphs: readonly string[]
  readonly signedBy: string
  readonly date: string
  readonly foot?: ReactNode
}

/** A reply (批复) laid out as an official paper, on screen and on A4. 依据: GB/T 9704—2012. */
export function Paper({ issuer, number, title, to, paragraphs, signedBy, date, foot }: PaperProps) {
  return (
    <article className="paper">
      <p className="paper-issuer">{issuer}</p>
      <p className="paper-number">{number}</p>
      <h2 className="paper-title">{title}</h2>
      <div className="paper-text">
        <p className="paper-to">{to}</p>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <div className="paper-sign">
        <p>{signedBy}</p>
        <p>{date}</p>
      </div>
      {foot}
    </article>
  )
}
