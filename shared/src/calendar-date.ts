import * as z from 'zod/mini'
import { localDay } from './application/clock.ts'

/** A day in the calendar, `YYYY-MM-DD`. */
export const CalendarDate = z.iso.date()
export type CalendarDate = z.infer<typeof CalendarDate>

/** Excel counts days from 1899-12-30 (it believes that 1900 was a leap year). */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** `2019-01-05`, `2019/1/5`, `2019年1月5日`, with whatever is said behind it. */
const USUAL = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)日?(.*)$/
/** `20190105`, as a figure `20190105.0`, with a time `2019010508`, `201901050800` or `20190105080000`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\.0+|(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}|[ T].*)?$/
/** Beside a time: which one it is, as hours and minutes from Greenwich. */
const ZONED = /^[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))$/

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Two figures for a year mean one of this century below it, and one of the last from it on. */
const CENTURY_TURN = 50

/**
 * Reads a day as people and programs write it: `2019-01-05`, `2019/1/5`, `20190105`, `2019年1月5日`, `二〇一九年一月五日`, each with
 * or without a time; Excel's day numbers; milliseconds or seconds since 1970; `Tue Mar 05 00:00:00 CST 2019`; `05-3月-19`;
 * `19-3-5`. A moment with a time zone is a day in China. Null for anything else, for what can be read as two days (`3/5/2019`),
 * for days that do not exist, and for the fillers 0000-00-00 and 1900-01-01. A year of two figures that would only come after
 * `today`, which is Hangzhou's where none is given, is not believed: `31-12-19` may as well be the last day of 2019.
 */
export function parseCalendarDate(text: string, today?: CalendarDate): CalendarDate | null {
  const usual = USUAL.exec(text)
  if (usual && usual[4] === '') return calendarDate(Number(usual[1]), Number(usual[2]), Number(usual[3]))
  const plain = plainOf(text)
  return (
    readUsual(plain) ??
    readNumber(plain) ??
    readWithMonthName(plain, today) ??
    readShortYear(plain, today) ??
    readYearLast(plain)
  )
}

/** Whether a text names a month or a year and leaves the day open: `2019年3月`, `2019-03`, `201903`, `2019年`. */
export function namesNoDay(text: string): boolean {
  return /^(?:19|20)\d{2}(?:年|[-/.年]?(?:0?[1-9]|1[0-2])月?(?:份|[-/.]?00?日?)?)$/.test(plainOf(text))
}

function readUsual(plain: string): CalendarDate | null {
  const parts = USUAL.exec(plain)
  if (!parts) return null
  const [year, month, day, rest = ''] = [Number(parts[1]), Number(parts[2]), Number(parts[3]), parts[4]]
  const date = calendarDate(year, month, day)
  const zoned = date === null || rest === '' ? null : ZONED.exec(rest)
  if (!zoned) return date
  const [, hour, minute, second = '0', greenwich, sign, hours, minutes] = zoned
  const east = greenwich ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return dayInChina(Date.UTC(year, month - 1, day, Number(hour), Number(minute) - east, Number(second)))
}

/** Nobody writes a day of 1900 to 2100 with eleven figures: that is a phone number from the column beside. */
function readNumber(plain: string): CalendarDate | null {
  const compact = COMPACT.exec(plain)
  const day = compact && calendarDate(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  if (day) return day
  const number = /^(?:\/Date\()?(-?[1-9]\d*)(?:[+-]\d{4}\)\/|\)\/|\.\d+)?$/.exec(plain)?.[1]
  if (number === undefined) return null
  if (/^\d{5}$/.test(number)) return dayOf(new Date(EXCEL_EPOCH + Number(number) * DAY_MS))
  const figures = number.replace('-', '').length
  if (figures === 12 || figures === 13) return dayInChina(Number(number))
  return figures === 9 || figures === 10 ? dayInChina(Number(number) * 1000) : null
}

/** `Tue Mar 05 00:00:00 CST 2019`, `Mar 5, 2019`, `05-MAR-19`, `05-3月 -19`: what Java, Excel and Oracle write. */
function readWithMonthName(plain: string, today: CalendarDate | undefined): CalendarDate | null {
  const named =
    /^(?:[A-Z]{3,9},? )?([A-Z]{3,9})\.? (\d{1,2}),? (?:([\d:.]+) (?:([A-Z]{3,4}|GMT[+-][\d:]+) )?)?(\d{4})(?: .*)?$/i.exec(
      plain,
    )
  if (named) {
    const [, month = '', day, time, zone, year] = named
    const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase())
    if (at === -1) return null
    if (time === undefined || !/^(?:UTC|GMT)$/i.test(zone ?? '')) return calendarDate(Number(year), at + 1, Number(day))
    return readUsual(`${year}-${at + 1}-${day} ${time}Z`)
  }
  const [, day, word = '', number, year = ''] =
    /^(?:[A-Z]{3}, )?(\d{1,2})[- ](?:([A-Z]{3,9})|(\d{1,2})月)\.? ?[-, ] ?(\d{4}|\d{2})(?: .*)?$/i.exec(plain) ?? []
  if (day === undefined) return null
  const month = number === undefined ? MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1 : Number(number)
  return believed(year, calendarDate(wholeYear(year), month, Number(day)), today)
}

/** `19-3-5`, `99.12.31`, `19年3月5日`; between strokes only where it cannot be the American `3/5/19`. */
function readShortYear(plain: string, today: CalendarDate | undefined): CalendarDate | null {
  const parts = /^(\d{2})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?(?: .*)?$/.exec(plain)
  if (!parts) return null
  const [, year = '', sign, month, day] = parts
  if (sign === '/' && calendarDate(wholeYear(day?.padStart(2, '0') ?? ''), Number(year), Number(month))) return null
  return believed(year, calendarDate(wholeYear(year), Number(month), Number(day)), today)
}

/** `12/31/2019` and `31/12/2019`, but not `3/5/2019`. */
function readYearLast(plain: string): CalendarDate | null {
  const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?$/.exec(plain)
  if (!parts) return null
  const [first, second, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const [american, european] = [calendarDate(year, first, second), calendarDate(year, second, first)]
  return american === null || european === null || american === european ? (american ?? european) : null
}

function wholeYear(year: string): number {
  return year.length === 4 ? Number(year) : Number(year) + (Number(year) < CENTURY_TURN ? 2000 : 1900)
}

/** A day whose year was written with two figures has been. */
function believed(year: string, day: CalendarDate | null, today: CalendarDate | undefined): CalendarDate | null {
  if (day === null || year.length === 4) return day
  return day <= (today ?? localDay(new Date())) ? day : null
}

/** Midnight in China is eight hours before Greenwich's, and was nine in the summers of 1986 to 1991. */
function dayInChina(moment: number): CalendarDate | null {
  const local = new Date(moment + 8 * HOUR_MS)
  const year = local.getUTCFullYear()
  return dayOf(year >= 1986 && year <= 1991 ? new Date(moment + 9 * HOUR_MS) : local)
}

function dayOf(date: Date): CalendarDate | null {
  return calendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

const CHINESE: Readonly<Record<string, string>> = { 〇: '0', '○': '0', '◯': '0', Ο: '0', О: '0', 零: '0' }
for (const [value, digit] of [...'一二三四五六七八九'].entries()) Object.assign(CHINESE, { [digit]: String(value + 1) })

/** Without full width, blanks between its parts, or words before it; Chinese figures as digits. */
function plainOf(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([年月日]) ?/g, '$1')
    .trim()
  return /[一二三四五六七八九]/.test(plain) ? withDigits(plain) : plain
}

/** `二〇一九年三月二十一日` → `2019年3月21日`. */
function withDigits(text: string): string {
  return text
    .replace(/廿/g, '二十')
    .replace(/卅/g, '三十')
    .replace(/[〇○◯ΟО零一二三四五六七八九]/g, (sign) => CHINESE[sign] ?? sign)
    .replace(/(\d?)十(\d?)/g, (_, tens: string, ones: string) => `${tens || 1}${ones || 0}`)
}

function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || !(year >= 1900 && year <= 2100)) return null
  const iso = date.toISOString().slice(0, 10)
  return iso === '1900-01-01' ? null : iso
}
