import { expect, test } from 'vitest'
import { staffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import { readRules } from './read-rules.ts'

const TODAY = '2026-03-02'
const filled = {
  effectiveFrom: '2026-04-01',
  fromHour: '9',
  toHour: '18',
  daysBetweenPerNumber: '14',
  timesPerEnterprise: '2',
  daysPerEnterprise: '90',
  validDays: '30',
  source: '团市委办公会纪要〔2026〕3号',
}
const texts = staffSendingTexts.chinese.form
const read = (change: Partial<typeof filled> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...filled, ...change })) form.set(name, value)
  return readRules(form, { today: TODAY, others: [{ effectiveFrom: '2026-05-01' }] }, texts)
}

test('what is filled in is read, in full width too', () => {
  const rules = { ...filled, fromHour: 9, toHour: 18, daysBetweenPerNumber: 14, timesPerEnterprise: 2 }
  expect(read({ validDays: '３０' })).toEqual({ rules: { ...rules, daysPerEnterprise: 90, validDays: 30 } })
})

test.each([
  ['a day that has come', { effectiveFrom: TODAY }, 'effectiveFrom', texts.laterDay],
  ['no day', { effectiveFrom: '' }, 'effectiveFrom', texts.laterDay],
  ['a day that has rules', { effectiveFrom: '2026-05-01' }, 'effectiveFrom', texts.taken],
  ['hours the wrong way round', { fromHour: '18', toHour: '9' }, 'toHour', texts.hours],
  ['the night', { toHour: '23' }, 'toHour', texts.hours],
  ['words for a number', { validDays: '一个月' }, 'validDays', texts.number(1, 365)],
  ['none at all', { timesPerEnterprise: '0' }, 'timesPerEnterprise', texts.number(1, 100)],
  ['more than the server takes', { timesPerEnterprise: '101' }, 'timesPerEnterprise', texts.number(1, 100)],
  ['no source', { source: ' ' }, 'source', texts.needed],
] as const)('%s is told at its field', (_, change, field, message) => {
  expect(read(change)).toEqual({ errors: [{ field, message }] })
})
