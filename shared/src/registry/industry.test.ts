import { expect, test } from 'vitest'
import { industrySection } from './industry.ts'

test.each([
  ['I', 'I'],
  ['ｉ６５１０', 'I'],
  ['6510', 'I'],
  ['65', 'I'],
  ['C26', 'C'],
  ['信息传输、软件和信息技术服务业', 'I'],
  ['科学研究和技术服务业', 'M'],
  ['批发和零售业', 'F'],
  ['互联网零售', 'F'],
  ['快递服务', 'G'],
  ['物业管理', 'K'],
  ['农、林、牧、渔业', 'A'],
  ['通用设备制造业', 'C'],
  ['IT', null],
  ['其他', null],
  ['2019', 'C'],
  ['99', null],
  ['', null],
  [null, null],
])('%s is in section %s', (text, section) => {
  expect(industrySection(text)).toBe(section)
})
