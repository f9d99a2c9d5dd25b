export interface Differing {
  /** What both begin with. */
  readonly head: string
  readonly before: string
  readonly after: string
  /** What both end with. */
  readonly tail: string
}

/** Where two values part and meet again; two that share less than a third have nothing in common worth telling. */
export function differing(before: string, after: string): Differing {
  const a = Array.from(before)
  const b = Array.from(after)
  const shorter = Math.min(a.length, b.length)
  let head = 0
  while (head < shorter && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  if ((head + tail) * 3 < shorter) return { head: '', before, after, tail: '' }
  return {
    head: a.slice(0, head).join(''),
    before: a.slice(head, a.length - tail).join(''),
    after: b.slice(head, b.length - tail).join(''),
    tail: a.slice(a.length - tail).join(''),
  }
}
