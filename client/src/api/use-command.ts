import { useRef, useState } from 'react'
import { newId } from '../new-id.ts'
import { Refused } from './problems.ts'

export interface Command<Input, Answer> {
  readonly run: (input: Input) => Promise<Answer | undefined>
  readonly busy: boolean
  readonly problem: unknown
  readonly clear: () => void
}

/**
 * Sends something that must happen once. Its command id is kept until the server has answered, so that a second tap
 * or a retry after a lost connection is the same command. Different input is a different command.
 */
export function useCommand<Input, Answer>(
  send: (input: Input, commandId: string) => Promise<Answer>,
): Command<Input, Answer> {
  const pending = useRef<{ readonly id: string; readonly content: string }>(undefined)
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  async function run(input: Input): Promise<Answer | undefined> {
    if (running.current) return undefined
    // undefined, which is an input too, has no JSON
    const content = JSON.stringify(input) ?? ''
    if (pending.current?.content !== content) pending.current = { id: newId(), content }
    running.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await send(input, pending.current.id)
      pending.current = undefined
      return answer
    } catch (failure) {
      if (failure instanceof Refused && failure.status < 500) pending.current = undefined
      setProblem(failure)
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run, busy, problem, clear: () => setProblem(undefined) }
}
