const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const TENS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100 }
const NUMERAL = '[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰]'
/** A number that counts: behind 第 (第一五金 is the first one), or before what is numbered. 三一重工 and 五粮液 keep theirs. */
const COUNTED = new RegExp(
  `(?<=第)(?:${NUMERAL}*[零〇十拾百佰]${NUMERAL}*|${NUMERAL})|${NUMERAL}+(?=(?:号|分公司|分店|分厂|分部|店|厂|部|站|队|所|院|库|区|期|校|社|亭|村|组|小学|中学|幼儿园|门市))`,
  'g',
)

/** 第一, 第壹 and 第1 in one writing, for keys. */
export function countedInDigits(text: string): string {
  return text.replace(COUNTED, (numeral) => numberOf(numeral) ?? numeral)
}

/** 十四 → 14, 一百零二 → 102, 二〇八 → 208; undefined for what is no number. */
function numberOf(numeral: string): string | undefined {
  if (!/[十拾百佰]/.test(numeral)) return [...numeral].map((character) => DIGITS[character] ?? '').join('')
  let sum = 0
  let digit: number | undefined
  let unit = 1000
  for (const character of numeral) {
    const tens = TENS[character]
    if (tens === undefined) {
      if (digit) return undefined
      digit = DIGITS[character] ?? 0
    } else {
      if (tens >= unit || digit === 0) return undefined
      sum += (digit ?? 1) * tens
      digit = undefined
      unit = tens
    }
  }
  return String(sum + (digit ?? 0))
}
