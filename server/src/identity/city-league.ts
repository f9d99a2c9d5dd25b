import { Refusal } from '@yijian/shared/errors'
import type { OfficerCaller } from '../identity/caller.ts'

/** The register is the whole city's: its league office alone brings it in. @throws Refusal city_league_only */
export function assertCityLeague({ office }: OfficerCaller): void {
  if (office.agency !== 'league' || office.tier !== 'city' || office.covers !== 'places')
    throw new Refusal('city_league_only')
}
