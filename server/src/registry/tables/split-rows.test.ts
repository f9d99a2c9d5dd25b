import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBlockCutter, createRowSplitter, UnclosedQuote } from './split-rows.ts'

const split = (pieces: readonly string[], delimiter = ',') => {
  const splitter = createRowSplitter(delimiter)
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

const splitBlocks = (pieces: readonly string[], delimiter = ',') => {
  const cutter = createBlockCutter(delimiter)
  return [...pieces.map((piece) => cutter.push(piece)), cutter.end()].flatMap((block) => {
    if (!block) return []
    const splitter = createRowSplitter(delimiter, block.lineEnd)
    const rows = [...splitter.push(block.text), ...splitter.end()]
    expect(rows).toHaveLength(block.rows)
    return rows
  })
}

test('any cells come back, wherever the text is cut into pieces', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '杭', ',', '"', '\n', '\r', ' ', ';') })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(200), { maxLength: 6 }),
      (rows, lineEnd, cuts) => {
        // An unquoted first line tells how lines end.
        const text = `head${lineEnd}${rows.map((row) => row.map(quoted).join(',') + lineEnd).join('')}`
        const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
        const pieces = at.slice(1).map((end, i) => text.slice(at[i], end))
        expect(split(pieces)).toEqual([['head'], ...rows])
        expect(splitBlocks(pieces)).toEqual([['head'], ...rows])
      },
    ),
  )
})

test('whatever quotes stand in a text, blocks are split as the whole is, wherever it is cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\n'), maxLength: 60 })
  const outcome = (run: () => string[][]) => {
    try {
      return run()
    } catch (error) {
      return error instanceof UnclosedQuote ? 'unclosed' : error
    }
  }
  fc.assert(
    fc.property(text, fc.nat(60), (body, cut) => {
      const whole = `a\n${body}`
      const expected = outcome(() => split([whole]))
      expect(outcome(() => split([whole.slice(0, cut), whole.slice(cut)]))).toEqual(expected)
      expect(outcome(() => splitBlocks([whole.slice(0, cut), whole.slice(cut)]))).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['a quote within a cell', 'a,3" pipe,b\n', [['a', '3" pipe', 'b']]],
  ['text behind a closing quote', '"云栖"数码,b\n', [['"云栖"数码', 'b']]],
  [
    'a quote left open, and text behind the next one',
    'a,"b\nc,"d"\n',
    [
      ['a', '"b'],
      ['c', 'd'],
    ],
  ],
  ['rows of several lengths and empty lines', 'a\n\nb,c\n', [['a'], [''], ['b', 'c']]],
  [
    'no line end at the end',
    'a,b\nc,"d"',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a carriage return within a cell', 'a\nb\rc,d\n', [['a'], ['b\rc', 'd']]],
])('%s', (_, text, rows) => {
  expect(split([text])).toEqual(rows)
  expect(splitBlocks([text])).toEqual(rows)
})

test('a quote that is never closed is an error', () => {
  expect(() => split(['a,"b\nc,d\n'])).toThrow(UnclosedQuote)
  expect(() => split(['a,"', ...Array.from({ length: 20 }, () => 'x'.repeat(100_000))])).toThrow(UnclosedQuote)
})

test('a row without end is refused once it is longer than any row, not read to its end', () => {
  const cutter = createBlockCutter(',')
  let pushed = 0
  const push = () => {
    for (; pushed < 100; pushed++) cutter.push('x'.repeat(100_000))
  }
  expect(push).toThrow('longer than any row')
  expect(pushed).toBeLessThan(12)
})

test('lines of another file that end with CR are rows of their own; a CR within a cell is not', () => {
  const row = (number: number) => `91330106MA2TE5T0${number}R,名称${number},住所`
  const header = '代码,名称,住所'
  const mixed = `${header}\n${row(1)}\n${header}\r${row(2)}\r${row(3)}\n${row(4)}\r\n${row(5)}\r${row(6)}\r\n91330106MA2TE5T07R,名\r称,住\r所\n`
  const expected = [header, row(1), header, ...[2, 3, 4, 5, 6].map(row)].map((line) => line.split(','))
  const whole = [...expected, ['91330106MA2TE5T07R', '名\r称', '住\r所']]
  for (const size of [3, 17, 1000]) {
    const pieces = mixed.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    expect(split(pieces)).toEqual(whole)
    expect(splitBlocks(pieces)).toEqual(whole)
  }
})
