import { expect, test } from 'vitest'
import { meansStop } from './reply.ts'

test.each([
  'R',
  ' r ',
  'Ｒ',
  '“R”',
  'R。',
  'TD',
  'td',
  'T',
  'N',
  '回复R',
  '回复 TD 谢谢',
  '退订',
  '我要退订！',
  '拒收',
  '请取消订阅',
  '不要再发了',
  '请勿再发短信',
  '别再给我发短信',
  '不要再联系',
])('“%s” wants no more', (text) => {
  expect(meansStop(text)).toBe(true)
})

test.each([
  '',
  '收到',
  '好的，我们想建团',
  'Reply',
  'TDR',
  'RMB',
  'Thanks',
  'N95',
  '没有退订',
  '我不是要退订',
  '请再发一次邀请码',
  '怎么联系',
])('“%s” is no such wish', (text) => {
  expect(meansStop(text)).toBe(false)
})
