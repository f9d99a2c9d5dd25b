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
      <del className="fine">
        {parts.head}
        {parts.before && <s>{parts.before}</s>}
        {parts.tail}
      </del>
      <i className="unseen"> {to} </i>
      <br />
      <span aria-hidden="true">→ </span>
      <ins>
        {parts.head}
        {parts.after && <b>{parts.after}</b>}
        {parts.tail}
      </ins>
    </>
  )
}
