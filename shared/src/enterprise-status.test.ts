import { expect, it } from 'vitest'
import { classifyStatus } from './enterprise-status.ts'

it.each([
  ['存续', 'live'],
  ['存续（在营、开业、在册）', 'live'],
  ['在营(开业)企业', 'live'],
  ['登记成立', 'live'],
  ['筹建', 'live'],
  ['歇业', 'paused'],
  ['停业', 'paused'],
  ['迁出', 'moved'],
  ['迁移异地', 'moved'],
  ['清算中', 'liquidation'],
  ['吊销', 'revoked'],
  ['吊销，未注销', 'revoked'],
  ['吊销未注销', 'revoked'],
  ['吊销，已注销', 'gone'],
  ['撤销', 'revoked'],
  ['已注销', 'gone'],
  ['注销企业', 'gone'],
  ['其他', 'unknown'],
  ['1', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (text, statusClass) => expect(classifyStatus(text)).toBe(statusClass))
