import { expect, test } from 'vitest'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { readContact } from './contact-form.ts'

function read(values: Record<string, string>) {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  return readContact(data, staffCaseTexts.chinese.contactForm, 'zh-CN')
}

test('a call in vain carries no numbers', () => {
  expect(read({ means: 'phone', reached: 'no', staff: '9', authorityConfirmed: 'on' })).toEqual({
    errors: [],
    contact: { means: 'phone', reached: false, authorityConfirmed: false },
  })
})

test('what was found, with an empty number as not known yet', () => {
  const { contact } = read({
    means: 'visit',
    reached: 'yes',
    staff: '４6',
    youth: '31',
    members: '',
    women: '',
    partyBranch: 'no',
  })
  expect(contact).toMatchObject({
    reached: true,
    numbers: { staff: 46, youth: 31, members: null, women: null, partyBranch: false },
  })
})

test.each([
  [{}, ['means', 'reached']],
  [{ means: 'phone', reached: 'yes', youth: '很多' }, ['youth']],
  [{ means: 'phone', reached: 'yes', staff: '5', youth: '6' }, ['youth']],
  [{ means: 'phone', reached: 'yes', youth: '2', members: '3' }, ['members']],
])('%j is asked about', (values, fields) => {
  const { contact, errors } = read(values)
  expect(contact).toBeUndefined()
  expect(errors.map(({ field }) => field)).toEqual(fields)
})
