import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test('no cell begins like a formula, and nothing else is changed', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (cells) => {
      const [read = []] = parse(csvLine(cells), { relax_column_count: true })
      for (const [i, cell] of read.entries()) {
        expect(cell).not.toMatch(/^[=+\-@\t\r\n ＝＋－＠|%]/)
        expect([cells[i], `'${cells[i]}`]).toContain(cell)
      }
    }),
  )
})
