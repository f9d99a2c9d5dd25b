/** A residents' community or a village, with the street or town that it belongs to today. */
export type Community = {
  readonly id: number
  /** As it is written in full: 清波门社区, 芦茨村, 莲花居委会. */
  readonly name: string
  readonly streetId: number
}

export type FoundCommunity = {
  readonly community: Community
  /** Written out in full with its own word, and nothing in the named district shares its name. */
  readonly proven: boolean
}

export type CommunityFinder = (text: string, within: CommunitySearch) => FoundCommunity | null

export type CommunitySearch = {
  /** Where the address says it is; none: it names no district. */
  readonly counties: readonly number[]
  /** Ends of the names of districts and streets in the text: a village may begin there. */
  readonly heads: readonly number[]
  /** The street that the address names, when it does. */
  readonly streetId?: number | undefined
}

const WORD = /社区|居委会|村/g
/** 村 and 社区 within longer names: 新村路, 社区中学, 姚村乡. */
const GOES_ON =
  /^(?:街道|镇|乡|[东南西北中上下新老大]?(?:路|街|巷|弄)|大道|桥|口|中学|小学|医院|卫生|公寓|花园|大厦|广场|国际|苑|大桥)/
const LONGEST = 8
/** A word before a village's name that cannot be part of it. */
const ENDS_BEFORE = /[号旁内处侧、]/
/** Ends of districts and towns that are no more; a name of one character after them proves nothing. */
const OLD_UNIT = /[区县市镇乡]/

/**
 * Builds a finder of communities and villages written with their word (社区, 居委会, 村): without it half of their names
 * are roads or mean several places. Only the district that the address names counts; without one, the name must be the
 * only one in the city. What could be two streets is not answered. A village that has become a community since keeps
 * its name, so either word finds it, but only its own one proves it.
 * @param countyOf the county of a street
 */
export function createCommunityFinder(
  communities: readonly Community[],
  streetStems: ReadonlyMap<string, readonly number[]>,
  countyOf: (streetId: number) => number | null,
): CommunityFinder {
  const byStem = Map.groupBy(communities, ({ name }) => stemOf(name))

  return function findCommunity(text, { counties, heads, streetId }) {
    const found: FoundCommunity[] = []
    for (const word of text.matchAll(WORD)) {
      const end = word.index
      if (GOES_ON.test(text.slice(end + word[0].length, end + word[0].length + 3))) continue
      for (let start = Math.max(0, end - LONGEST); start < end; start++) {
        const sameName = byStem.get(text.slice(start, end))
        if (!sameName) continue
        const hint = beginsAt(text, start, end - start, heads)
        if (hint === null) continue
        const one = choose(sameName, { counties, streetId, hint, word: word[0] })
        if (!one) break
        found.push(one)
        break
      }
    }
    if (new Set(found.map(({ community }) => community.streetId)).size > 1) return null
    return found.find(({ proven }) => proven) ?? found[0] ?? null
  }

  /** Streets that the words directly before the name speak of; empty: a plain beginning; null: inside a longer name. */
  function beginsAt(text: string, start: number, length: number, heads: readonly number[]): readonly number[] | null {
    if (start === 0 || heads.includes(start)) return []
    const before = text[start - 1] ?? ''
    if (!/\p{Script=Han}/u.test(before) || ENDS_BEFORE.test(before)) return []
    if (OLD_UNIT.test(before) && length > 1) return []
    if (/(?:社区|街道)$/.test(text.slice(0, start))) return []
    for (let size = 2; size <= 4; size++) {
      const from = start - size
      if (from < 0) break
      const streets = streetStems.get(text.slice(from, start))
      if (streets && (from === 0 || heads.includes(from) || OLD_UNIT.test(text[from - 1] ?? ''))) return streets
    }
    return null
  }

  type Choice = {
    readonly counties: readonly number[]
    readonly streetId: number | undefined
    readonly hint: readonly number[]
    readonly word: string
  }

  function choose(sameName: readonly Community[], { counties, streetId, hint, word }: Choice): FoundCommunity | null {
    const near = counties.length > 0 ? sameName.filter((one) => isIn(one, counties)) : sameName
    if (streetId !== undefined) {
      const [own] = ownKind(
        near.filter((one) => one.streetId === streetId),
        word,
      )
      if (own) return { community: own, proven: true }
    }
    const hinted = hint.length > 0 ? near.filter((one) => hint.includes(one.streetId)) : near
    const fitting = ownKind(hinted, word)
    const [one] = fitting
    if (!one || new Set(fitting.map((each) => each.streetId)).size > 1) return null
    const alone = hint.length > 0 || new Set(near.map((each) => each.streetId)).size === 1
    if (counties.length === 0 && (!alone || stemOf(one.name).length < 2)) return null
    return { community: one, proven: alone && counties.length > 0 && isOwnWord(one, word) && !isTown(one) }
  }

  /** 东湖社区 lies in 南苑街道, not in 东湖街道, and 戴村 is a town before it is a village: such a name proves nothing. */
  function isTown({ name, streetId }: Community): boolean {
    const ofTheName = (streetStems.get(stemOf(name)) ?? []).filter((one) => countyOf(one) === countyOf(streetId))
    return (ofTheName.length > 0 && !ofTheName.includes(streetId)) || streetStems.has(name)
  }

  function isIn({ streetId }: Community, counties: readonly number[]): boolean {
    const county = countyOf(streetId)
    return county !== null && counties.includes(county)
  }
}

/** Those written with this very word when there are any. */
function ownKind(communities: readonly Community[], word: string): readonly Community[] {
  const own = communities.filter((one) => isOwnWord(one, word))
  return own.length > 0 ? own : communities
}

function isOwnWord({ name }: Community, word: string): boolean {
  return (word === '村') === name.endsWith('村')
}

function stemOf(name: string): string {
  return name.replace(/(?:社区|居委会|村)$/, '')
}
