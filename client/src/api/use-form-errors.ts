import { useMemo } from 'react'
import type { FormError } from '../ui/ErrorSummary.tsx'
import { useExplain } from './explain.ts'
import { Refused } from './problems.ts'

/**
 * A failed call as the entries of an error summary: one for each field the server names and the form has, else one
 * sentence on its own.
 */
export function useFormErrors(): (problem: unknown, fields?: readonly string[]) => FormError[] {
  const explain = useExplain()
  return (problem, fields = []) => {
    const named = (problem instanceof Refused ? (problem.body.fields ?? []) : []).flatMap(({ path, message }) => {
      const field = path.split(/[./]/).findLast((part) => fields.includes(part))
      return field === undefined ? [] : [{ field, message }]
    })
    return named.length > 0 ? named : [{ message: explain(problem) }]
  }
}

/** The same for a command's problem. A new array comes only with a new problem, since focus follows the array. */
export function useProblemErrors(problem: unknown, fields?: readonly string[]): readonly FormError[] {
  const formErrors = useFormErrors()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest only words it
  return useMemo(() => (problem === undefined ? [] : formErrors(problem, fields)), [problem])
}
