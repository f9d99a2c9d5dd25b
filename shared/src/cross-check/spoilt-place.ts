import { parseEnterpriseName, soundOf } from '../enterprise-name.ts'
import { looksLike } from './look-alikes.ts'

/** Places that stand at the front of names here; only two characters long, so that a slip in one leaves half of it. */
const PLACES = ['浙江', '杭州', '萧山', '余杭', '富阳', '临安', '建德', '桐庐', '淳安', '临平']
const SOUNDS = new Map(PLACES.map((place) => [soundOf(place), place]))
const LONGEST_FRONT = 6

const FRONT =
  /^(?:浙江省?)?(?:杭州市?)?(?:(?:萧山|余杭|富阳|临安|建德|桐庐|淳安)[市区县]?|(?:上城|下城|江干|拱墅|西湖|滨江|临平|钱塘)区)?/
const placesIn = (key: string) => FRONT.exec(key)?.[0].length ?? 0
/** What is gained at least: 杭州达市× may be 杭州市达×, and 杭州城市× is not 杭州市×. */
const [BY_CHANGING, BY_LEAVING_OUT] = [1, 2]

/** The front with two neighbours changed back or a character taken out, when that makes places of what was none: 杭所州, 省省. */
function withFrontInOrder(key: string): string {
  const whole = placesIn(key)
  let [best, most] = [key, 0]
  const offer = (tried: string, least: number) => {
    const gained = placesIn(tried) - whole
    if (gained >= least && gained > most) [best, most] = [tried, gained]
  }
  for (let at = Math.max(0, whole - 1); at < Math.min(whole + 3, key.length - 2); at++) {
    const [front, one, other, tail] = [key.slice(0, at), key.charAt(at), key.charAt(at + 1), key.slice(at + 2)]
    offer(front + other + one + tail, BY_CHANGING)
    offer(front + other + tail, BY_LEAVING_OUT)
  }
  return best
}

/** Districts that are nobody's brand, with 区 lost behind them. */
const WITHOUT_SUFFIX = /^((?:浙江省?)?(?:杭州市?)?(?:上城|下城|江干|拱墅))(?!区)/

/**
 * The name with its places spelt right, when one of them at the front looks or sounds like a place of this city and is
 * none: 浙江抗州…, 杭洲…, 浙工省…, 肖山…, or its end twice: 杭州州…. Undefined when there is nothing to mend.
 */
export function withPlaceMended(key: string): string | undefined {
  // 杭杭州.
  let text = key[0] === key[1] && PLACES.includes(key.slice(1, 3)) ? key.slice(1) : key
  for (let at = 0; at + 2 <= Math.min(text.length, LONGEST_FRONT); at++) {
    const two = text.slice(at, at + 2)
    if (PLACES.includes(two)) {
      at++
      if (text[at] === text[at + 1]) text = text.slice(0, at) + text.slice(at + 1)
      continue
    }
    const meant = PLACES.find((place) => looksLike(two, place)) ?? SOUNDS.get(soundOf(two))
    if (meant !== undefined && onlyPlaces(text.slice(0, at))) text = text.slice(0, at) + meant + text.slice(at + 2)
  }
  if (text === key) text = withFrontInOrder(key)
  if (text === key) text = key.replace(WITHOUT_SUFFIX, '$1区')
  return text === key ? undefined : text
}

function onlyPlaces(front: string): boolean {
  return (
    front === '' || (/^(?:中国)?(?:..[省市区县]?)+$/.test(front) && parseEnterpriseName(`${front}某某`).core === '某某')
  )
}
