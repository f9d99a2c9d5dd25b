import { queryKeys } from '@yijian/shared/cross-check/look-up-keys'
import { nameKey } from '@yijian/shared/enterprise-name'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, openRegister, registerCipher, registerRow, registerText } from '../../testing/register-file.ts'

let register: Awaited<ReturnType<typeof openRegister>>
beforeAll(async () => {
  register = await openRegister()
})
afterAll(() => register.close())

const fullWidth = (text: string) => text.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

// The numbers are those of DOMAIN §3.4; files and lists as a whole are in dirt-in-lists.test.ts.
describe('dirt in cells', () => {
  it('3 full-width digits, letters, brackets and spaces: the code is the code, the row stays as it was', async () => {
    const code = codeOf(3)
    const row = registerRow({ 统一社会信用代码: fullWidth(code), 企业名称: '　云栖数码（杭州）有限公司　' })
    expect(await register.take(registerText(row))).toMatchObject({ new: 1, rejected: 0, warned: 0 })
    const enterprise = await register.enterprise(code)
    expect(enterprise).toMatchObject({ name: '云栖数码（杭州）有限公司', name_key: '云栖数码杭州有限公司' })
    expect(enterprise.raw).toContain(fullWidth(code))
  })

  it('4 brackets of either width: shown full width, found by both', async () => {
    const code = codeOf(4)
    await register.take(registerText(registerRow({ 统一社会信用代码: code, 企业名称: '云栖(杭州)网络有限公司' })))
    const enterprise = await register.enterprise(code)
    expect(enterprise.name).toBe('云栖（杭州）网络有限公司')
    for (const written of [
      '云栖（杭州）网络有限公司',
      '云栖(杭州)网络有限公司',
      '云栖【杭州】网络有限公司',
      '云栖杭州网络有限公司',
    ])
      expect(nameKey(written)).toBe(enterprise.name_key)
    const again = registerText(registerRow({ 统一社会信用代码: code, 企业名称: '云栖（杭州）网络有限公司' }))
    expect(await register.take(again)).toMatchObject({ unchanged: 1 })
  })

  it('5 有限责任公司 is 有限公司, 股份有限公司 is not; a moved place is still found', async () => {
    const [limited, shares] = [codeOf(51), codeOf(52)]
    await register.take(
      registerText(
        registerRow({ 统一社会信用代码: limited, 企业名称: '杭州青松园林有限责任公司' }),
        registerRow({ 统一社会信用代码: shares, 企业名称: '杭州青松园林股份有限公司' }),
      ),
    )
    expect(await register.enterprise(limited)).toMatchObject({ name_key: '杭州青松园林有限公司' })
    expect(await register.enterprise(shares)).toMatchObject({ name_key: '杭州青松园林股份有限公司' })
    for (const written of ['青松园林（杭州）有限公司', '浙江省杭州市青松园林有限公司'])
      expect(
        await register.first('select credit_code from enterprise where credit_code = $1 and lookup_keys && $2', [
          limited,
          queryKeys(written).near,
        ]),
      ).toEqual({ credit_code: limited })
  })

  it('6 quotes, tabs and ="…" around codes and phones are taken off', async () => {
    const codes = [codeOf(61), codeOf(62), codeOf(63)]
    const [quoted, formula, tab] = codes
    const report = await register.take(
      registerText(
        registerRow({ 统一社会信用代码: `'${quoted}`, 联系电话: "'13800138006" }),
        registerRow({ 统一社会信用代码: `="${formula}"`, 联系电话: '="13800138006"' }),
        registerRow({ 统一社会信用代码: `\t${tab}`, 联系电话: '13800138006\t' }),
      ),
    )
    expect(report).toMatchObject({ new: 3, rejected: 0, warned: 0 })
    for (const code of codes)
      expect(await register.contacts(code)).toEqual([{ masked: '138****8006', sms: true, proxy: false }])
  })

  it('7 numbers that a spreadsheet has rounded: the code is refused, the phone left out, each with that reason', async () => {
    const code = codeOf(7)
    const report = await register.take(
      registerText(
        registerRow({ 统一社会信用代码: '9.13502E+17' }),
        registerRow({ 统一社会信用代码: '913502115628130400' }),
        registerRow({ 统一社会信用代码: '913502115628130000' }),
        registerRow({ 统一社会信用代码: code, 联系电话: '1.38E+10' }),
      ),
    )
    expect(report).toMatchObject({ new: 1, rejected: 3, warned: 1 })
    expect((await register.problems(report)).map(({ row, reason, warning }) => [row, reason, warning])).toEqual([
      [2, 'credit_code_damaged_by_spreadsheet', false],
      [3, 'credit_code_check_digit', false],
      [4, 'credit_code_damaged_by_spreadsheet', false],
      [5, 'phone_damaged_by_spreadsheet', true],
    ])
    expect(await register.contacts(code)).toEqual([])
  })

  it('8 several phones in a cell: a mobile gets messages, the others are kept', async () => {
    const code = codeOf(8)
    const phones = '0571-88001234转801/13800138008（同微信）、400-800-1234'
    await register.take(registerText(registerRow({ 统一社会信用代码: code, 联系电话: phones })))
    expect(await register.contacts(code)).toMatchObject([
      { masked: '138****8008', sms: true },
      { masked: '0571-****1234', sms: false },
      { masked: '****1234', sms: false },
    ])
    const { raw } = await register.enterprise(code)
    expect(raw).not.toMatch(/88001234|13800138008|800-1234/)
    // A mobile has no extension: the number is kept, and what is lost is told.
    const [behind, part] = [codeOf(81), codeOf(82)]
    const report = await register.take(
      registerText(
        registerRow({ 统一社会信用代码: behind, 联系电话: '0571-88123456/13905710008转801 同微信' }),
        registerRow({ 统一社会信用代码: part, 联系电话: '0571-88123456/139057100' }),
      ),
    )
    expect(await register.contacts(behind)).toMatchObject([
      { masked: '139****0008', sms: true },
      { masked: '0571-****3456', sms: false },
    ])
    const told = { field: 'phone', reason: 'phone_partly_read', warning: true }
    expect(await register.problems(report)).toEqual([
      { row: 2, ...told, value: '转***' },
      { row: 3, ...told, value: '*********' },
    ])
    expect((await register.enterprise(part)).raw).toContain('0571-****3456/*********')
  })

  it('9 one number on more than five enterprises is an agency’s, until five or fewer have it', async () => {
    const codes = [91, 92, 93, 94, 95, 96].map((number) => codeOf(number))
    const rows = (phone: string) => codes.map((code) => registerRow({ 统一社会信用代码: code, 联系电话: phone }))
    await register.take(registerText(...rows('13800138009').slice(1)))
    expect(await register.contacts(codes[1] ?? '')).toMatchObject([{ proxy: false }])
    await register.take(registerText(...rows('13800138009')))
    expect(await register.contacts(codes[1] ?? '')).toMatchObject([{ proxy: true }])
    await register.take(registerText(...rows('13700137009').slice(0, 1)))
    expect(await register.contacts(codes[1] ?? '')).toMatchObject([{ proxy: false }])
  })

  it('10 days as people and programs write them, or none with a remark', async () => {
    const days = ['2019/1/5', '20190105', '2019年1月5日', '2019-01-05 00:00:00.0', '43470', '0000-00-00', '1900-01-01']
    const codes = days.map((_, i) => codeOf(100 + i))
    const report = await register.take(
      registerText(...days.map((day, i) => registerRow({ 统一社会信用代码: codes[i] ?? '', 成立日期: day }))),
    )
    const read = await Promise.all(codes.map(async (code) => (await register.enterprise(code)).established_on))
    expect(read).toEqual([...Array(5).fill('2019-01-05'), null, null])
    expect((await register.problems(report)).map(({ reason, value }) => [reason, value])).toEqual([
      ['date_unreadable', '0000-00-00'],
      ['date_unreadable', '1900-01-01'],
    ])
    // Nobody is founded or approved on a day to come.
    const code = codeOf(109)
    const early = await register.take(
      registerText(registerRow({ 统一社会信用代码: code, 成立日期: '2091-01-01', 核准日期: '20910101' })),
    )
    expect(await register.enterprise(code)).toMatchObject({ established_on: null, approved_on: null })
    expect((await register.problems(early)).map(({ field, reason }) => [field, reason])).toEqual([
      ['approvedOn', 'date_in_future'],
      ['establishedOn', 'date_in_future'],
    ])
  })

  it('11 capital with its unit and currency, or as it was written', async () => {
    const written = {
      '100万元人民币': [1_000_000, 'CNY'],
      '500万元（认缴）': [5_000_000, 'CNY'],
      '6350万美元': [63_500_000, 'USD'],
      '300.000000': [300, 'CNY'],
      '1234.56万元': [12_345_600, 'CNY'],
      '1.2亿元': [120_000_000, 'CNY'],
      人民币壹佰万元: [null, null],
      '人民币1,000万元': [10_000_000, 'CNY'],
      面议: [null, null],
      '': [null, null],
    }
    const codes = Object.keys(written).map((_, i) => codeOf(110 + i))
    const report = await register.take(
      registerText(
        ...Object.keys(written).map((capital, i) =>
          registerRow({ 统一社会信用代码: codes[i] ?? '', 注册资本: capital }),
        ),
      ),
    )
    for (const [i, [text, [amount, currency]]] of Object.entries(written).entries()) {
      const { capital_text, capital_amount, capital_currency } = await register.enterprise(codes[i] ?? '')
      expect([capital_text ?? '', capital_amount && Number(capital_amount), capital_currency]).toEqual([
        text,
        amount,
        currency,
      ])
    }
    expect(await register.problems(report)).toMatchObject(
      Array(2).fill({ field: 'capital', reason: 'capital_unreadable', warning: true }),
    )
  })

  it('13 a row with nothing but the old 15-digit number needs its code; given back whole and mended, it comes in', async () => {
    const number = '330282602082220'
    const row = registerRow({ 统一社会信用代码: '', 注册号: number, 联系电话: '13800138013' })
    const good = registerRow({ 统一社会信用代码: codeOf(131) })
    // In the column of codes it is known too, and with a wrong check digit: offices have given out such numbers.
    const misplaced = registerRow({ 统一社会信用代码: number })
    const wrong = registerRow({ 统一社会信用代码: '', 注册号: '330282602082221' })
    const report = await register.take(registerText(row, good, misplaced, wrong))
    const needsCode = { field: 'creditCode', reason: 'only_registration_number', value: number, warning: false }
    expect(await register.problems(report)).toEqual([
      { row: 2, ...needsCode },
      { row: 4, ...needsCode },
      { row: 5, ...needsCode, value: '330282602082221' },
    ])
    const { sealed } = await register.first(
      'select sealed from registry_rejected_row where batch_id = $1 and row_number = 2',
      [report.batch],
    )
    expect(registerCipher.open('registry_rejected_row|sealed', sealed)).toBe(registerText(row).split('\r\n')[1])
    const code = codeOf(13)
    await register.take(registerText(registerRow({ 统一社会信用代码: code, 注册号: number })))
    expect(await register.enterprise(code)).toMatchObject({ registration_number: number })
  })
})
