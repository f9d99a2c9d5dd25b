import { expect, it } from 'vitest'
import { parseCalendarDate } from './calendar-date.ts'

it.each([
  ['2019-01-05', '2019-01-05'],
  ['2019/1/5', '2019-01-05'],
  ['20190105', '2019-01-05'],
  ['2019年1月5日', '2019-01-05'],
  ['2019-01-05 00:00:00.0', '2019-01-05'],
  ['44197', '2021-01-01'],
  ['２０１９－０１－０５', '2019-01-05'],
  ['0000-00-00', null],
  ['1900-01-01', null],
  ['2019-02-30', null],
  ['N/A', null],
  ['', null],
])('%s reads as %s', (text, date) => expect(parseCalendarDate(text)).toBe(date))
