import type { ApplicationView } from '@yijian/shared/application/contract'
import type { ReturnReason } from '@yijian/shared/vocabulary'
import { fieldsToCorrect } from '@yijian/shared/vocabulary'
import { expect, test } from 'vitest'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { readCorrection } from './read-correction.ts'

const texts = applyTexts.chinese
const answers = {
  numbers: { staff: 40, youth: 12, members: 5, women: 10, partyBranch: false },
  contactName: '陈样例',
} as ApplicationView['answers']

function read(reason: ReturnReason, typed: Record<string, string>) {
  const form = new FormData()
  const before = { staff: '40', youth: '12', members: '5', women: '10', partyBranch: 'no', contactName: '陈样例' }
  for (const [name, value] of Object.entries({ ...before, ...typed })) form.set(name, value)
  const correct = { reasons: [reason], fields: [...fieldsToCorrect[reason]], text: null }
  return readCorrection(form, { correct, extra: {}, answers }, texts, 'zh-CN')
}

test('numbers sent back are not sent in as they were by one tap, unless a word says that they are right', () => {
  expect(read('numbers', {}).errors).toEqual([{ field: 'note', message: texts.numbers.same }])
  expect(read('numbers', { members: '6' })).toMatchObject({ correction: { numbers: { members: 6 } }, errors: [] })
  expect(read('numbers', { note: '已与花名册核对' })).toMatchObject({
    correction: { numbers: answers.numbers, note: '已与花名册核对' },
    errors: [],
  })
})

test('a place sent back is chosen again, or said to be right', () => {
  expect(read('place', {}).errors).toEqual([{ field: 'place', message: texts.unlisted.placeMissing }])
  expect(read('place', { note: '就在这条街上' }).errors).toEqual([])
})

test('under “other” what was left as it was stays so', () => {
  expect(read('other', { note: '见附言' })).toEqual({ correction: { note: '见附言' }, errors: [] })
})
