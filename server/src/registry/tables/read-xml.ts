import { SaxesParser } from 'saxes'
import { UnreadableRegister } from './unreadable-register.ts'

export type XmlReader<T> = {
  /** Names come without their prefix; attributes with it, as `r:id`. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
  /** What has been read since it was asked last. */
  readonly take: () => readonly T[]
}

/** Longer than any cell: Excel holds 32,767 characters in one, and markup may escape each. */
const MAX_QUIET = 1_000_000
/** A drawing in a group in a cell lies some twenty deep. */
const MAX_DEPTH = 200

/**
 * Reads XML that arrives in pieces. Document type declarations are refused, and with them entities that grow.
 * @throws UnreadableRegister
 */
export async function* readXml<T>(pieces: AsyncIterable<string>, reader: XmlReader<T>): AsyncGenerator<T> {
  const parser = new SaxesParser()
  let quiet = 0
  let depth = 0
  parser.on('error', () => {
    throw new UnreadableRegister('The workbook is damaged: a part of it is no XML.')
  })
  parser.on('doctype', () => {
    throw new UnreadableRegister('The workbook declares a document type, which no spreadsheet does.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    quiet = 0
    if (++depth > MAX_DEPTH)
      throw new UnreadableRegister('The workbook is damaged: its parts lie in each other without end.')
    reader.open?.(local(name), attributes)
  })
  if (reader.text) {
    parser.on('text', reader.text)
    parser.on('cdata', reader.text)
  }
  parser.on('closetag', ({ name }) => {
    quiet = 0
    depth--
    reader.close?.(local(name))
  })
  for await (const piece of pieces) {
    quiet += piece.length
    parser.write(piece)
    if (quiet > MAX_QUIET) throw new UnreadableRegister('The workbook holds a text that is longer than any cell.')
    yield* reader.take()
  }
  parser.close()
  yield* reader.take()
}

/** Reads to the end for what the reader keeps itself. */
export async function readWhole(pieces: AsyncIterable<string>, reader: Omit<XmlReader<never>, 'take'>): Promise<void> {
  for await (const _ of readXml(pieces, { ...reader, take: () => [] }));
}

/**
 * 依据: ECMA-376 part 1, 22.9.2.19 (ST_Xstring): what XML cannot hold, as the end of a line from Windows, is written
 * `_x000D_`. NUL and halves of characters, which nothing can hold, are left out.
 */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => {
    const sign = String.fromCharCode(Number.parseInt(code, 16))
    return sign === '\0' || !sign.isWellFormed() ? '' : sign
  })
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
