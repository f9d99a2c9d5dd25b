import * as z from 'zod/mini'
import { Finding } from './cross-check.ts'

/** One check that a newer register answers differently. */
export const RegisterChange = z.object({ before: Finding, after: Finding })
export type RegisterChange = z.infer<typeof RegisterChange>

/**
 * The checks that ask the register. The others change with time or with what people do (another application, an organisation
 * founded, the age of the register itself), which is no news of the register.
 */
const registerRules: ReadonlySet<Finding['rule']> = new Set(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C10'])

/** What a newer register changes in the findings of an application, in the order of the rules. Pure. */
export function registerChanges(before: readonly Finding[], after: readonly Finding[]): RegisterChange[] {
  return after
    .filter(({ rule }) => registerRules.has(rule))
    .flatMap((now) => before.filter(({ rule }) => rule === now.rule).map((then) => ({ before: then, after: now })))
    .filter((change) => isNews(change))
}

/** From what stood first to what stands last; what came back to where it was is no change. */
export function joinChanges(first: readonly RegisterChange[], then: readonly RegisterChange[]): RegisterChange[] {
  const later = then.map((change) => {
    const known = first.find(({ after }) => after.rule === change.after.rule)
    return known ? { before: known.before, after: change.after } : change
  })
  const untouched = first.filter(({ after }) => !then.some((change) => change.after.rule === after.rule))
  return [...untouched, ...later]
    .filter((change) => isNews(change))
    .sort((a, b) => Number(a.after.rule.slice(1)) - Number(b.after.rule.slice(1)))
}

function isNews({ before, after }: RegisterChange): boolean {
  if (before.outcome !== after.outcome || before.effect !== after.effect || before.sentence !== after.sentence)
    return true
  // The same answer about another value (注销 after 吊销, a third principal) is news where an officer was told to look.
  return after.effect !== 'none' && after.rule !== 'C10' && plain(before.registered) !== plain(after.registered)
}

function plain(value: string | null): string {
  return (value ?? '').normalize('NFKC').replace(/\s/g, '')
}
