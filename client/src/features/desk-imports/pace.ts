/** How much had arrived when. */
export type Mark = { readonly at: number; readonly bytes: number }

const WINDOW_MS = 15_000
const ENOUGH_MS = 1000

/** The marks that still say something about now. */
export function keepRecent(marks: readonly Mark[], now: number): Mark[] {
  return marks.filter(({ at }) => at >= now - WINDOW_MS)
}

/** Bytes a second over the newest quarter of a minute; undefined until there is enough to go by. */
export function paceOf(marks: readonly Mark[]): number | undefined {
  const [first, last] = [marks[0], marks.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < ENOUGH_MS) return undefined
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at)
}

export function secondsFor(bytes: number, pace: number | undefined): number | undefined {
  return pace === undefined || pace <= 0 ? undefined : Math.ceil(bytes / pace)
}
