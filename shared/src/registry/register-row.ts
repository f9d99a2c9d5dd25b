import { localDay } from '../application/clock.ts'
import { type CalendarDate, namesNoDay, parseCalendarDate } from '../calendar-date.ts'
import { type Capital, parseCapital } from '../capital.ts'
import { parseCreditCode } from '../credit-code.ts'
import { displayName } from '../enterprise-name.ts'
import { classifyStatus, type StatusClass } from '../enterprise-status.ts'
import { isDamagedPhone, type Phone, type PhonesRead, readPhones } from '../mobile.ts'
import { findRegistrationNumber, parseRegistrationNumber } from '../registration-number.ts'
import { remembering } from '../remembering.ts'
import {
  classifyType,
  type Nature,
  natureOf,
  type PrincipalRole,
  principalRole,
  type TypeClass,
} from './enterprise-type.ts'
import { cellOf, type HeaderMapping, mapHeader, type RegisterField } from './header.ts'
import { isSumRow } from './sum-row.ts'
import { isTrialRow, mayBeTrial } from './trial-row.ts'

/** One enterprise as a row of an export states it, read but not yet placed. */
export type RegisterRow = {
  readonly creditCode: string
  readonly registrationNumber: string | null
  readonly name: string
  readonly formerNames: readonly string[]
  readonly typeText: string | null
  readonly typeClass: TypeClass
  readonly principalName: string | null
  readonly principalRole: PrincipalRole | null
  readonly establishedOn: CalendarDate | null
  readonly approvedOn: CalendarDate | null
  readonly capitalText: string | null
  readonly capital: Capital | null
  readonly statusText: string | null
  readonly statusClass: StatusClass
  readonly address: string | null
  readonly operatingAddress: string | null
  readonly headcount: number | null
  readonly industry: string | null
  readonly scope: string | null
  readonly nature: Nature
  readonly phones: readonly Phone[]
}

export type RowReason =
  | 'not_a_record'
  | 'trial_row'
  | 'unreadable_characters'
  | 'name_missing'
  | 'name_too_long'
  | 'credit_code_missing'
  | 'only_registration_number'
  | 'credit_code_damaged_by_spreadsheet'
  | 'credit_code_length'
  | 'credit_code_character'
  | 'credit_code_check_digit'
  | 'credit_code_of_a_union'
  | 'credit_code_inner_digit'
  | 'registration_number_wrong'
  | 'date_unreadable'
  | 'date_without_day'
  | 'date_in_future'
  | 'capital_unreadable'
  | 'headcount_unreadable'
  | 'phone_damaged_by_spreadsheet'
  | 'phone_unreadable'
  | 'phone_partly_read'
  | 'address_missing'
  | 'scope_cut'
  | 'columns_left_out'
  | 'cells_beyond_header'
  | 'cut_off'

export type RowProblem = { readonly field: RegisterField | 'row'; readonly value: string; readonly reason: RowReason }

export type RowReading =
  | { readonly ok: true; readonly row: RegisterRow; readonly warnings: readonly RowProblem[] }
  | {
      readonly ok: false
      readonly problem: RowProblem
      /** The code, when the row was refused for something else: the list names the enterprise all the same. */
      readonly creditCode?: string
    }

/** 经营范围 can run to many thousands of characters; more than this helps nobody. */
const MAX_SCOPE = 4000
const MAX_VALUE = 200
/** A longer name is a cell that swallowed others. */
const MAX_NAME = 200
// biome-ignore lint/suspicious/noControlCharactersInRegex: exports carry NUL and other control characters, which text columns refuse
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
/** Whatever `plainCell` might take away, within a cell and at its start; most cells have none of it. */
const UNCLEAN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /[\u0000-\u001f\u00ad\u180e\u2000-\u200f\u2028-\u2069\ufeff\ufffd]/
const UNCLEAN_START = firstCharacters(' \u00a0\u1680\u3000\'"‘’`=—\\/#<([-nu无暂不未空')
/** What people and programs write where there is nothing. */
const NOTHING = /^(?:#?N\/A|[<([]?NULL[>)\]]?|NaN|NaT|None|undefined|无|暂无|不详|未知|空|-+|—+|\/+|\\N)$/i
const MAX_HEADCOUNT = 10_000_000
/** An organisation code of noughts only: its check characters fit, and programs write it where there is no code. */
const NOBODYS = /^.{8}0{9}/
const SLIPPED: ReadonlySet<RowReason> = new Set([
  'date_unreadable',
  'capital_unreadable',
  'headcount_unreadable',
  'phone_unreadable',
])

const NO_PHONES: PhonesRead = { phones: [], lost: [] }

const dayOf = remembering(parseCalendarDate, 20_000)
const shippedStatus = remembering((text) => classifyStatus(text))
const capitalOf = {
  yuan: remembering((text) => parseCapital(text, 'yuan')),
  ten_thousand: remembering((text) => parseCapital(text, 'ten_thousand')),
}

/**
 * Reads the cells of one row. Never throws; a row is refused for what identifies it, the rest is a warning. What is said
 * to have happened after `today`, Hangzhou's unless given, has not; what a word for its status means, `statusOf` says.
 */
export function readRegisterRow(
  cells: readonly string[],
  mapping: HeaderMapping,
  today: CalendarDate = localDay(new Date()),
  statusOf: (text: string) => StatusClass = shippedStatus,
): RowReading {
  const raw = (field: RegisterField) => cellOf(cells, mapping, field)
  const text = (field: RegisterField) => plainCell(raw(field))
  const refuse = (field: RegisterField | 'row', value: string, reason: RowReason, code?: string): RowReading => ({
    ok: false,
    problem: { field, value: quote(value), reason },
    ...(code !== undefined && { creditCode: code }),
  })

  const name = text('name')
  const codeText = text('creditCode')
  if (name === null && (codeText === null || !/[0-9A-Z]{8}/i.test(codeText)))
    return refuse('row', cells.join(' ').trim(), 'not_a_record')
  const reading = parseCreditCode(codeText ?? '')
  if (!reading.ok && (isSumRow(cells, name ?? '') || isHeaderAgain(cells)))
    return refuse('row', cells.join(' ').trim(), 'not_a_record')
  if (codeText === null && cells.filter((cell) => cell.trim() !== '').length <= 2)
    return refuse('row', cells.join(' ').trim(), 'not_a_record')
  for (const field of ['name', 'principal', 'address'] as const) {
    if (raw(field).includes('\ufffd'))
      return refuse(field, raw(field), 'unreadable_characters', reading.ok ? reading.code : undefined)
  }
  if (!reading.ok) {
    // 依据: GS 15-2006; an old number is a second key and never turns into a code, so a person has to add the code.
    const oldNumber = findRegistrationNumber(codeText, text('registrationNumber'))
    if (oldNumber !== null) return refuse('creditCode', oldNumber, 'only_registration_number')
    return refuse(
      'creditCode',
      codeText ?? '',
      reading.problem === 'empty' ? 'credit_code_missing' : `credit_code_${reading.problem}`,
    )
  }
  if (NOBODYS.test(reading.code)) return refuse('creditCode', reading.code, 'credit_code_missing')
  if (reading.kind === 'union') return refuse('creditCode', reading.code, 'credit_code_of_a_union')
  if (name === null) return refuse('name', '', 'name_missing', reading.code)
  if (name.length > MAX_NAME) return refuse('name', name, 'name_too_long', reading.code)
  if (mayBeTrial(name) && isTrialRow({ name, principal: text('principal'), address: text('address') }))
    return refuse('name', name, 'trial_row', reading.code)

  const warnings: RowProblem[] = []
  const warn = (field: RegisterField, reason: RowReason) => {
    warnings.push({ field, value: quote(raw(field)), reason })
  }
  if (reading.innerDigitOff) warn('creditCode', 'credit_code_inner_digit')
  /** Without what stands where a character could not be read. */
  const kept = (field: RegisterField) => {
    const [cell, value] = [raw(field), text(field)]
    if (value !== cell && cell.includes('\ufffd')) warn(field, 'unreadable_characters')
    return value
  }
  const date = (field: 'establishedOn' | 'approvedOn') => {
    const cell = text(field)
    const day = cell === null ? null : dayOf(cell)
    if (cell !== null && day === null) warn(field, namesNoDay(cell) ? 'date_without_day' : 'date_unreadable')
    if (day === null || day <= today) return day
    warn(field, 'date_in_future')
    return null
  }
  const establishedOn = date('establishedOn')
  const approvedOn = date('approvedOn')
  const capitalText = text('capital')
  const capital = capitalText === null ? null : capitalOf[mapping.capitalUnit](capitalText)
  if (capitalText !== null && capital === null) warn('capital', 'capital_unreadable')
  const headcountText = text('headcount')
  const headcount = headcountText === null ? null : readHeadcount(headcountText)
  if (headcountText !== null && headcount === null) warn('headcount', 'headcount_unreadable')
  const numberText = text('registrationNumber')
  const registrationNumber = numberText === null ? null : parseRegistrationNumber(numberText)
  if (numberText !== null && registrationNumber === null) warn('registrationNumber', 'registration_number_wrong')
  const phoneText = text('phone')
  const { phones, lost } = phoneText === null ? NO_PHONES : readPhones(phoneText)
  if (phoneText !== null && phones.length === 0)
    warn('phone', isDamagedPhone(phoneText) ? 'phone_damaged_by_spreadsheet' : 'phone_unreadable')
  else if (lost.length > 0) warnings.push({ field: 'phone', value: quote(lost.join('/')), reason: 'phone_partly_read' })
  const address = text('address')
  if (address === null) warn('address', 'address_missing')
  const scope = kept('scope')
  if (scope !== null && scope.length > MAX_SCOPE) warn('scope', 'scope_cut')

  if (mapping.width !== undefined && cells.length > mapping.width) {
    const beyond = cells.slice(mapping.width).join(' ').trim()
    // What cannot be read where a day or a sum is expected has slipped there; then nothing of the row is where it belongs.
    const slipped = warnings.some(({ reason }) => SLIPPED.has(reason))
    if (beyond !== '' && slipped) return refuse('row', beyond, 'cells_beyond_header', reading.code)
    if (beyond !== '') warnings.push({ field: 'row', value: quote(beyond), reason: 'cells_beyond_header' })
  }

  const formerNames = splitNames(kept('formerNames'))
  if (formerNames.some((former) => former.length > MAX_NAME)) warn('formerNames', 'name_too_long')

  const typeText = kept('type')
  const typeClass = classifyType(typeText ?? '', name, reading.code)
  const principalName = text('principal')
  const statusText = kept('status')
  return {
    ok: true,
    warnings,
    row: {
      creditCode: reading.code,
      registrationNumber,
      name: displayName(name),
      formerNames: formerNames.filter((former) => former.length <= MAX_NAME),
      typeText,
      typeClass,
      principalName,
      principalRole: principalName === null ? null : principalRole(typeClass),
      establishedOn,
      approvedOn,
      capitalText,
      capital,
      statusText,
      statusClass: statusOf(statusText ?? ''),
      address,
      operatingAddress: kept('operatingAddress'),
      headcount,
      industry: kept('industry'),
      scope: scope === null ? null : scope.slice(0, MAX_SCOPE),
      nature: natureOf(typeText ?? ''),
      phones,
    },
  }
}

/** Exports that were put one below the other bring their header each time, another program's names stand below the first. */
function isHeaderAgain(cells: readonly string[]): boolean {
  const { columns } = mapHeader(cells)
  return columns.has('name') && columns.has('creditCode')
}

/** A value for the report: short, and without what a database or a terminal refuses. */
function quote(value: string): string {
  return value.slice(0, MAX_VALUE).toWellFormed().replace(CONTROL, '').trim()
}

/** Null for blanks and their substitutes; without Excel's `="…"`, leading quotes, tabs and characters that nobody sees. */
function plainCell(cell: string): string | null {
  if (cell === '') return null
  if (UNCLEAN_START[cell.charCodeAt(0)] === 0 && !isBlank(cell.charCodeAt(cell.length - 1)) && !UNCLEAN.test(cell))
    return cell
  const text = bare(
    bare(
      cell
        .replace(CONTROL, '')
        .replaceAll('\ufffd', '')
        .replace(/^'([^']*)'$/, '$1'),
    ).replace(/^=?"{1,3}([^"]*)"{1,3}$/, '$1'),
  )
  return text === '' || NOTHING.test(text) ? null : text
}

/** By character code, 1 for these in either case. */
function firstCharacters(characters: string): Uint8Array {
  const known = new Uint8Array(0x10000)
  for (const character of characters + characters.toUpperCase()) known[character.charCodeAt(0)] = 1
  return known
}

/** A space, a fixed one or a full-width one; whatever else is blank is unclean anywhere. */
function isBlank(character: number): boolean {
  return character === 0x20 || character === 0xa0 || character === 0x3000
}

function bare(text: string): string {
  return text.replace(/^[\s'‘’`]+/, '').trimEnd()
}

function readHeadcount(text: string): number | null {
  const match = /^(\d[\d,]*)(?:\.0*)?人?$/.exec(text.normalize('NFKC'))
  const count = match ? Number((match[1] ?? '').replaceAll(',', '')) : Number.NaN
  return Number.isSafeInteger(count) && count <= MAX_HEADCOUNT ? count : null
}

function splitNames(text: string | null): string[] {
  if (text === null) return []
  const names = text.split(/[;；、|,，\n]+/).map(displayName)
  return [...new Set(names.filter((name) => name !== ''))]
}
