import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { guardCell } from './guard-cell.ts'
import type { Sheet } from './sheet.ts'

const BATCH_CHARACTERS = 64 * 1024
/** 依据: Excel specifications and limits. */
const MAX_CELL = 32_767
const MAX_TITLE = 31

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** An Excel workbook of one sheet, written while it is read: memory does not grow with the rows. 依据: ECMA-376 part 1 */
export function workbookStream(sheet: Sheet): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable // declared as the wider interface
  zip.on('error', (error: Error) => output.destroy(error))
  for (const [path, xml] of Object.entries(frame(sheet.title))) zip.addBuffer(Buffer.from(XML + xml), path)
  const rows = Readable.from(worksheet(sheet), { objectMode: false })
  rows.on('error', (error) => output.destroy(error))
  // Whoever stops reading ends the reading of the rows too.
  output.on('close', () => rows.destroy())
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml')
  zip.end()
  return output
}

function frame(title: string): Record<string, string> {
  const name = escaped(title.replace(/[[\]:*?/\\']/g, ' ').slice(0, MAX_TITLE)) || 'Sheet1'
  const part = (path: string, kind: string) =>
    `<Override PartName="/xl/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook.xml', 'sheet.main')}${part('worksheets/sheet1.xml', 'worksheet')}${part('styles.xml', 'styles')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    // Format 1 is the header's, bold; both show their cells as text (49), so that a corrected code stays one.
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1" fontId="0"/><xf numFmtId="49" applyNumberFormat="1" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  }
}

async function* worksheet({ header, rows }: Sheet): AsyncGenerator<Buffer> {
  let xml = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${Math.max(header.length, 1)}" width="22" customWidth="1"/></cols><sheetData>${rowXml(header, 1, 1)}`
  let number = 1
  for await (const row of rows) {
    number++
    xml += rowXml(row, number, 0)
    if (xml.length < BATCH_CHARACTERS) continue
    yield Buffer.from(xml)
    xml = ''
  }
  yield Buffer.from(`${xml}</sheetData></worksheet>`)
}

function rowXml(cells: readonly string[], number: number, style: number): string {
  const inside = cells.map((cell, column) =>
    cell === ''
      ? ''
      : `<c r="${columnName(column)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(guardCell(cell).slice(0, MAX_CELL))}</t></is></c>`,
  )
  return `<row r="${number}">${inside.join('')}</row>`
}

/** 0 → A, 26 → AA */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Without what XML cannot hold; `_x0041_`, which Excel would read as A, stays what was written. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replaceAll('\r', '&#13;')
}
