/** A count with its English noun: 1 row, 2 rows, 1,204 rows. @param count as it is written */
export function many(count: number | string, one: string, more = `${one}s`): string {
  return `${count} ${String(count) === '1' ? one : more}`
}
