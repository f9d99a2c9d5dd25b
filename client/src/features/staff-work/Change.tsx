import { differing } from './differing.ts'

interface ChangeProps {
  readonly before: string
  readonly after: string
  /** Said between the two to those who do not see them. */
  readonly to: string
}

/** What was, and below it what is: a long value is compared at a glance by what differs within it. */
export function Change({ before, after, to }: ChangeProps) {
  const parts = differing(before, after)
  return (
    <>
      <span className="fine">
        {parts.head}
        {parts.before && <del>{parts.before}</del>}
        {parts.tail}
      </span>
      <i className="unseen"> {to} </i>
      <br />
      <span aria-hidden="true">→ </span>
      {parts.head}
      {parts.after && <ins>{parts.after}</ins>}
      {parts.tail}
    </>
  )
}
