import type { BuildingKey } from './building-key.ts'

/** A building, park, market or number on a road whose street a person once said. */
export type LearnedPlace = {
  readonly id: number
  readonly key: string
  readonly placeId: number
  /** Whether the address it was learned from names a district. */
  readonly districtNamed: boolean
}

export type LearnedFinder = (key: BuildingKey | null, counties: readonly number[]) => LearnedPlace | null

/**
 * Builds a finder over what people have said. It counts in the district that the address names; where it names none, only
 * what was learned from an address without one. What two people said differently is not used until somebody decides.
 * @param today the one unit that a street's land belongs to now, null when it was split
 */
export function createLearnedFinder(
  learned: readonly LearnedPlace[],
  today: (placeId: number) => number | null,
  countyOf: (streetId: number) => number | null,
): LearnedFinder {
  const byKey = Map.groupBy(learned, ({ key }) => key)
  return function findLearned(building, counties) {
    const said = building && byKey.get(building.key)
    if (!said) return null
    const fitting = said.flatMap((one) => {
      const placeId = today(one.placeId)
      if (placeId === null) return []
      const county = countyOf(placeId)
      const fits = counties.length > 0 ? county !== null && counties.includes(county) : !one.districtNamed
      return fits ? [{ ...one, placeId }] : []
    })
    return new Set(fitting.map(({ placeId }) => placeId)).size === 1 ? (fitting[0] ?? null) : null
  }
}
