import type { RegisterField } from '@yijian/shared/registry/header'
import { noTable } from './foreign-kind.ts'
import { createArranger } from './header-again.ts'
import { readMarkup } from './read-markup.ts'
import { type RegisterSource, readText, type SourceFacts } from './register-source.ts'
import {
  type ChosenColumns,
  FIRST_ROWS,
  isFilled,
  locateHeader,
  type Table,
  UnknownHeader,
  unknownTable,
} from './table.ts'

/** A web page or the XML of Excel 2003 as a table: what many offices export under the name .xls. @throws UnreadableRegister */
export async function openMarkup(
  source: RegisterSource,
  facts: SourceFacts,
  required: readonly RegisterField[],
  chosen?: ChosenColumns,
): Promise<Table> {
  const all = () => readMarkup(readText(source, facts.encoding))
  const first = []
  for await (const row of all()) if (row.cells.some(isFilled) && first.push(row) === FIRST_ROWS) break
  if (first.length === 0) throw noTable()
  const rows = first.map(({ cells }) => cells)
  const encoding = `${facts.encoding}, html${facts.gzip ? ', gzip' : ''}`
  const found = locateHeader(rows, required, chosen)
  if (!found) throw new UnknownHeader(required, unknownTable(rows, encoding))
  const headerRow = first[found.row]?.number ?? 0
  return {
    sha256: facts.sha256,
    encoding,
    delimiter: '',
    header: found.header,
    headerRow,
    mapping: found.mapping,
    first: found.first,
    async *rows() {
      const { arrange } = createArranger(found)
      for await (const row of all()) if (row.number > headerRow && row.cells.some(isFilled)) yield arrange(row)
    },
  }
}
