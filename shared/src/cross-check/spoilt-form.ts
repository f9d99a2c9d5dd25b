/** What is left of 有限公司 or 有限责任公司 when a character of it was lost, or two of them changed places. */
const LOST =
  /(?<=..)(?:(?:限有责任|有限任责|有责限任|(?<!有)限责任|有责任|有限责|有限任)公司|有限责任(?:公(?!司)|司)|(?<!有)限公司|有限公(?!司)|有限司(?!公)|(?<![国所私])有公司|限有公司|有公限司|有限司公)/
/** A legal form that a column was too narrow for. */
const CUT = /(?<=.{4})(?:有限|(?<![国所私])有|有限责任?)$/
const CUT_SHARES = /(?<=.{3})股份(?:有限?)?$/
/** A character typed twice within the form. */
const TWICE = /有(有)(?=限)|限(限)(?=公司|责任)|责(责)(?=任)|任(任)(?=公司)|公(公)(?=司)|司(司)$/
/**
 * A character that stands within the form and is none of it: what changed places with the form's beginning (服饰公司 as
 * 服公饰司, 贸易有限公司 as 贸有易限公司), or what a finger touched; set before the form it is the one or one slip more.
 */
const WITHIN =
  /(?<=..)(股份)?(?:有([^限])限(?:责任)?公司|有限([^公责任分总支子股])(?:责任)?公司|有限责([^任])任公司|有限责任([^公])公司|有限(?:责任)?公([^司])司)$/
const beforeForm = (_: string, shares = '', ...strays: readonly (string | number | undefined)[]) =>
  `${strays.slice(0, 5).find((one) => one !== undefined) ?? ''}${shares}有限公司`
const WITHIN_SHORT = /(?<=[^限任]{3})公([^司公])司$/
/** 股份 with its first character lost. */
const SHARES = /(?<!股)份有限公司/

/**
 * The name with its legal form whole, when a character of that was lost or its end was cut off: no name is registered so,
 * and whoever wrote it may have slipped once more. Undefined when there is nothing to mend.
 */
export function withFormMended(key: string): string | undefined {
  const mended = key
    .replace(TWICE, (found) => found.slice(1))
    .replace(WITHIN, beforeForm)
    .replace(WITHIN_SHORT, '$1公司')
    .replace(CUT_SHARES, '股份有限公司')
    .replace(CUT, '有限公司')
    .replace(LOST, '有限公司')
    .replace(SHARES, '股份有限公司')
  return mended === key ? undefined : mended
}
