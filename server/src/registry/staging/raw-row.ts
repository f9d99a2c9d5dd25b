import { maskPhone, readPhones } from '@yijian/shared/mobile'
import { rawCsvLine } from '../tables/csv-line.ts'

/** Mobiles and landlines as people write them, full width too; longer runs of digits and letters are codes. */
const NUMBER =
  /(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ])(?:[1１][3-9３-９](?:[ \-－]?[0-9０-９]){9}|[0０][0-9０-９]{2,3}[-－]?[0-9０-９]{7,8})(?![0-9０-９A-Za-zＡ-Ｚａ-ｚ])/g
const DIGIT = /[0-9０-９]/g

/** A row as it stood in the file, to be kept in the open: every phone number masked, the phone column whatever it holds. */
export function rawRow(cells: readonly string[], phoneColumn: number | undefined): string {
  const phone = phoneColumn === undefined ? '' : (cells[phoneColumn] ?? '')
  if (phone === '') return maskNumbers(rawCsvLine(cells).slice(0, -2))
  const shown = cells.map((cell, column) => (column === phoneColumn ? maskPhoneCell(phone) : cell))
  return maskNumbers(rawCsvLine(shown).slice(0, -2))
}

export function maskNumbers(text: string): string {
  return text.replace(NUMBER, (number) => maskPhone(number.normalize('NFKC').replace(/[ -]/g, '')))
}

/** What stands in a phone column, recognisable and no number. */
export function maskPhoneCell(cell: string): string {
  const { phones, lost } = readPhones(cell)
  if (phones.length === 0) return cell.replace(DIGIT, '*')
  const masked = phones.map(({ number }) => maskPhone(number)).join('/')
  return lost.length === 0 ? masked : `${masked}/${lost.join('/').replace(DIGIT, '*')}`
}
