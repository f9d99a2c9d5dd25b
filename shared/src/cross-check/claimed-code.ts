import { type CreditCodeReading, parseCreditCode } from '../credit-code.ts'

/** `统一社会信用代码：`, or the `(1/1)` that licences print behind the code. */
const LABEL = /^[^\dA-Z]*[\p{Script=Han}][^\dA-Z]*/iu
const COPY = /[（(]\s*\d+\s*[-/／]\s*\d+\s*[)）]\s*$/

/** Greek and Cyrillic letters that look like the Latin ones; who types them means those. */
const TWINS = new Map(
  ['ΑА', 'ΒВ', 'С', 'ΕЕ', 'ΗН', 'ΚК', 'ΜМ', 'Ν', 'ΡР', 'ΤТ', 'ΧХ', 'ΥУ'].flatMap((twins, i) =>
    Array.from(twins, (twin) => [twin, 'ABCEHKMNPTXY'.charAt(i)] as const),
  ),
)

type Cells = { readonly code: string; readonly name: string }

/**
 * The credit code that a claim gives: as it stands, without its label or a copy's number, or from the name's cell where
 * the two were written together or into each other's column.
 */
export function readCode(claim: Cells): CreditCodeReading {
  const known = read.get(claim) ?? readCells(claim)
  read.set(claim, known)
  return known
}
/** Each step of a cross-check asks for it, and one that is not right takes long to read. */
const read = new WeakMap<Cells, CreditCodeReading>()

function readCells({ code: typed, name }: Cells): CreditCodeReading {
  const code = typed.replace(/[\u0370-\u04ff]/g, (letter) => TWINS.get(letter.toUpperCase()) ?? letter)
  const reading = parseCreditCode(code)
  if (reading.ok) return reading
  if (reading.problem !== 'empty') {
    const bare = parseCreditCode(code.normalize('NFKC').replace(LABEL, '').replace(COPY, ''))
    if (bare.ok) return bare
    const only = onlyCodeIn(code)
    if (only) return only
  }
  // A code beside or in the name counts only where its own column holds none.
  if (reading.problem === 'empty' || !/\d{6}/.test(reading.text)) {
    const [within] = /(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])/.exec(name.normalize('NFKC').toUpperCase()) ?? []
    const besides = within === undefined ? undefined : parseCreditCode(within)
    if (besides?.ok) return besides
  }
  return reading
}

/** True when a valid code stands in the name's cell, and it is not this one. */
export function namesAnotherCode(name: string, code: string): boolean {
  if (!HAS_LONG_NUMBER.test(name)) return false
  const within = name
    .normalize('NFKC')
    .toUpperCase()
    .matchAll(/(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])/g)
  return [...within].some(([other]) => other !== code && parseCreditCode(other).ok)
}
const HAS_LONG_NUMBER = /[\dA-Z０-９Ａ-Ｚ]{18}/i

/** The valid code that stands among other signs and words, when nothing else there could be one. */
function onlyCodeIn(text: string): CreditCodeReading | undefined {
  const runs =
    text
      .normalize('NFKC')
      .toUpperCase()
      .match(/[0-9A-Z]{9,}/g) ?? []
  const [run] = runs
  if (runs.length !== 1 || run === undefined) return undefined
  const reading = parseCreditCode(run)
  return reading.ok ? reading : undefined
}
