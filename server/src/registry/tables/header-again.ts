import { type HeaderMapping, mapHeader, REGISTER_HEADERS } from '@yijian/shared/registry/header'
import type { RowBlock } from './split-rows.ts'
import type { TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

type Header = { readonly header: readonly string[]; readonly mapping: Pick<HeaderMapping, 'columns'> }

type Arranger = { readonly arrange: (row: TableRow) => TableRow; readonly isArranging: () => boolean }

/** Columns that a later list may have more before its code stands; further off, its rows are refused for their codes. */
const WIDER = 8
const LONGEST_TITLE = 60

/** Quick: whether it may be the title of the column of codes. */
function namesCode(cell: string): boolean {
  return cell.length >= 2 && cell.length <= LONGEST_TITLE && /码|识别号|uniscid|credit|uscc/i.test(cell)
}

/**
 * Lists that were put one below the other bring their header each time. Where a later one names its columns in another
 * order, the cells below it are put where the first one has them; the header itself stays as it is and is no record.
 * @throws UnreadableRegister when the later list lacks a field of the first: nothing says that it is gone
 */
export function createArranger({ header, mapping }: Header): Arranger {
  const first = mapHeader(header).columns
  const codeColumn = mapping.columns.get('creditCode') ?? -1
  let from: readonly number[] | undefined
  const arranged = (cells: readonly string[]) => (from ? from.map((column) => cells[column] ?? '') : cells)
  const arrange = (row: TableRow): TableRow => {
    const cells = arranged(row.cells)
    // Where a code stands, or anything else with figures, there is no header.
    if (/\d{4}/.test(cells[codeColumn] ?? '')) return from ? { ...row, cells } : row
    if (!row.cells.slice(0, header.length + WIDER).some(namesCode)) return from ? { ...row, cells } : row
    const again = mapHeader(row.cells).columns
    if (!again.has('name') || !again.has('creditCode')) return from ? { ...row, cells } : row
    from = undefined
    if ([...again].every(([field, column]) => (first.get(field) ?? column) === column)) return row
    const missing = [...mapping.columns.keys()].filter((field) => field !== 'listId' && !again.has(field))
    if (missing.length > 0 || [...mapping.columns].some(([field, column]) => first.get(field) !== column))
      throw new UnreadableRegister(
        `Row ${row.number} is the header of another list, with other columns: bring the two lists one by one.`,
        'two_lists',
        {
          row: row.number,
          missing,
          found: row.cells
            .filter((cell) => cell.trim() !== '')
            .slice(0, 8)
            .join(' | '),
        },
      )
    const fieldAt = new Map([...mapping.columns].map(([field, column]) => [column, field]))
    from = header.map((cell, column) => {
      const field = fieldAt.get(column)
      return (field ? again.get(field) : row.cells.indexOf(cell)) ?? -1
    })
    return row
  }
  return { arrange, isArranging: () => from !== undefined }
}

const CODE_TITLES = REGISTER_HEADERS.creditCode.filter((title) => /代码|编码/.test(title) && title.length <= 4)

/** The same for rows of a text, which are not split here unless a header may stand among them. */
export function createBlockArranger(
  about: Header & { readonly delimiter: string; readonly split: (block: RowBlock) => string[][] },
): (block: RowBlock, number: number) => RowBlock {
  const { arrange, isArranging } = createArranger(about)
  const title = about.header[about.mapping.columns.get('creditCode') ?? -1] ?? ''
  const titles = [...CODE_TITLES, title].filter((one) => one.trim() !== '')
  return (block, number) => {
    if (!isArranging() && !titles.some((one) => block.text.includes(one))) return block
    const read = about.split(block)
    const rows = read.map((cells, i) => arrange({ number: number + i, cells }))
    if (rows.every(({ cells }, i) => cells === read[i])) return block
    const text = rows.map(({ cells }) => cells.map(quoted).join(about.delimiter)).join(block.lineEnd)
    return { ...block, text: `${text}${block.lineEnd}` }
  }
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
