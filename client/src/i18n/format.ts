import type { Locale } from './locale.tsx'

const ZONE = 'Asia/Shanghai'

/** A day as people write it: 2026年12月7日 / 7 Dec 2026. Takes an ISO instant or a plain YYYY-MM-DD. */
export function formatDay(value: string | Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    timeZone: ZONE,
  }).format(asDate(value))
}

/** A moment, to the minute, in Hangzhou's time whatever the device's zone. */
export function formatMoment(value: string | Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ZONE,
  }).format(asDate(value))
}

export function formatCount(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** A plain date is a calendar day in Hangzhou, not midnight in London. */
function asDate(value: string | Date): Date {
  if (value instanceof Date) return value
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00+08:00` : value)
}
