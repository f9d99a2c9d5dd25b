import type { KitTexts } from '../zh-CN/kit.ts'

export const texts: KitTexts = {
  textSize: {
    next: { standard: 'Large text', large: 'Largest text', huge: 'Normal text' },
    now: { standard: 'Text is now normal', large: 'Text is now large', huge: 'Text is now largest' },
  },
  otherLanguage: '中文',
  otherLanguageName: '中文',
  close: 'Close',
  back: 'Back',
  errorPrefix: 'Error: ',
  errorsTitle: (count) => (count === 1 ? 'There is 1 thing to correct' : `There are ${count} things to correct`),
  failed: 'That did not work',
  optional: ' (optional)',
  unknownNumber: 'Not sure, ask the street office to call me',
  people: 'people',
  fewer: (what) => `${what}: one fewer`,
  more: (what) => `${what}: one more`,
  step: (now, of) => `Step ${now} of ${of}`,
  done: 'Done',
  current: 'Now',
  working: 'Working…',
  actions: 'Actions on this page',
  schematic: 'schematic',
  loading: 'Loading…',
  noFigure: 'no data',
}
