import { readXml } from './read-xml.ts'
import { MAX_CELL, type Merge, numberText, tooLongCell } from './sheet-rows.ts'
import { MAX_COLUMNS } from './table.ts'
import { requireFewSheets } from './workbook.ts'

// 依据: OpenDocument 1.3 part 3, 9: sheets, rows and cells, each of which may stand for several that are alike.

/** A row of a sheet as it is written; `repeated` times, from `number` on, which counts from 1. */
export type OdsRow = {
  readonly sheet: number
  readonly number: number
  readonly repeated: number
  /** With gaps where nothing stands. */
  readonly cells: readonly string[]
  readonly leftOut: number
  readonly merges: readonly Merge[]
}

/** What is known of the sheets when all has been read. */
export type OdsContent = {
  /** Whether it is a spreadsheet, and not a text. */
  spreadsheet: boolean
  /** Bare numbers that mean days count from 1904-01-01. */
  from1904: boolean
  readonly sheets: { readonly name: string; readonly visible: boolean }[]
}

type OpenCell = {
  readonly attributes: Readonly<Record<string, string>>
  /** How deep it stands, and how deep the paragraph in it that is open; 0 between paragraphs. */
  readonly depth: number
  paragraph: number
  paragraphs: number
  text: string
}

/** Elements of a cell that hold its text; others hold remarks, drawings or tables of their own. */
const PARAGRAPHS = new Set(['p', 'h', 'list', 'list-item', 'list-header'])
/** Elements of a paragraph that hold no part of its text. */
const BESIDE_TEXT = new Set(['annotation', 'note', 'ruby-text', 'frame', 'custom-shape', 'g'])
const MANY = 10_000_000
const DAY_NOUGHT = '1899-12-30'

/**
 * The rows of the sheets in the content of an .ods that hold anything, every cell as the text that a person sees or means:
 * numbers without exponent, days as `YYYY-MM-DD`. Cells in columns beyond MAX_COLUMNS are counted and left out.
 * @param content is filled while the rows are read
 * @throws UnreadableRegister
 */
export async function* readOdsRows(pieces: AsyncIterable<string>, content: OdsContent): AsyncGenerator<OdsRow> {
  const hiddenStyles = new Set<string>()
  const path: string[] = []
  let style = ''
  let ready: OdsRow[] = []
  let number = 0
  let row: { repeated: number; cells: string[]; column: number; leftOut: number; merges: Merge[] } | undefined
  let cell: OpenCell | undefined
  /** How deep the element stands that is passed over with all in it. */
  let passed = 0

  function openRow(attributes: Readonly<Record<string, string>>): void {
    const repeated = times(attributes['table:number-rows-repeated'])
    row = { repeated, cells: [], column: 0, leftOut: 0, merges: [] }
  }
  function endRow(): void {
    if (!row) return
    const { repeated, cells, leftOut, merges } = row
    if (cells.length > 0)
      ready.push({ sheet: content.sheets.length - 1, number: number + 1, repeated, cells, leftOut, merges })
    number += repeated
    row = undefined
  }
  function endCell(): void {
    if (!cell || !row) return
    const { attributes, text: written } = cell
    const repeated = times(attributes['table:number-columns-repeated'])
    const text = cellText(attributes, written)
    if (text !== '') {
      const end = Math.min(row.column + repeated, MAX_COLUMNS)
      for (let column = row.column; column < end; column++) row.cells[column] = text
      row.leftOut += repeated - Math.max(0, end - row.column)
      const down = times(attributes['table:number-rows-spanned'])
      if (down > 1) row.merges.push({ column: row.column, firstRow: number + 1, lastRow: number + down })
    }
    row.column += repeated
    cell = undefined
  }
  function write(text: string): void {
    if (!cell) return
    cell.text += text
    if (cell.text.length > MAX_CELL) throw tooLongCell(number + 1, cell.text)
  }
  /** Within a cell, outside of what is passed over. */
  function openInCell(name: string, attributes: Readonly<Record<string, string>>): void {
    if (!cell) return
    if (cell.paragraph > 0 ? BESIDE_TEXT.has(name) : !PARAGRAPHS.has(name)) passed = path.length + 1
    else if (cell.paragraph === 0) {
      if (name !== 'p' && name !== 'h') return
      cell.paragraph = path.length + 1
      if (cell.paragraphs++ > 0) write('\n')
    } else if (name === 's') write(' '.repeat(Math.min(times(attributes['text:c']), MAX_CELL)))
    else if (name === 'tab') write('\t')
    else if (name === 'line-break') write('\n')
  }

  yield* readXml(pieces, {
    open(name, attributes) {
      if (passed === 0 && cell) openInCell(name, attributes)
      else if (passed === 0) {
        const parent = path.at(-1)
        if (name === 'spreadsheet') content.spreadsheet = true
        else if (name === 'style') style = attributes['style:name'] ?? ''
        else if (name === 'table-properties' && attributes['table:display'] === 'false') hiddenStyles.add(style)
        else if (name === 'null-date') content.from1904 = attributes['table:date-value']?.startsWith('1904') ?? false
        else if (name === 'table' && parent === 'spreadsheet') {
          const visible = !hiddenStyles.has(attributes['table:style-name'] ?? '')
          requireFewSheets(content.sheets.push({ name: attributes['table:name'] ?? '', visible }))
          number = 0
        } else if (name === 'table' || name === 'shapes') passed = path.length + 1
        else if (name === 'table-row' && content.sheets.length > 0) openRow(attributes)
        else if (row && (name === 'table-cell' || name === 'covered-table-cell'))
          cell = { attributes, depth: path.length + 1, paragraph: 0, paragraphs: 0, text: '' }
      }
      path.push(name)
    },
    text(text) {
      if (!cell || passed > 0 || cell.paragraph === 0) return
      write(/[\t\n\r]| {2}/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ') : text)
    },
    close(name) {
      if (passed === path.length) passed = 0
      else if (passed === 0 && cell?.paragraph === path.length) cell.paragraph = 0
      else if (passed === 0 && cell?.depth === path.length) endCell()
      else if (passed === 0 && name === 'table-row') endRow()
      path.pop()
    },
    take() {
      const rows = ready
      ready = []
      return rows
    },
  })
}

function times(written: string | undefined): number {
  const number = Number(written ?? 1)
  return Number.isInteger(number) && number >= 1 ? Math.min(number, MANY) : 1
}

function cellText(attributes: Readonly<Record<string, string>>, written: string): string {
  const value = attributes['office:value']
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return value === undefined || !Number.isFinite(Number(value)) ? written : numberText(Number(value))
    case 'date': {
      const day = /^\d{4}-\d\d-\d\d(?=T|$)/.exec(attributes['office:date-value'] ?? '')?.[0]
      // Nought in a cell that shows days.
      return day === DAY_NOUGHT ? '0' : (day ?? written)
    }
    case 'boolean':
      return attributes['office:boolean-value'] === 'true' ? '1' : '0'
    default:
      if (attributes['calcext:value-type'] === 'error') return ''
      return attributes['office:string-value'] ?? written
  }
}
