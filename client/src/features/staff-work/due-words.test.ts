import { expect, test } from 'vitest'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { dueWords } from './due-words.ts'

const texts = staffTexts.chinese.due
const now = new Date('2026-11-20T23:30:00+08:00')

test.each([
  [{ dueAt: null, urgency: 'in_time', state: 'established' }, undefined],
  [
    { dueAt: '2026-11-21T00:30:00+08:00', urgency: 'in_time', state: 'verifying' },
    { text: '还剩 1 天', tone: 'calm' },
  ],
  [
    { dueAt: '2026-11-20T23:59:00+08:00', urgency: 'soon', state: 'verifying' },
    { text: '今天到期', tone: 'soon' },
  ],
  [
    { dueAt: '2026-11-20T17:30:00+08:00', urgency: 'overdue', state: 'verifying' },
    { text: '今天已超期', tone: 'late' },
  ],
  [
    { dueAt: '2026-11-17T17:30:00+08:00', urgency: 'overdue', state: 'verifying' },
    { text: '超期 3 天', tone: 'late' },
  ],
  [
    { dueAt: '2026-11-30T17:30:00+08:00', urgency: 'in_time', state: 'returned' },
    { text: '企业还有 10 天', tone: 'calm' },
  ],
] as const)('%j', (item, expected) => {
  expect(dueWords(item, texts, now)).toEqual(expected)
})
