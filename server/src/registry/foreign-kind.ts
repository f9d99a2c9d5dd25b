import { UnreadableRegister } from './unreadable-register.ts'

type Kind = { readonly at: number; readonly bytes: Buffer }

const starts = (text: string, at = 0): Kind => ({ at, bytes: Buffer.from(text, 'latin1') })

/** The container of .xls, and of .xlsx under a password. */
const OLD_EXCEL = starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
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

/** Tells what a file is by its first bytes, when it is nothing that holds a table. @throws UnreadableRegister */
export function refuseForeignKind(first: Buffer): void {
  const is = ({ at, bytes }: Kind) => first.subarray(at, at + bytes.length).equals(bytes)
  if (is(OLD_EXCEL))
    throw new UnreadableRegister(
      'This is a workbook of old Excel (.xls) or one with a password: save it as .xlsx without one.',
      'old_excel',
    )
  if (PACKED.some(is)) throw packed()
  if (NO_TABLE.some(is)) throw noTable()
}

/** By the names of its parts, a zip archive that is no workbook of Excel. */
export function foreignArchive(names: readonly string[]): UnreadableRegister {
  const some = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (some(/^xl\/workbook\.bin$/i))
    return new UnreadableRegister('This is a binary workbook (.xlsb): save it as .xlsx.', 'old_excel')
  return some(/^(?:word|ppt)\/|^content\.xml$|\.iwa$/i) ? noTable() : packed()
}

function packed(): UnreadableRegister {
  return new UnreadableRegister(
    'This is a packed file (zip, rar, 7z, tar): unpack it and bring the list that is inside.',
    'packed',
  )
}

export function noTable(): UnreadableRegister {
  return new UnreadableRegister(
    'This is no table (a PDF, a picture, a web page, a text document or one of OpenOffice): bring the list as .xlsx or CSV.',
    'no_table',
  )
}
