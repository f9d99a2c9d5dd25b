import { expect, test } from 'vitest'
import { maskName } from './person-name.ts'

test.each([
  ['张伟', '张*'],
  ['张晓明', '张*明'],
  ['欧阳娜娜', '欧阳**'],
  ['买买提江', '买**江'],
  ['John Smith', 'J**'],
  ['张', '*'],
])('%s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})
