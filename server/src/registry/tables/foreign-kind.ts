import { UnreadableRegister } from './unreadable-register.ts'

type Kind = { readonly at: number; readonly bytes: Buffer }

const starts = (text: string, at = 0): Kind => ({ at, bytes: Buffer.from(text, 'latin1') })

/** The container of .xls, and of .xlsx under a password; the workbook in it, as some programs write it without. */
const XLS = [starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), starts('\x09\x08\x08\x00'), starts('\x09\x08\x10\x00')]
/** Excel 2 to 4, which kept one sheet in a file. */
const OLDER_EXCEL = [starts('\x09\x00\x04\x00'), starts('\x09\x02\x06\x00'), starts('\x09\x04\x06\x00')]
/** rar, 7z, gzip within gzip, bzip2, xz, zstd, tar. */
const PACKED = [
  starts('Rar!'),
  starts("7z\xbc\xaf'\x1c"),
  starts('\x1f\x8b\x08'),
  starts('BZh'),
  starts('\xfd7zXZ'),
  starts('\x28\xb5\x2f\xfd'),
  starts('ustar', 257),
]
/** PDF, PNG, JPEG, GIF, a web page saved as one file, rich text. */
const NO_TABLE = [
  starts('%PDF'),
  starts('\x89PNG'),
  starts('\xff\xd8\xff'),
  starts('GIF8'),
  starts('MIME-Version:'),
  starts('{\\rtf'),
]

function isOneOf(kinds: readonly Kind[], first: Buffer): boolean {
  return kinds.some(({ at, bytes }) => first.subarray(at, at + bytes.length).equals(bytes))
}

/** Whether a file is a workbook of Excel before 2007, or anything else in the same container. */
export function isXls(first: Buffer): boolean {
  return isOneOf(XLS, first)
}

/** Tells what a file is by its first bytes, when it is nothing that holds a table. @throws UnreadableRegister */
export function refuseForeignKind(first: Buffer): void {
  if (isOneOf(OLDER_EXCEL, first)) throw tooOldWorkbook()
  if (isOneOf(PACKED, first)) throw packed()
  if (isOneOf(NO_TABLE, first)) throw noTable()
}

/** By the names of its parts, a zip archive that is no workbook. */
export function foreignArchive(names: readonly string[]): UnreadableRegister {
  const some = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (some(/^xl\/workbook\.bin$/i))
    return new UnreadableRegister('This is a binary workbook (.xlsb): save it as .xlsx.', 'old_excel')
  return some(/^(?:word|ppt)\/|\.iwa$/i) ? noTable() : packed()
}

export function tooOldWorkbook(): UnreadableRegister {
  return new UnreadableRegister('This is a workbook of Excel 2 to 4: save it as .xlsx.', 'old_excel')
}

export function lockedWorkbook(): UnreadableRegister {
  return new UnreadableRegister('This workbook has a password: save it without one and bring that.', 'locked')
}

function packed(): UnreadableRegister {
  return new UnreadableRegister(
    'This is a packed file (zip, rar, 7z, tar): unpack it and bring the list that is inside.',
    'packed',
  )
}

export function noTable(): UnreadableRegister {
  return new UnreadableRegister(
    'This is no table (a PDF, a picture, a web page or a text document): bring the list as .xlsx or CSV.',
    'no_table',
  )
}
