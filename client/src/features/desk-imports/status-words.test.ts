import type { StatusWordView } from '@yijian/shared/imports/status-word-contract'
import { expect, test } from 'vitest'
import { readWords } from './status-words.ts'

const named = { id: 7, class: 'gone' as const, by: '王一', at: '2026-10-01T00:00:00Z', source: '市监局答复' }
const met = (word: string, more: Partial<StatusWordView> = {}): StatusWordView => ({
  ...{ word, class: 'unknown', rows: 1, example: null, named: null },
  ...more,
})

test('what is sent are the words whose meaning was chosen anew, each with what was seen of it', () => {
  const words = [
    met('待核查'),
    met('9'),
    met('存续', { class: 'live' }),
    met('停产', { class: 'gone', named }),
    met('封存', { named }),
  ]
  expect(readWords(words, ['', 'unknown', 'live', 'gone', 'gone'])).toEqual([
    // That nobody can know it is an answer too.
    { word: '9', class: 'unknown', seen: null },
    // Named by a colleague since the file was read: the same again has it read.
    { word: '封存', class: 'gone', seen: 7 },
  ])
  expect(readWords(words, ['live', '', 'paused', 'live', 'live'])).toEqual([
    { word: '待核查', class: 'live', seen: null },
    { word: '存续', class: 'paused', seen: null },
    { word: '停产', class: 'live', seen: 7 },
    { word: '封存', class: 'live', seen: 7 },
  ])
})
