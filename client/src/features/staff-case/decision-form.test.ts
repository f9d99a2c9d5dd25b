import { type lifecycle, ruleOf } from '@yijian/shared/application/lifecycle'
import { keysOf, reviewStates } from '@yijian/shared/vocabulary'
import { expect, test } from 'vitest'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { decisionForms, formOf, hasSheet, readDecision, type SheetAction } from './decision-form.ts'

const texts = staffCaseTexts.chinese.decision

function fill(values: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  return data
}

function read(action: SheetAction, values: Record<string, string>) {
  return readDecision(fill(values), formOf(action), { today: '2026-11-22', asksKind: true, texts })
}

test('every decision of an officer has a form that asks for what the lifecycle needs', () => {
  const needed = {
    reasons: 'reasons',
    kind: 'kind',
    place: 'place',
    next_date: 'nextDate',
    national_id: 'nationalId',
    members: 'committee',
  } as const
  for (const state of keysOf(reviewStates)) {
    for (const [action, transition] of Object.entries(ruleOf(state).actions)) {
      if (transition.by !== 'handler' || action === 'accept') continue
      expect(Object.keys(decisionForms)).toContain(action)
      if (!hasSheet(action as keyof (typeof lifecycle)['verifying']['actions'])) continue // checked by the line above
      const form = formOf(action as SheetAction)
      for (const need of transition.needs ?? []) {
        if (need === 'note') expect([form.words, form.note], action).toContain('needed')
        else if (need in needed) expect(form[needed[need as keyof typeof needed]], `${action} ${need}`).toBe(true)
      }
    }
  }
})

test('what is missing is named at its field', () => {
  expect(read('return', {}).errors.map(({ field }) => field)).toEqual(['reason.numbers'])
  expect(read('return', { 'reason.other': 'on' }).errors.map(({ field }) => field)).toEqual(['applicantText'])
  expect(read('refuse', { applicantText: '  ' }).errors.map(({ field }) => field)).toEqual(['applicantText'])
  expect(read('transfer', {}).errors.map(({ field }) => field)).toEqual(['placeId', 'note'])
  expect(read('defer', { nextDate: '2026-11-22' }).errors.map(({ field }) => field)).toEqual(['nextDate'])
  expect(read('found_committee', {}).errors.map(({ field }) => field)).toEqual(['committeeName', 'directorName'])
})

test('all reasons go at once, with the words for the enterprise', () => {
  expect(read('return', { 'reason.numbers': 'on', 'reason.licence': 'on', applicantText: ' 请补照片 ' })).toEqual({
    errors: [],
    parts: { reasons: ['numbers', 'licence'], applicantText: '请补照片' },
  })
})

test('a committee takes its further enterprises along', () => {
  const data = fill({ committeeName: '样例青年工作委员会', directorName: '样例' })
  data.append('enterpriseId', '7')
  data.append('enterpriseId', '9')
  const { parts } = readDecision(data, formOf('found_committee'), { today: '2026-11-22', asksKind: false, texts })
  expect(parts.committee?.enterpriseIds).toEqual([7, 9])
})
