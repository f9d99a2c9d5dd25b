import { AgeBand, establishedWithin, SizeBand, sizeBands } from '@yijian/shared/library/facets'
import type { LibraryFilters, LibrarySort } from '@yijian/shared/library/list-contract'
import { highestScore } from '@yijian/shared/library/score'

/** A stretch of an order from its beginning down to its end, both within, as the order's values are written. */
export type OrderRange = { readonly from: string; readonly to: string }

/** What has no day or no headcount stands at the end of the order, under these. */
export const NO_DAY = '0001-01-01'
export const NO_HEADCOUNT = '-1'
const LAST_DAY = '9999-12-31'

/** Where in an order whatever these filters let through stands; what lies between is not worth reading. */
export function orderRanges(
  { size, industry, status, age }: LibraryFilters,
  sort: LibrarySort,
  today: string,
): readonly OrderRange[] {
  switch (sort) {
    case 'score':
      return [{ from: String(highestScore({ size, industry, status })), to: '0' }]
    case 'headcount':
      return stretches(SIZES, size ?? SIZES, sizeRange)
    case 'newest':
      return age === undefined
        ? [{ from: LAST_DAY, to: NO_DAY }]
        : stretches(AgeBand.options, age, (band) => ageRange(band, today))
  }
}

/** Bands as the order has them, the first ones first. */
const SIZES: readonly SizeBand[] = [...SizeBand.options.filter((band) => band !== 'unknown').reverse(), 'unknown']

/** Neighbours are one stretch. */
function stretches<Band>(
  inOrder: readonly Band[],
  asked: readonly Band[],
  rangeOf: (band: Band) => OrderRange,
): OrderRange[] {
  const found: OrderRange[] = []
  for (const [i, band] of inOrder.entries()) {
    if (!asked.includes(band)) continue
    const { from, to } = rangeOf(band)
    const last = i > 0 && asked.includes(inOrder[i - 1] as Band) ? found.pop() : undefined // i is within
    found.push({ from: last?.from ?? from, to })
  }
  return found
}

function sizeRange(band: SizeBand): OrderRange {
  if (band === 'unknown') return { from: NO_HEADCOUNT, to: NO_HEADCOUNT }
  const { from, to } = sizeBands[band]
  return { from: String(to), to: String(from) }
}

function ageRange(band: AgeBand, today: string): OrderRange {
  if (band === 'unknown') return { from: NO_DAY, to: NO_DAY }
  const { after, until } = establishedWithin(band, today)
  return { from: until, to: after }
}
