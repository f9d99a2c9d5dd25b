import { storable } from './sheet-rows.ts'

/** What Windows and old Macs number their encodings with. Those of China are all within GB18030. */
const ENCODINGS: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  1250: 'windows-1250',
  1251: 'windows-1251',
  10000: 'macintosh',
  10001: 'shift_jis',
  10002: 'big5',
  65001: 'utf-8',
}
/** Of China; none; and Western, which programs of China write whatever they put in. */
const GUESSED = new Set([936, 10008, 54936, 0, 1252, 32769])

/** Text in bytes as Excel 5 and 95 keep it. */
export function createByteDecoder(codePage: number): (bytes: Buffer) => string {
  const named = GUESSED.has(codePage) ? undefined : ENCODINGS[codePage]
  const decoders = (named ? [named] : ['utf-8', 'gb18030']).map((name) => new TextDecoder(name, { fatal: true }))
  const last = new TextDecoder(named ?? 'windows-1252')
  return (bytes) => {
    for (const decoder of decoders) {
      try {
        return storable(decoder.decode(bytes))
      } catch {
        // Bytes that fit no character of it.
      }
    }
    return storable(last.decode(bytes))
  }
}
