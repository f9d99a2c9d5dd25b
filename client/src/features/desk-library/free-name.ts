import { VIEW_NAME } from '@yijian/shared/library/limits'

/** A name like this one that none of these is: the same with the first number that makes it another. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let n = 2; ; n++) {
    const tail = ` ${n}`
    const letters = Array.from(name)
    while (letters.join('').length + tail.length > VIEW_NAME) letters.pop()
    const free = letters.join('') + tail
    if (!taken.includes(free)) return free
  }
}
