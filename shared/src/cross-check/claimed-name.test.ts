import { describe, expect, it } from 'vitest'
import { checkDigit } from '../credit-code.ts'
import { writtenIn } from './claimed-name.ts'

const code = `91330106MA2AAAA01${checkDigit('91330106MA2AAAA01')}`
const NAME = '杭州云栖数码科技有限公司'
const read = (cells: { name?: string; code?: string; principal?: string }) => {
  const { names, latin, principal } = writtenIn({ name: '', code: '', principal: '', ...cells })
  return { names: names.map(({ parts }) => parts.key), spelt: latin?.letters, principal }
}

describe('where a name stands', () => {
  it.each([
    { name: NAME, code },
    { name: code, code: NAME },
    { name: '', code: `${NAME} ${code}` },
    { name: `统一社会信用代码：${code}`, code: NAME },
    { name: `统一社会信用代码：${code} ${NAME}`, code: '' },
    { name: `${NAME} 信用代码${code}`, code: '' },
    { name: `${NAME}（Hangzhou Yunqi Co., Ltd.）` },
    { name: `${NAME}\nHANGZHOU YUNQI` },
    { name: `我们公司叫${NAME}` },
    { name: `${NAME}的员工，谢谢` },
    { name: `${NAME}（${code}）`, code: '' },
  ])('%o', (cells) => expect(read(cells).names).toEqual([NAME]))

  it('takes a label for no name', () => {
    expect(read({ code: `统一社会信用代码：${code}` }).names).toEqual([])
  })
})

describe('how many names stand in one cell', () => {
  it.each([
    [`${NAME}、杭州青松园林有限公司`, 2],
    [`${NAME}\n杭州青松园林有限公司`, 2],
    [`${NAME}（杭州青松园林有限公司）`, 2],
    [`杭州云栖数\n码科技有限公司`, 1],
    [`中国示例银行股份有限公司 杭州云栖分公司`, 1],
    [`${NAME}（原杭州青松园林有限公司）`, 1],
    [`杭州青松园林有限公司，现更名为${NAME}`, 1],
  ])('%s', (name, count) => expect(read({ name }).names).toHaveLength(count))
})

it('takes who is said to answer for it beside the name for its principal', () => {
  expect(read({ name: `${NAME} 法人：王示例` })).toMatchObject({ names: [NAME], principal: '王示例' })
  expect(read({ name: `${NAME} 法人：王示例`, principal: '李示例' }).principal).toBe('李示例')
})

it('reads pinyin and English only where there are no characters', () => {
  expect(read({ name: 'Hangzhou Yunqi Technology Co., Ltd.' })).toMatchObject({ names: [], spelt: ['yunqi'] })
  expect(read({ name: `${NAME} Co., Ltd.` })).toMatchObject({ names: [NAME], spelt: undefined })
})
