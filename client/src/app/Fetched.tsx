import type { ReactNode } from 'react'
import type { Fetching } from '../api/use-answer.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Failure } from './Failure.tsx'

interface FetchedProps<Answer> {
  readonly of: Fetching<Answer>
  readonly lines?: number
  readonly children: (answer: Answer) => ReactNode
}

/** Shows what has arrived, grey lines until then, and a way to try again when it does not. */
export function Fetched<Answer>({ of, lines = 4, children }: FetchedProps<Answer>) {
  if (of.answer !== undefined) return children(of.answer)
  return of.problem === undefined ? <Skeleton lines={lines} /> : <Failure problem={of.problem} retry={of.reload} />
}
