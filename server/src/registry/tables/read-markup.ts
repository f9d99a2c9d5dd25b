import { MAX_SPREAD } from './sheet-rows.ts'
import { MAX_COLUMNS, type TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

const ROW = new Set(['tr', 'row'])
const CELL = new Set(['td', 'th', 'cell'])
const LINE = new Set(['br', 'p', 'div'])
const MAX_CELL = 40_000
/** Longer than any tag or cell. */
const MAX_QUIET = 1_000_000

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  middot: '·',
  ldquo: '“',
  rdquo: '”',
  mdash: '—',
  hellip: '…',
  yen: '¥',
}

/** Whether a text begins as a web page or as the XML of Excel 2003, both of which programs call .xls. */
export function isMarkup(head: string): boolean {
  return /^\s*(?:<\?xml[^>]*>|<\?mso[^>]*>|<!--[\s\S]*?-->|\s)*<(?:!doctype|html|head|meta|style|body|table|div|(?:\w+:)?workbook)[\s>]/i.test(
    head,
  )
}

/**
 * The rows of the tables in a web page or in the XML of Excel 2003, read as forgivingly as a browser does: tags need not be
 * closed, a cell over several rows is meant for each.
 * @throws UnreadableRegister when a piece without end is no table
 */
export async function* readMarkup(pieces: AsyncIterable<string>): AsyncGenerator<TableRow> {
  const table = createTableReader()
  let rest = ''
  for await (const piece of pieces) {
    const text = rest + piece
    const { rows, read } = table.take(text)
    rest = text.slice(read)
    if (rest.length > MAX_QUIET)
      throw new UnreadableRegister('The table in this page cannot be read: a tag is opened and not closed.')
    yield* rows
  }
  yield* table.end(rest)
}

type Open = { text: string; column: number; across: number; down: number }

function createTableReader() {
  const spread = new Map<number, { text: string; rows: number }>()
  let rows: TableRow[] = []
  let number = 0
  let cells: string[] | undefined
  let cell: Open | undefined
  let leftOut = 0
  let remark = false
  /** What nobody sees: the element that hides it, and how many of its kind are open within. */
  let unseen: { name: string; depth: number } | undefined

  function endCell(): void {
    if (!cell || !cells) return
    const text = cell.text.replace(/[^\S\n]*\n\s*/g, '\n').trim()
    if (cell.column >= MAX_COLUMNS && text !== '') leftOut++
    for (let column = cell.column; column <= cell.column + cell.across && column < MAX_COLUMNS; column++) {
      cells[column] = column === cell.column ? text : ''
      if (cell.down > 0 && column === cell.column && text.length <= MAX_SPREAD)
        spread.set(column, { text, rows: cell.down + 1 })
    }
    cell = undefined
  }
  function endRow(): void {
    endCell()
    if (!cells) return
    for (const [column, below] of spread) {
      if (cells[column] === undefined) cells[column] = below.text
      if (--below.rows <= 0) spread.delete(column)
    }
    rows.push({ number, cells: Array.from(cells, (text) => text ?? ''), ...(leftOut > 0 && { leftOut }) })
    cells = undefined
    leftOut = 0
  }
  function openCell(attributes: string): void {
    endCell()
    cells ??= []
    let column = numberOf(attributes, 'index') - 1
    if (column < 0) {
      column = cells.length
      // Beside a cell that reaches down from above.
      while (spread.has(column) && cells[column] === undefined) column++
    }
    const across = numberOf(attributes, 'mergeacross') || Math.max(0, numberOf(attributes, 'colspan') - 1)
    const down = numberOf(attributes, 'mergedown') || Math.max(0, numberOf(attributes, 'rowspan') - 1)
    cell = { text: '', column, across: Math.min(across, MAX_COLUMNS), down }
  }
  function tag(name: string, closing: boolean, attributes: string): void {
    if (unseen) {
      if (name === unseen.name && !attributes.endsWith('/')) unseen.depth += closing ? -1 : 1
      if (unseen.depth === 0 || ROW.has(name) || CELL.has(name)) unseen = undefined
      else return
    } else if (!closing && !attributes.endsWith('/') && isUnseen(name, attributes)) unseen = { name, depth: 1 }
    if (name === 'comment') remark = !closing && !attributes.endsWith('/')
    else if (ROW.has(name) || name === 'table') {
      endRow()
      if (closing || name === 'table') return
      number = Math.max(number + 1, Math.min(numberOf(attributes, 'index'), 1_048_576))
      cells = []
    } else if (CELL.has(name)) {
      if (closing) endCell()
      else openCell(attributes)
      if (!closing && attributes.endsWith('/')) endCell()
    } else if (cell && LINE.has(name)) cell.text += '\n'
  }
  function write(text: string): void {
    if (cell && !remark && !unseen && cell.text.length < MAX_CELL) cell.text += decoded(text.replace(/\s+/g, ' '))
  }

  return {
    /** @returns the rows that are complete, and how much of the text has been read */
    take(text: string): { rows: TableRow[]; read: number } {
      let at = 0
      for (;;) {
        const open = text.indexOf('<', at)
        if (open === -1) break
        const close = text.startsWith('<!--', open) ? text.indexOf('-->', open) + 2 : endOfTag(text, open)
        if (close <= open) break
        write(text.slice(at, open))
        const found = /^<(\/?)(?:\w+:)?(\w+)/.exec(text.slice(open, open + 40))
        if (found) tag(found[2]?.toLowerCase() ?? '', found[1] === '/', text.slice(open + found[0].length, close))
        at = close + 1
      }
      const complete = rows
      rows = []
      return { rows: complete, read: at }
    },
    end(rest: string): TableRow[] {
      write(rest)
      endRow()
      return rows
    },
  }
}

/** Where a tag ends; `>` may stand in what an attribute says. -1 when its end has not arrived. */
function endOfTag(text: string, open: number): number {
  const close = text.indexOf('>', open)
  if (close === -1 || !/["']/.test(text.slice(open, close))) return close
  let quote = ''
  for (let at = open; at < text.length; at++) {
    const sign = text.charAt(at)
    if (quote) quote = sign === quote ? '' : quote
    else if (sign === '>') return at
    else if (sign === '"' || sign === "'") quote = sign
  }
  return -1
}

const WITHIN_CELL = new Set(['span', 'div', 'p', 'font', 'b', 'i', 'em', 'a', 'label', 'small', 'ul'])

/** Programs keep what they sort by, or what a person may choose, in the cell beside what it shows. */
function isUnseen(name: string, attributes: string): boolean {
  if (name === 'script' || name === 'style' || name === 'select' || name === 'textarea') return true
  return WITHIN_CELL.has(name) && /\bdisplay\s*:\s*none\b/i.test(attributes)
}

function numberOf(attributes: string, name: string): number {
  if (attributes === '' || attributes === '/') return 0
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*["']?(\\d{1,7})`, 'i').exec(attributes)
  return found ? Number(found[1]) : 0
}

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    // Half of a pair is no character.
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : ''
  })
}
