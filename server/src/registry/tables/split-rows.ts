/** Takes text in pieces and gives the rows that are complete so far; `end` gives the last one. */
export type RowSplitter = { readonly push: (piece: string) => string[][]; readonly end: () => string[][] }

export type LineEnd = '\n' | '\r'

/** A quote was opened and never closed, or a row is longer than any row is. */
export class UnclosedQuote extends Error {
  /** How the row with the quote begins, and how many rows of the same piece stand before it. */
  readonly start: string
  readonly rowsBefore: number

  constructor(start: string, rowsBefore = 0) {
    super(start.includes('"') ? 'a quote is opened and not closed' : 'a row is longer than any row is')
    this.start = start
    this.rowsBefore = rowsBefore
  }
}

const CODE = /^\s*[0-9A-HJ-NPQRTUWXY]{18}\s*$/
/** An unclosed quote would otherwise swallow the rest of the file. */
const MAX_ROW_CHARACTERS = 1_000_000

/**
 * Rows of delimited text (RFC 4180), read as forgivingly as spreadsheets do: rows may differ in length, and a quote that
 * does not open a cell, or is followed by more text, stands for itself; so does one that would swallow the rows below it.
 * Lines end as the first one does, unless told: LF or CRLF, else CR. With the line end of a block of `createBlockCutter`
 * the text is whole rows, so that a quote that is not closed in it is one that stands for itself.
 */
export function createRowSplitter(
  delimiter: string,
  knownLineEnd?: LineEnd,
  whole = knownLineEnd !== undefined,
): RowSplitter {
  let rest = ''
  let lineEnd = knownLineEnd

  function split(text: string, final: boolean): string[][] {
    const rows: string[][] = []
    lineEnd ??= lineEndOf(text, final)
    let start = 0
    let quote = text.indexOf('"')
    let turn = lineEnd === '\n' ? text.indexOf('\r') : -1
    while (lineEnd && start < text.length) {
      const found = text.indexOf(lineEnd, start)
      if (found === -1 && !final) break
      let end = found === -1 ? text.length : found
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start)
      if (turn !== -1 && turn < start) turn = text.indexOf('\r', start)
      if (turn !== -1 && turn < end - 1) end = endOfRow(text, { start, turn, end, delimiter })
      if (quote === -1 || quote > end) {
        const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end)
        rows.push(line.split(delimiter))
        start = end + 1
        continue
      }
      const row = readQuotedRow(text, start, { delimiter, lineEnd, final, whole: whole && final })
      if (!row) break
      rows.push(row.cells)
      start = row.next
    }
    rest = text.slice(start)
    if (rest.length > MAX_ROW_CHARACTERS) throw new UnclosedQuote(rest)
    return rows
  }

  return {
    push: (piece) => split(rest + piece, false),
    end() {
      const rows = split(rest, true)
      if (rest !== '') throw new UnclosedQuote(rest)
      return rows
    },
  }
}

/** Whole rows as one text, for another thread to split, with how many there are. */
export type RowBlock = { readonly text: string; readonly rows: number; readonly lineEnd: LineEnd }

/** Takes text in pieces and cuts it between rows, exactly where `createRowSplitter` would. */
export function createBlockCutter(delimiter: string, knownLineEnd?: LineEnd) {
  let rest = ''
  let lineEnd = knownLineEnd

  function cut(text: string, final: boolean): RowBlock | undefined {
    lineEnd ??= lineEndOf(text, final)
    if (!lineEnd) {
      rest = text
      if (rest.length > MAX_ROW_CHARACTERS) throw new UnclosedQuote(rest)
      return undefined
    }
    let rows = 0
    let start = 0
    let quote = text.indexOf('"')
    let turn = lineEnd === '\n' ? text.indexOf('\r') : -1
    while (start < text.length) {
      const found = text.indexOf(lineEnd, start)
      if (found === -1 && !final) break
      let end = found === -1 ? text.length : found
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start)
      if (turn !== -1 && turn < start) turn = text.indexOf('\r', start)
      if (turn !== -1 && turn < end - 1) end = endOfRow(text, { start, turn, end, delimiter })
      if (quote === -1 || quote > end) start = end + 1
      else {
        const row = readQuotedRow(text, start, { delimiter, lineEnd, final, whole: false })
        if (!row) break
        start = row.next
      }
      rows++
    }
    rest = text.slice(start)
    if (rest.length > MAX_ROW_CHARACTERS) throw new UnclosedQuote(rest, rows)
    return rows === 0 ? undefined : { text: text.slice(0, start), rows, lineEnd }
  }

  return {
    push: (piece: string) => cut(rest + piece, false),
    end() {
      const block = cut(rest, true)
      if (rest !== '') throw new UnclosedQuote(rest, block?.rows)
      return block
    },
  }
}

/**
 * Where lines end with LF a CR belongs to its cell, unless a row with its code stands behind it and before it a row, too:
 * those are lines of a list from elsewhere that was put into this one. `turn` is the first CR, `end` the end of the line.
 */
function endOfRow(
  text: string,
  { start, turn, end, delimiter }: { start: number; turn: number; end: number; delimiter: string },
): number {
  const row = text.slice(start, turn)
  if (row.includes('"')) return end
  const further = text.indexOf('\r', turn + 1)
  const [cells, next] = [row, text.slice(turn + 1, further === -1 ? end : Math.min(end, further))].map((line) =>
    line.split(delimiter),
  )
  if (!cells || !next?.some(isCode)) return end
  return cells.some(isCode) || (cells.length > 2 && cells.length === next.length) ? turn : end
}

function isCode(cell: string): boolean {
  return CODE.test(cell)
}

/** Undefined while the row's end, or what decides about it, has not arrived. */
function readQuotedRow(
  text: string,
  start: number,
  { delimiter, lineEnd, final, whole }: { delimiter: string; lineEnd: string; final: boolean; whole: boolean },
): { cells: string[]; next: number } | undefined {
  const cells: string[] = []
  for (let at = start; ; at++) {
    let cell = ''
    let from = at
    if (text[at] === '"') {
      const quoted = readQuoted(text, at + 1) ?? (whole ? { value: '', next: at } : undefined)
      if (!quoted) return undefined
      from = quoted.next
      const more = from >= text.length ? !final : text[from] === '\r' && from + 1 >= text.length && !final
      if (more) return undefined
      const closed = from >= text.length || [delimiter, lineEnd].includes(text[from] ?? '') || text[from] === '\r'
      if (from === at || swallows(quoted.value, { delimiter, lineEnd, closed })) from = at
      else cell = closed ? quoted.value : `"${quoted.value}"`
    }
    const line = text.indexOf(lineEnd, from)
    if (line === -1 && !final) return undefined
    const lineStop = line === -1 ? text.length : line
    const next = text.indexOf(delimiter, from)
    if (next !== -1 && next < lineStop) {
      cells.push(cell + text.slice(from, next))
      at = next
      continue
    }
    cells.push(cell + text.slice(from, text[lineStop - 1] === '\r' && lineStop > from ? lineStop - 1 : lineStop))
    return { cells, next: lineStop + 1 }
  }
}

/**
 * A quote that nobody closed, in a cell of its own row, meets the next one rows below: that one opens a cell, so more text
 * follows it, or a whole row with its code stands between the two.
 */
function swallows(
  value: string,
  { delimiter, lineEnd, closed }: { delimiter: string; lineEnd: string; closed: boolean },
): boolean {
  if (!value.includes(lineEnd)) return false
  if (!closed) return true
  return value
    .split(lineEnd)
    .slice(1, -1)
    .some((line) => {
      const cells = line.split(delimiter)
      return cells.length > 2 && cells.some(isCode)
    })
}

/** The text from behind an opening quote to its closing one, and where to go on. */
function readQuoted(text: string, start: number): { value: string; next: number } | undefined {
  let value = ''
  for (let from = start; ; ) {
    const close = text.indexOf('"', from)
    if (close === -1) return undefined
    if (text[close + 1] !== '"') return { value: value + text.slice(from, close), next: close + 1 }
    value += text.slice(from, close + 1)
    from = close + 2
  }
}

/** What most lines of a text end with, outside quotes; undefined where there is one line only. */
export function findLineEnd(text: string): LineEnd | undefined {
  const bare = text.replace(/"(?:[^"]|"")*"/g, '')
  const returns = bare.match(/\r(?!\n)/g)?.length ?? 0
  const feeds = bare.match(/\n/g)?.length ?? 0
  if (returns === 0 && feeds === 0) return undefined
  return feeds >= returns ? '\n' : '\r'
}

function lineEndOf(text: string, final: boolean): LineEnd | undefined {
  const first = /\r\n?|\n/.exec(text)
  if (!first) return final ? '\n' : undefined
  if (first[0] !== '\r') return '\n'
  // Its LF may be in the next piece.
  return first.index + 1 < text.length || final ? '\r' : undefined
}
