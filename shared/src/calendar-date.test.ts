import { describe, expect, it } from 'vitest'
import { namesNoDay, parseCalendarDate } from './calendar-date.ts'

it.each([
  ['2019-01-05', '2019-01-05'],
  ['2019/1/5', '2019-01-05'],
  ['2019.3.5', '2019-03-05'],
  ['20190105', '2019-01-05'],
  ['2019010508', '2019-01-05'],
  ['20190305.0', '2019-03-05'],
  ['20190305000000', '2019-03-05'],
  ['201903051230', '2019-03-05'],
  ['2019年1月5日', '2019-01-05'],
  ['2019 年 1 月 5 日 10时', '2019-01-05'],
  ['2019年1月5日星期六', '2019-01-05'],
  ['2019-01-05 00:00:00.0', '2019-01-05'],
  ['2019/3/5 0:00:00', '2019-03-05'],
  ['2019-3-5 上午 12:00:00', '2019-03-05'],
  ['2019–03–05', '2019-03-05'],
  ['44197', '2021-01-01'],
  ['43529.0', '2019-03-05'],
  ['２０１９－０１－０５', '2019-01-05'],
])('%s reads as %s', (text, date) => expect(parseCalendarDate(text)).toBe(date))

it.each([
  ['二〇一九年三月五日', '2019-03-05'],
  ['二○一九年三月五日', '2019-03-05'],
  ['二零一九年十月十日', '2019-10-10'],
  ['一九九八年十二月三十一日', '1998-12-31'],
  ['二〇二〇年十一月廿一日', '2020-11-21'],
])('%s in Chinese figures reads as %s', (text, date) => expect(parseCalendarDate(text)).toBe(date))

describe('as programs write them', () => {
  it.each([
    ['Tue Mar 05 00:00:00 CST 2019', '2019-03-05'],
    ['Tue Mar 05 00:00:00 GMT+08:00 2019', '2019-03-05'],
    ['Mon Mar 04 16:00:00 UTC 2019', '2019-03-05'],
    ['Tue Mar  5 00:00:00 2019', '2019-03-05'],
    ['Tue Mar 05 2019 00:00:00 GMT+0800 (中国标准时间)', '2019-03-05'],
    ['Tue, 05 Mar 2019 00:00:00 +0800', '2019-03-05'],
    ['Mar 5, 2019', '2019-03-05'],
    ['05-MAR-19', '2019-03-05'],
    ['5-Mar-2019', '2019-03-05'],
    ['05-3月 -19', '2019-03-05'],
    ['05-12月-98 12.00.00.000000 上午', '1998-12-05'],
    ['2019-03-05T00:00:00.000+0800', '2019-03-05'],
    ['2019-03-05T00:00:00+08:00', '2019-03-05'],
    ['1551715200000', '2019-03-05'],
    ['1551715200', '2019-03-05'],
    ['1551715200000.0', '2019-03-05'],
    ['/Date(1551715200000+0800)/', '2019-03-05'],
    // Before 2001 they have one figure less.
    ['757353600000', '1994-01-01'],
    ['757353600', '1994-01-01'],
  ])('%s reads as %s', (text, date) => expect(parseCalendarDate(text)).toBe(date))

  it('a moment told by the clock of Greenwich is a day in China, in the summers of 1986 to 1991 too', () => {
    expect(parseCalendarDate('2019-03-04T16:00:00.000Z')).toBe('2019-03-05')
    expect(parseCalendarDate('2019-03-05T00:00:00Z')).toBe('2019-03-05')
    expect(parseCalendarDate('1988-06-30T15:00:00Z')).toBe('1988-07-01')
    expect(parseCalendarDate('1988-12-31T16:00:00Z')).toBe('1989-01-01')
    expect(parseCalendarDate(String(Date.UTC(1988, 5, 30, 15)))).toBe('1988-07-01')
  })
})

describe('with two figures for the year, or the year last', () => {
  it.each([
    ['19-3-5', '2019-03-05'],
    ['99.12.31', '1999-12-31'],
    ['03-05-19', '2003-05-19'],
    ['19年3月5日', '2019-03-05'],
    ['19/3/5', '2019-03-05'],
    ['12/31/2019', '2019-12-31'],
    ['31/12/2019', '2019-12-31'],
    ['5/5/2019', '2019-05-05'],
  ])('%s reads as %s', (text, date) => expect(parseCalendarDate(text)).toBe(date))

  it.each(['3/5/2019', '03/05/19', '12/3/5'])('%s may be two days, and is none', (text) =>
    expect(parseCalendarDate(text)).toBeNull(),
  )
})

describe('a year of two figures that is still to come', () => {
  it.each(['31-12-19', '31.12.19', '31年12月19日', '05-MAR-31', '05-3月 -31', '26-11-23', '31-12-19 00:00:00'])(
    '%s is not believed',
    (text) => expect(parseCalendarDate(text, '2026-11-22')).toBeNull(),
  )

  it.each([
    ['26-11-22', '2026-11-22'],
    ['50-1-1', '1950-01-01'],
    ['2031-12-19', '2031-12-19'],
    ['05-MAR-2031', '2031-03-05'],
  ])('%s, which has been or says its century, reads as %s', (text, date) =>
    expect(parseCalendarDate(text, '2026-11-22')).toBe(date),
  )

  it('goes by Hangzhou’s day where none is given', () => {
    const year = new Date().getUTCFullYear() % 100
    expect(parseCalendarDate(`${year + 2}-12-19`)).toBeNull()
    expect(parseCalendarDate(`${year - 1}-12-19`)).toBe(`20${year - 1}-12-19`)
  })
})

it.each([
  '0000-00-00',
  '1900-01-01',
  '2019-02-30',
  '2019-02-30T00:00:00Z',
  '二〇一九年十三月五日',
  '13800138000',
  '057188001234',
  '1.55172E+12',
  '330106',
  'Tue Foo 05 00:00:00 CST 2019',
  '2019-03-123',
  '长期',
  'N/A',
  '',
])('%s is no day', (text) => expect(parseCalendarDate(text)).toBeNull())

it('a month or a year is no day, and is known for what it is', () => {
  for (const text of [
    '2019年3月',
    '2019-03',
    '2019/3',
    '2019.03',
    '201903',
    '2019年',
    '2019-03-00',
    '二〇一九年三月',
  ]) {
    expect(parseCalendarDate(text)).toBeNull()
    expect([text, namesNoDay(text)]).toEqual([text, true])
  }
  for (const text of ['201913', '330106', '43529', '昨天', '2019-02-30'])
    expect([text, namesNoDay(text)]).toEqual([text, false])
})
