import { type ZipPart, zip } from './zip.ts'

export type MadeSheet = { readonly name: string; readonly xml: string; readonly hidden?: boolean }

/** A workbook of the given sheets, each the inside of its `<worksheet>`. `more` adds parts or replaces the usual ones. */
export function workbook(sheets: readonly MadeSheet[], more: readonly ZipPart[] = [], properties = ''): Buffer {
  const usual: ZipPart[] = [
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r">${properties}<sheets>${sheets
        .map(({ name, hidden }, i) => `<sheet name="${name}" r:id="rId${i}"${hidden ? ' state="hidden"' : ''}/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${sheets
        .map((_, i) => `<Relationship Id="rId${i}" Target="worksheets/sheet${i}.xml"/>`)
        .join('')}</Relationships>`,
    },
    ...sheets.map(({ xml }, i) => ({
      name: `xl/worksheets/sheet${i}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="s">${xml}</worksheet>`,
    })),
  ]
  return zip([...usual.filter(({ name }) => more.every((part) => part.name !== name)), ...more])
}

/** Rows of inline texts, from row 1 on. */
export function sheetData(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (text === '' ? '<c/>' : `<c t="inlineStr"><is><t>${text}</t></is></c>`)
  return `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`
}
