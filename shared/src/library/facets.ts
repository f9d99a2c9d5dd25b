import * as z from 'zod/mini'

/** Staff as the register has it. 依据: 工会法第十一条（25 人）；团的基层组织规模惯例，可按实际调整 */
export const sizeBands = {
  under_10: { from: 0, to: 9 },
  from_10: { from: 10, to: 24 },
  from_25: { from: 25, to: 49 },
  from_50: { from: 50, to: 99 },
  from_100: { from: 100, to: 299 },
  from_300: { from: 300, to: 10_000_000 },
} as const

export const SizeBand = z.enum(['under_10', 'from_10', 'from_25', 'from_50', 'from_100', 'from_300', 'unknown'])
export type SizeBand = z.infer<typeof SizeBand>

export function sizeBandOf(headcount: number | null): SizeBand {
  if (headcount === null) return 'unknown'
  for (const band of SizeBand.options)
    if (band !== 'unknown' && headcount >= sizeBands[band].from && headcount <= sizeBands[band].to) return band
  return 'from_300'
}

/** Whole years since an enterprise was established, on the day of asking: from that many, and fewer than `below`. */
export const ageBands = {
  under_1: { from: 0, below: 1 },
  from_1: { from: 1, below: 3 },
  from_3: { from: 3, below: 5 },
  from_5: { from: 5, below: 10 },
  from_10: { from: 10, below: 1000 },
} as const

export const AgeBand = z.enum(['under_1', 'from_1', 'from_3', 'from_5', 'from_10', 'unknown'])
export type AgeBand = z.infer<typeof AgeBand>

/** Days of establishment of a band as seen on a day: after the first, up to and with the second. */
export function establishedWithin(band: Exclude<AgeBand, 'unknown'>, today: string): { after: string; until: string } {
  const { from, below } = ageBands[band]
  return { after: yearsBefore(today, below), until: yearsBefore(today, from) }
}

function yearsBefore(day: string, years: number): string {
  const year = Math.max(1, Number(day.slice(0, 4)) - years)
  const rest = day.slice(4) === '-02-29' && !isLeap(year) ? '-02-28' : day.slice(4)
  return `${String(year).padStart(4, '0')}${rest}`
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
