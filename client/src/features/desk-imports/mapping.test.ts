import { expect, test } from 'vitest'
import { readMapping, registerFields } from './mapping.ts'

test('columns that are not imported are left out', () => {
  expect(readMapping(['creditCode', '', 'name', 'address'])).toEqual({
    columns: [
      { field: 'creditCode', column: 0 },
      { field: 'name', column: 2 },
      { field: 'address', column: 3 },
    ],
    twice: [],
    absent: [],
  })
})

test('a field may be read from one column only, and what identifies an enterprise must be there', () => {
  const { twice, absent } = readMapping(['name', 'creditCode', 'name'])
  expect(twice).toEqual([{ field: 'name', at: 2 }])
  expect(absent).toEqual(['address'])
})

test("a list's own numbering is not offered", () => {
  expect(registerFields).not.toContain('listId')
})
