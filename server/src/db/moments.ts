/** A moment as the driver gives it, to the form that contracts speak; null stays null. */
export function isoOf(moment: string): string
export function isoOf(moment: string | null): string | null
export function isoOf(moment: string | null): string | null {
  return moment === null ? null : new Date(moment).toISOString()
}
