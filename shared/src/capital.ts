/** Registered capital as an amount in units of its currency (yuan, not ten thousands). */
export type Capital = { readonly amount: number; readonly currency: string }

/** 依据: ISO 4217; the words are those of register exports. Longer words first. */
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/美元|USD|\$/i, 'USD'],
  [/欧元|EUR|€/i, 'EUR'],
  [/港元|港币|香港元|HKD/i, 'HKD'],
  [/日元|JPY/i, 'JPY'],
  [/英镑|GBP/i, 'GBP'],
  [/新加坡元|SGD/i, 'SGD'],
  [/法国法郎|FRF/i, 'FRF'],
  [/台币|TWD/i, 'TWD'],
  [/澳元|澳大利亚元|AUD/i, 'AUD'],
  [/加元|加拿大元|CAD/i, 'CAD'],
]

const AMOUNT = /^(人民币|美元|欧元|港[币元]|日元|CNY|RMB|USD|EUR|HKD|JPY|[¥$€])?:?(\d+(?:\.\d+)?)(.*)$/i
/** Java writes ten million as `1.0E7`, with every figure that it has. */
const JAVA = /^\d\.\d+E\d{1,2}$/
/** What the column holds; no enterprise of the world has more. */
const MAX_AMOUNT = 1e17

/** Reads `100万元人民币`, `500万元（认缴）`, `6,350.00(万美元)`, `人民币100万元`, `300.000000`; null when there is no plain amount. */
export function parseCapital(text: string, unit: 'yuan' | 'ten_thousand' = 'yuan'): Capital | null {
  const written = text.normalize('NFKC').replace(/\s/g, '')
  const plain = (JAVA.test(written) ? String(Number(written)) : written).replaceAll(',', '')
  const match = AMOUNT.exec(plain)
  // A spreadsheet that writes `1.23457E+11` has rounded it; `100,5` and `1.000.000,00` may mean one thing or another.
  if (!match || /^(?:E\+?\d|\.\d)/i.test(match[3] ?? '') || /\d,\d{1,2}(?!\d)/.test(written)) return null
  const words = match[3] ?? ''
  const scale = words.includes('亿') ? 1e8 : words.includes('万') || (words === '' && unit === 'ten_thousand') ? 1e4 : 1
  const currency = CURRENCIES.find(([pattern]) => pattern.test(`${match[1] ?? ''}${words}`))?.[1] ?? 'CNY'
  const amount = Math.round(Number(match[2]) * scale * 100) / 100
  return amount <= MAX_AMOUNT ? { amount, currency } : null
}
