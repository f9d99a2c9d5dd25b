/** How one text became another by one slip of the hand. */
export type Slip = 'dropped' | 'added' | 'swapped' | 'replaced'

/** Where two texts begin to differ. */
export function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}

/** The single slip that turns `written` into `meant`; undefined when they are equal or further apart. */
export function singleSlip(written: string, meant: string): Slip | undefined {
  if (written === meant) return undefined
  const head = firstDifference(written, meant)
  let tail = 0
  const room = Math.min(written.length, meant.length) - head
  while (tail < room && written.at(-1 - tail) === meant.at(-1 - tail)) tail++
  const left = written.length - head - tail
  const right = meant.length - head - tail
  if (left === 0 && right === 1) return 'dropped'
  if (left === 1 && right === 0) return 'added'
  if (left === 1 && right === 1) return 'replaced'
  // A word typed twice, or one of two equal ones left out.
  if (right === 0 && isRepeated(written, head, left)) return 'added'
  if (left === 0 && isRepeated(meant, head, right)) return 'dropped'
  const swapped = left === 2 && right === 2 && written[head] === meant[head + 1] && written[head + 1] === meant[head]
  return swapped ? 'swapped' : undefined
}

const LONGEST_WORD = 4
/** Whether the `length` characters before `end` of the common beginning stand there once more. */
function isRepeated(text: string, end: number, length: number): boolean {
  return length <= LONGEST_WORD && end >= length && text.slice(end - length, end) === text.slice(end, end + length)
}

/** Whether all characters of the one stand in the other, in the same order. */
export function isSubsequence(short: string, long: string): boolean {
  let at = 0
  for (const character of short) {
    at = long.indexOf(character, at) + 1
    if (at === 0) return false
  }
  return true
}

/** The most characters that stand in both, in the same order. */
export function commonLength(a: string, b: string): number {
  let before = new Array<number>(b.length + 1).fill(0)
  for (const character of a) {
    const row = [0]
    for (let j = 0; j < b.length; j++)
      row.push(b[j] === character ? (before[j] ?? 0) + 1 : Math.max(before[j + 1] ?? 0, row[j] ?? 0))
    before = row
  }
  return before[b.length] ?? 0
}

/** Whether two slips at most turn one text into the other: characters lost, added, replaced or in their neighbour's place. */
export function withinTwoSlips(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false
  return reaches(a, 0, b, 0, 2)
}

function reaches(a: string, i: number, b: string, j: number, left: number): boolean {
  let [x, y] = [i, j]
  while (x < a.length && y < b.length && a[x] === b[y]) {
    x++
    y++
  }
  if (x === a.length && y === b.length) return true
  if (left === 0) return false
  return (
    (x < a.length && y < b.length && reaches(a, x + 1, b, y + 1, left - 1)) ||
    (x + 1 < a.length && a[x] === b[y + 1] && a[x + 1] === b[y] && reaches(a, x + 2, b, y + 2, left - 1)) ||
    (x < a.length && reaches(a, x + 1, b, y, left - 1)) ||
    (y < b.length && reaches(a, x, b, y + 1, left - 1))
  )
}

/** Share of common neighbouring pairs, 0 to 1 (Dice); 1 for equal texts. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < a.length; i++) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1)
  let common = 0
  for (let i = 0; i + 1 < b.length; i++) {
    const left = pairs.get(b.slice(i, i + 2)) ?? 0
    if (left > 0) common++
    pairs.set(b.slice(i, i + 2), left - 1)
  }
  const total = Math.max(a.length - 1, 0) + Math.max(b.length - 1, 0)
  return total === 0 ? 0 : (2 * common) / total
}
