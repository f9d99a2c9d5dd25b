import { expect, it, test } from 'vitest'
import { addStatuses, classifyStatus, createStatusReader, type StatusMet, statusWordKey } from './enterprise-status.ts'
import { statusWordsOf } from './imports/profile-status-words.ts'
import { MOST_STATUS_WORDS } from './imports/status-word-contract.ts'
import { isNamedSince, isOpenWord } from './imports/status-words.ts'

const named = new Map([
  ['1', 'live'],
  ['正常(税务异常)', 'paused'],
  ['注销', 'unknown'],
] as const)

it.each([
  ['1', 'live'],
  ['１', 'live'],
  [' 1 ', 'live'],
  // A number means what was said of it, not what was said of a part of it.
  ['11', 'unknown'],
  ['正常（税务异常）', 'paused'],
  ['正常(税务异常)　', 'paused'],
  ['正常', 'live'],
  // What was said comes before what the product came with, for this word alone.
  ['注销', 'unknown'],
  ['已注销', 'gone'],
])('of words with a meaning, %j is %s', (text, statusClass) => expect(classifyStatus(text, named)).toBe(statusClass))

it.each([
  ['非正常', 'unknown'],
  ['非正常户', 'unknown'],
  ['不正常', 'unknown'],
  ['正常在业', 'live'],
])('%s is %s: no “not” is read as its contrary', (text, statusClass) => expect(classifyStatus(text)).toBe(statusClass))

test('a word is one in all its writings', () => {
  expect(statusWordKey('正常 （税务异常）')).toBe('正常(税务异常)')
})

test('what a file says is counted while it is read, in several threads, the unknown first and with its first row', () => {
  const read = (texts: readonly string[], example?: StatusMet['example']) => {
    const met = new Map<string, StatusMet>()
    const statusOf = createStatusReader(named, met)
    const classes = texts.map(statusOf)
    const shown = met.get('待核查')
    if (shown && example) shown.example = example
    return { met, classes }
  }
  const one = read(['存续', '待核查', '', '存续', '正常（税务异常）', '待核查'], { row: 9, name: '乙' })
  expect(one.classes).toEqual(['live', 'unknown', 'unknown', 'live', 'paused', 'unknown'])
  const other = read(['正常(税务异常)', '待核查', '存续', '13800138000'], { row: 4, name: '甲' })
  addStatuses(one.met, other.met)
  // A telephone in the wrong column is no word to show.
  expect(statusWordsOf(one.met)).toEqual([
    { word: '待核查', class: 'unknown', rows: 3, example: { row: 4, name: '甲' } },
    { word: '存续', class: 'live', rows: 3, example: null },
    { word: '正常（税务异常）', class: 'paused', rows: 2, example: null },
  ])
})

test('a column of something else neither fills the memory nor the page', () => {
  const met = new Map<string, StatusMet>()
  const statusOf = createStatusReader(named, met)
  for (let i = 0; i < 5000; i++) statusOf(`转塘街道云栖路${i}号`)
  statusOf('云'.repeat(200))
  expect(met.size).toBeLessThanOrEqual(300)
  expect(statusWordsOf(met)).toHaveLength(MOST_STATUS_WORDS)
  expect(statusOf('已注销')).toBe('gone')
})

test('open is what nobody knows and nobody has spoken of; what was said since the file was read is told', () => {
  const said = (statusClass: 'gone' | 'unknown') => ({
    id: 1,
    class: statusClass,
    by: null,
    at: '2026-10-01T00:00:00Z',
    source: '市监局答复',
  })
  const met = { word: '待核查', class: 'unknown' as const, rows: 1, example: null }
  expect(isOpenWord({ ...met, named: null })).toBe(true)
  expect(isOpenWord({ ...met, named: said('unknown') })).toBe(false)
  expect(isNamedSince({ ...met, named: null })).toBe(false)
  expect(isNamedSince({ ...met, named: said('gone') })).toBe(true)
  expect(isNamedSince({ ...met, class: 'gone', named: said('gone') })).toBe(false)
})
