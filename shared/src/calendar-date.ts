import * as z from 'zod/mini'

/** A day in the calendar, `YYYY-MM-DD`. */
export const CalendarDate = z.iso.date()
export type CalendarDate = z.infer<typeof CalendarDate>

/** Excel counts days from 1899-12-30 (it believes that 1900 was a leap year). */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

/**
 * Reads `2019-01-05`, `2019/1/5`, `20190105`, `2019年1月5日`, each with or without a time, and Excel's day numbers.
 * Null for anything else, for days that do not exist, and for the fillers 0000-00-00 and 1900-01-01.
 */
export function parseCalendarDate(text: string): CalendarDate | null {
  const plain = text.normalize('NFKC').trim()
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})(?:[ T].*)?$/.exec(plain)
  if (parts) return calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  if (/^[1-9]\d{4}(\.\d+)?$/.test(plain)) {
    const date = new Date(EXCEL_EPOCH + Math.floor(Number(plain)) * DAY_MS)
    return calendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
  }
  return null
}

function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900 || year > 2100) return null
  const iso = date.toISOString().slice(0, 10)
  return iso === '1900-01-01' ? null : iso
}
