/** One measurement beside its floor, taken in the same run on the same machine. */
export type BenchFigure = {
  readonly what: string
  /** In `unit`. */
  readonly measured: number
  readonly floor: number
  /** measured / floor, two decimals. */
  readonly ratio: number
  readonly unit: 's' | 'ms'
  readonly notes?: Readonly<Record<string, number | string>>
}

export type BenchResult = { readonly name: string; readonly floor: string; readonly figures: readonly BenchFigure[] }

export function figure(
  what: string,
  unit: BenchFigure['unit'],
  measured: number,
  floor: number,
  notes?: BenchFigure['notes'],
): BenchFigure {
  const round = (value: number) => Math.round(value * 1000) / 1000
  return {
    what,
    unit,
    measured: round(measured),
    floor: round(floor),
    ratio: Math.round((measured / floor) * 100) / 100,
    ...(notes && { notes }),
  }
}
