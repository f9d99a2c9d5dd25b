import { VIEW_NAME } from '@yijian/shared/library/limits'
import { expect, test } from 'vitest'
import { freeName } from './free-name.ts'

test('a second view of a name is told apart by the first number that is free, within the letters a name may have', () => {
  expect(freeName('清波待联系', ['清波待联系'])).toBe('清波待联系 2')
  expect(freeName('清波待联系', ['清波待联系', '清波待联系 2', '清波待联系 4'])).toBe('清波待联系 3')
  const long = '𬭎'.repeat(VIEW_NAME / 2)
  expect(freeName(long, [long])).toBe(`${'𬭎'.repeat(VIEW_NAME / 2 - 1)} 2`)
})
