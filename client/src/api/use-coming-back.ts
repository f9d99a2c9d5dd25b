import { useEffect, useRef } from 'react'
import { Refused } from './problems.ts'

/** While the register is loaded for the first time nobody has to tap: it is tried again when the server says. */
export function useComingBack(problem: unknown, retry: () => void): void {
  const latest = useRef(retry)
  useEffect(() => {
    latest.current = retry
  })
  useEffect(() => {
    if (!(problem instanceof Refused) || problem.code !== 'first_load') return
    const timer = setTimeout(() => latest.current(), (problem.body.retryAfter ?? 5) * 1000)
    return () => clearTimeout(timer)
  }, [problem])
}
