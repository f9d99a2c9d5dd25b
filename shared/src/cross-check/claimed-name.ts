import type { NameParts } from '../enterprise-name.ts'
import { asShown, personBeside } from './beside-name.ts'
import { type LatinName, readLatinName } from './latin-name.ts'
import { readName } from './name-relation.ts'
import { personApart, withoutPersonInFront } from './person-beside.ts'
import { withFormMended } from './spoilt-form.ts'
import { withPlaceMended } from './spoilt-place.ts'
import { withUnread } from './unread-characters.ts'

/** What a claim says of a name and a person, wherever in its cells that stands. */
export type Written = {
  /** Usually one; several when the cell names several enterprises. None when there is no name in characters. */
  readonly names: readonly WrittenName[]
  readonly latin: LatinName | undefined
  readonly principal: string
  /** Who stands beside the name without a word of who that is; empty when nobody does. */
  readonly beside: string
}

export type WrittenName = {
  readonly text: string
  readonly parts: NameParts
  /** With its places and its legal form spelt right, when there is a slip, and without a person who runs into it. */
  readonly mended: NameParts | undefined
  /** What a key is like that has characters where this one has signs for what could not be read; see `withUnread`. */
  readonly unread: RegExp | undefined
}

type Cells = { readonly name: string; readonly code: string; readonly principal: string }

const UNIT = '(?:公司|厂|店|社|院|校|所|中心|部|站|场|行|合伙[)）]?|户[)）])'
const SEVERAL =
  /\s*[、;；|/／\r\n]+\s*|(?<=公司)[\s,，和及与]+(?=(?!现|已|更|变|改|原|曾|前身|旧|由|后)\S{4,}(?<!分)公司)/u
const WHOLE = new RegExp(`^.{4,}${UNIT}$`, 'u')
/** One name and another in brackets behind it, without a word of what it is. */
const BEHIND = /^(.{4,}公司)[（(](.{4,}公司)[)）]$/u
const MOST = 4
/** A credit code or another long number. */
const NUMBER = /[0-9A-Z](?=(?:[A-Z\s-]*\d){7})[0-9A-Z\s-]{13,}[0-9A-Z]/giu
const NUMBER_LABEL = /(?:统一)?(?:社会)?(?:信用代码|代码证号|税号|纳税人识别号|注册号)|副本|有效|[（(【[\]】)）:：]/gu

const read = new WeakMap<Cells, Written>()

export function writtenIn(claim: Cells): Written {
  const known = read.get(claim) ?? readCells(claim)
  read.set(claim, known)
  return known
}

function readCells({ name, code, principal }: Cells): Written {
  // Code and name may stand in each other's column, or both in the code's.
  const shown = asShown(name)
  const cell = (hasName(shown) ? shown : nameInCodeCell(code)).replace(NOBODY, '').replace(MARK, '')
  const { text: own, person: beside } = personApart(withoutCompany(cell))
  const latin = readLatinName(own)
  const names = latin
    ? []
    : severalIn(own).flatMap((text): WrittenName[] => {
        const parts = readName(text)
        if (parts.key === '') return []
        const mended = mend(parts.key)
        return [{ text, parts, mended: mended === parts.key ? undefined : readName(mended), unread: withUnread(text) }]
      })
  return { names, latin, principal: principal.trim() || personBeside(own) || beside, beside }
}

function mend(key: string): string {
  const alone = withoutPersonInFront(key) ?? key
  const whole = withFormMended(alone) ?? alone
  // Of names that begin with 江干 some are registered so, without 区: with another slip in one, nothing is added to it.
  const placed = withPlaceMended(whole) ?? whole
  return whole === key || placed.length <= whole.length ? placed : whole
}

/** A name in letters behind the one in characters, or on the line below it. */
const IN_LETTERS =
  /(?<=(?:公司|[厂店社行院校所部场站亭馆心厅处]))[\s(（【[,，/|-]*[A-Za-z][A-Za-z\s.,，&'’-]{2,}[)）】\]]?\s*$/u
const LABELLED_NUMBER =
  /[(（【[,，;；、/|\s]*(?:(?:统一)?(?:社会)?信用(?:代码)?|税号|纳税人识别号|组织机构代码|注册号|USCC)(?:证?号码?)?\s*[:：]?\s*[0-9A-Z]{9,18}(?![0-9A-Z])[)）】\]]?[\s,，;；、/|]*/giu
/** What a list has where it knows no person, before the name. */
const NOBODY = /^\s*(?:n\s*[/／]\s*a|null|none|不详|暂无|未知)[\s:：,，、;；/|_-]*(?=\p{Script=Han}{4})/iu
/** A list's own number with a letter: no name has one before its place. */
const MARK = /^\s*[A-Z]-?\d{1,4}[-.、\s]*(?=浙江|杭州)/i
/** How one begins and ends when one is asked in a chat. */
const SAID =
  /^(?:(?:我们?|咱们?)是|(?:我们?|本|咱们?)(?:公司|单位|企业|厂|店)(?:的?(?:全称|名称|名字))?(?:叫做?|名叫|名为|是|为)|我们?在(?=.*(?:公司|厂|店)))[:：\s]*|(?:的?(?:员工|职工)|(?<![,，。!！~\s]))(?:[,，。!！~\s]|谢谢[你您]?)*$/gu

/** The name without what stands with it in its cell and is nothing of a registered name. */
function withoutCompany(text: string): string {
  if (!/[A-Za-z0-9我本咱谢工Ａ-Ｚ]/.test(text) || !/\p{Script=Han}/u.test(text)) return text
  return text.normalize('NFKC').replace(LABELLED_NUMBER, ' ').replace(IN_LETTERS, '').replace(SAID, '').trim() || text
}

function hasName(text: string): boolean {
  return /\p{L}/u.test(text.normalize('NFKC').replace(NUMBER, '').replace(NUMBER_LABEL, ''))
}

function nameInCodeCell(code: string): string {
  const text = code.normalize('NFKC').replace(NUMBER, ' ')
  return /\p{Script=Han}{4}/u.test(text.replace(NUMBER_LABEL, '')) ? text.trim() : ''
}

function severalIn(text: string): readonly string[] {
  const [, first, second] = BEHIND.exec(text) ?? []
  if (first && second && !/^[原现曾前旧由从]/.test(second)) return [first, second]
  const parts = text.split(SEVERAL).filter((part) => part !== '')
  return parts.length > 1 && parts.every((part) => WHOLE.test(part)) ? parts.slice(0, MOST) : [text]
}
