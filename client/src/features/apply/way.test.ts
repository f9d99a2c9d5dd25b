import { expect, test } from 'vitest'
import { paths } from '../../app/paths.ts'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { type Answers, newestAnswers, noAnswers, type TypedNumbers } from './answers.ts'
import { looksLikeCode } from './find-enterprise.ts'
import { checkNumbers } from './numbers.ts'
import { nextPage } from './way.ts'

const texts = applyTexts.chinese.numbers
const count = (typed: string, unknown = false) => ({ typed, unknown })
const numbers: TypedNumbers = {
  staff: count('40'),
  youth: count('１２'),
  members: count('', true),
  women: count('1,0'),
  partyBranch: 'unknown',
}
const complete: Answers = {
  ...noAnswers,
  enterprise: {
    known: false,
    name: '杭州样例有限公司',
    creditCode: '',
    place: { id: 1, name: '样例街道' },
    licenceId: 'x',
  },
  confirmed: true,
  numbers,
  contactName: '陈样例',
  contactPhone: '+86 139 0000 0001',
}

test('下一步 leads to the first page that lacks something, and from everywhere to the check once nothing does', () => {
  expect(nextPage(noAnswers)).toBe(paths.applyEnterprise())
  expect(nextPage({ ...complete, confirmed: false })).toBe(paths.applyUnlisted())
  expect(nextPage({ ...complete, numbers: { ...numbers, partyBranch: undefined } })).toBe(paths.applyNumbers())
  expect(nextPage({ ...complete, contactPhone: '0571-88880000' })).toBe(paths.applyContact())
  expect(nextPage(complete)).toBe(paths.applyCheck())
})

test('a number may be written as people write it, or left to the street', () => {
  expect(checkNumbers(numbers, texts, 'zh-CN')).toEqual({
    numbers: { staff: 40, youth: 12, members: null, women: 10, partyBranch: null },
    errors: [],
  })
})

test('what is missing, is no number, or cannot be true together is said at its field', () => {
  const { numbers: none, errors } = checkNumbers(
    { staff: count('5'), youth: count('6'), members: count('7'), women: count('约三个') },
    texts,
    'zh-CN',
  )
  expect(none).toBeUndefined()
  // In the order of the page, and each sentence says by itself which number it means.
  expect(errors.map(({ field }) => field)).toEqual(['youth', 'members', 'women', 'partyBranch'])
  expect(errors[2]?.message).toMatch(/^女职工：/)
})

test('of two copies the newer counts; a copy of another release, or an old receipt, does not', () => {
  const older = { ...complete, savedAt: 1 }
  const newer = { ...complete, savedAt: 2, contactName: '林样例' }
  expect(newestAnswers([older, newer, { form: 'apply-0', savedAt: 9 }, 'x', undefined], 3)).toBe(newer)
  const sent: Answers = { ...noAnswers, savedAt: 5, sent: { applicationId: 1, number: '2026-1', result: 'submitted' } }
  expect(newestAnswers([older, sent], 6)).toBe(sent)
  expect(newestAnswers([older, sent], 6 + 2 * 60 * 60 * 1000)).toEqual(noAnswers)
})

test.each([
  ['91330106MA2TE5T01R', true],
  ['9133 0106 ma2te5t01r', true],
  ['9133O106MA2TE5', true],
  ['杭州样例科技有限公司', false],
  ['ABB', false],
  ['360', false],
])('one field for both: %s is a code: %s', (text, code) => {
  expect(looksLikeCode(text)).toBe(code)
})
