import { type ZipPart, zip } from './zip.ts'

export type MadeTable = { readonly name: string; readonly rows: string; readonly hidden?: boolean }

/** A spreadsheet of OpenDocument; `rows` is the inside of each `<table:table>`. */
export function openDocument(tables: readonly MadeTable[], more: readonly ZipPart[] = [], settings = ''): Buffer {
  const usual: ZipPart[] = [
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'content.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles>
        <style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
        <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>${settings}${tables
          .map(
            ({ name, rows, hidden }) =>
              `<table:table table:name="${name}" table:style-name="${hidden ? 'ta2' : 'ta1'}"><table:table-column/>${rows}</table:table>`,
          )
          .join('')}</office:spreadsheet></office:body></office:document-content>`,
    },
    { name: 'META-INF/manifest.xml', content: '<manifest:manifest/>' },
  ]
  return zip([...usual.filter(({ name }) => more.every((part) => part.name !== name)), ...more])
}

/** Rows of texts, and of cells that begin with `<`, which are taken as they are. */
export function tableRows(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    if (text.startsWith('<')) return text
    return text === ''
      ? '<table:table-cell/>'
      : `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`
  }
  return rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')
}
