import { useEffect, useEffectEvent, useState } from 'react'

/** What a page is made of, as far as it has arrived. */
export interface Fetching<Answer> {
  readonly answer: Answer | undefined
  readonly problem: unknown
  /** Asks again; what is there stays in sight meanwhile. */
  readonly reload: () => void
  /** Shows what a command has just answered instead of asking again. */
  readonly replace: (answer: Answer) => void
}

/**
 * Fetches when the page opens and whenever `key` changes; an answer that comes too late for its key is dropped.
 * @param load a call of `request`; the newest one is used
 */
export function useAnswer<Answer>(key: string, load: () => Promise<Answer>): Fetching<Answer> {
  const [attempt, setAttempt] = useState(0)
  const [got, setGot] = useState<{ readonly key: string; readonly answer?: Answer; readonly problem?: unknown }>()
  const begin = useEffectEvent(load)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to ask again
  useEffect(() => {
    let wanted = true
    begin().then(
      (answer) => wanted && setGot({ key, answer }),
      (problem) => wanted && setGot((before) => ({ ...(before?.key === key && before), key, problem })),
    )
    return () => {
      wanted = false
    }
  }, [key, attempt])
  const current = got?.key === key ? got : undefined
  return {
    answer: current?.answer,
    problem: current?.problem,
    reload: () => setAttempt((before) => before + 1),
    replace: (answer) => setGot({ key, answer }),
  }
}
