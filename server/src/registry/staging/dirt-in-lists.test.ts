import { queryKeys } from '@yijian/shared/cross-check/look-up-keys'
import { pairKeysOf } from '@yijian/shared/library/search-keys'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, openRegister, registerRow, registerText } from '../../testing/register-file.ts'
import { sheetData, workbook } from '../../testing/workbook.ts'

let register: Awaited<ReturnType<typeof openRegister>>
beforeAll(async () => {
  register = await openRegister()
})
afterAll(() => register.close())

const cellsOf = (text: string) => text.split('\r\n').map((line) => line.split(','))

// The numbers are those of DOMAIN §3.4; what is wrong within a cell is in dirt-in-cells.test.ts.
describe('dirt in files and lists', () => {
  it('1 GBK and GB18030, UTF-8 with and without a mark, UTF-16: every character as it was written', async () => {
    const writings = ['gbk', 'gb18030', 'utf-8', 'utf-8 with a mark', 'utf-16le with a mark']
    for (const [i, writing] of writings.entries()) {
      // 𠀀 takes four bytes in GB18030 and is not in GBK.
      const name = writing === 'gbk' ? '杭州云栖镕昇有限公司' : '杭州云栖𠀀昇有限公司'
      const code = codeOf(1000 + i)
      const text = registerText(registerRow({ 统一社会信用代码: code, 企业名称: name }))
      const marked = writing.endsWith('mark') ? `\ufeff${text}` : text
      await register.take(iconv.encode(marked, writing.split(' ')[0] ?? ''))
      expect(await register.enterprise(code)).toMatchObject({ name })
    }
  })

  it('2 a workbook: several sheets, titles above the header, merged cells, a total at the end', async () => {
    const codes = [codeOf(21), codeOf(22)]
    const table = cellsOf(registerText(...codes.map((code) => registerRow({ 统一社会信用代码: code }))))
    const [header = [], one = [], two = []] = table
    const merged = two.map((cell, column) => (header[column] === '住所' ? '' : cell))
    const rows = [['杭州市市场主体名录'], ['制表日期', '2026-01-01'], header, one, merged, ['合计', '', '2']]
    const address = String.fromCharCode(65 + header.indexOf('住所'))
    const sheets = [
      { name: '说明', xml: sheetData([['仅供内部使用'], ['填表人', '张明']]) },
      { name: '名录', xml: `${sheetData(rows)}<mergeCells><mergeCell ref="${address}4:${address}5"/></mergeCells>` },
    ]
    const report = await register.take(workbook(sheets))
    expect(report).toMatchObject({ rows: 3, new: 2, rejected: 1 })
    expect(await register.enterprise(codes[1] ?? '')).toMatchObject({ address: '杭州市西湖区转塘街道云栖路1号' })
    expect(await register.problems(report)).toMatchObject([{ row: 6, reason: 'not_a_record' }])
  })

  it('12 several rows under one code: the live one, then the latest approval; the others are kept once', async () => {
    const code = codeOf(12)
    const row = (name: string, status: string, approved: string) =>
      registerRow({ 统一社会信用代码: code, 企业名称: name, 登记状态: status, 核准日期: approved })
    const text = registerText(
      row('杭州旧所有限公司', '迁出', '2024-01-01'),
      row('杭州新所有限公司', '存续', '2023-01-01'),
      row('杭州更早有限公司', '存续', '2020-01-01'),
    )
    expect(await register.take(text)).toMatchObject({ rows: 3, new: 1, duplicate: 2 })
    expect(await register.enterprise(code)).toMatchObject({ name: '杭州新所有限公司', status_class: 'live' })
    expect(await register.take(text)).toMatchObject({ unchanged: 1, duplicate: 2 })
    const { rows } = await register.db.owner.query(
      'select row_number, raw from registry_duplicate_row where credit_code = $1 order by row_number',
      [code],
    )
    expect(rows.map(({ row_number }) => row_number)).toEqual([2, 4])
    expect(rows[0].raw).toContain('杭州旧所有限公司')
    // Where nothing else decides, the row further down was added later.
    const equal = codeOf(121)
    const same = (name: string) => registerRow({ 统一社会信用代码: equal, 企业名称: name })
    await register.take(registerText(same('杭州先写有限公司'), same('杭州后写有限公司')))
    expect(await register.enterprise(equal)).toMatchObject({ name: '杭州后写有限公司' })
  })

  it('12 a branch that carries its parent’s code does not take the parent’s place, the first time or again', async () => {
    const code = codeOf(122)
    const row = (name: string, type: string) => registerRow({ 统一社会信用代码: code, 企业名称: name, 企业类型: type })
    const parent = row('杭州母乙有限公司', '有限责任公司')
    const branch = row('杭州母乙有限公司滨江分公司', '')
    for (const text of [registerText(parent, branch), registerText(branch, parent), registerText(parent, branch)]) {
      expect(await register.take(text)).toMatchObject({ duplicate: 1, changed: 0 })
      expect(await register.enterprise(code)).toMatchObject({ name: '杭州母乙有限公司', type_class: 'company' })
    }
    const kept = await register.first(
      'select count(*)::int as n, min(raw) as raw from registry_duplicate_row where credit_code = $1',
      [code],
    )
    expect(kept).toMatchObject({ n: 1, raw: expect.stringContaining('滨江分公司') })
    // A file that tells neither type nor approval days is no different.
    const narrow = (...names: string[]) =>
      [
        '统一社会信用代码,企业名称,登记状态,住所',
        ...names.map((name) => `${code},${name},存续,杭州市西湖区转塘街道云栖路1号`),
      ].join('\r\n')
    await register.take(narrow('杭州母乙有限公司', '杭州母乙有限公司滨江分公司'))
    expect(await register.enterprise(code)).toMatchObject({ name: '杭州母乙有限公司' })
  })

  it('14 a new name under the same code: the old one stays findable, the change is told', async () => {
    const code = codeOf(14)
    const named = (name: string) => registerText(registerRow({ 统一社会信用代码: code, 企业名称: name }))
    await register.take(named('杭州桂雨茶叶有限公司'))
    await register.take(named('杭州云栖数码有限公司'))
    expect(await register.enterprise(code)).toMatchObject({
      name: '杭州云栖数码有限公司',
      former_names: ['杭州桂雨茶叶有限公司'],
    })
    // By whoever writes the old name down, and by whoever types a part of it into the library.
    const { near } = queryKeys('杭州桂雨茶叶有限公司')
    const found = (condition: string, value: unknown) =>
      register.first(`select count(*)::int as n from enterprise where credit_code = $1 and ${condition}`, [code, value])
    expect(await found('lookup_keys && $2', near)).toEqual({ n: 1 })
    expect(await found('search_keys @> $2', pairKeysOf('桂雨茶叶'))).toEqual({ n: 1 })
    expect(await found('strpos(search_text, $2) > 0', '桂雨茶叶')).toEqual({ n: 1 })
    expect(await register.changes(code)).toMatchObject({ name: ['杭州桂雨茶叶有限公司', '杭州云栖数码有限公司'] })
  })

  it('15 another principal under the same code is told as that alone', async () => {
    const code = codeOf(15)
    await register.take(registerText(registerRow({ 统一社会信用代码: code })))
    await register.take(registerText(registerRow({ 统一社会信用代码: code, 法定代表人: '李红' })))
    expect(await register.changes(code)).toEqual({ principal_name: ['张明', '李红'] })
  })

  it('16 an address without a street waits in its district', async () => {
    const addresses = {
      杭州市西湖区文三路108号: ['district_pool', '西湖区', true],
      杭州市西湖区转塘街道与北山街道交界处: ['district_pool', '西湖区', false],
      文三路108号: ['city_pool', '杭州市', false],
    } as const
    const codes = Object.keys(addresses).map((_, i) => codeOf(160 + i))
    await register.take(
      registerText(
        ...Object.keys(addresses).map((address, i) => registerRow({ 统一社会信用代码: codes[i] ?? '', 住所: address })),
      ),
    )
    for (const [i, [place_how, place_name, place_certain]] of Object.values(addresses).entries())
      expect(await register.enterprise(codes[i] ?? '')).toMatchObject({ place_how, place_name, place_certain })
  })

  it('17 a district of before 2021: the street decides, wherever it lies today', async () => {
    const [street, split] = [codeOf(171), codeOf(172)]
    await register.take(
      registerText(
        registerRow({ 统一社会信用代码: street, 住所: '杭州市下城区长庆街道1号' }),
        registerRow({ 统一社会信用代码: split, 成立日期: '2010-01-01', 住所: '杭州市江干区新塘路1号' }),
      ),
    )
    expect(await register.enterprise(street)).toMatchObject({ place_name: '长庆街道', place_certain: true })
    expect(await register.enterprise(split)).toMatchObject({ place_how: 'city_pool', place_certain: false })
    // 余杭区 of before April 2021 is two districts today; who was founded later means the one of that name.
    const [before, after] = [codeOf(173), codeOf(174)]
    const inYuhang = { 住所: '杭州市余杭区文一西路1号' }
    await register.take(
      registerText(
        registerRow({ ...inYuhang, 统一社会信用代码: before, 成立日期: '2010-01-01' }),
        registerRow({ ...inYuhang, 统一社会信用代码: after, 成立日期: '2022-01-01' }),
      ),
    )
    expect(await register.enterprise(before)).toMatchObject({ place_how: 'city_pool', place_certain: false })
    expect(await register.enterprise(after)).toMatchObject({ place_how: 'district_pool', place_name: '余杭区' })
  })

  it('18 sole traders, cooperatives and branches are told apart', async () => {
    const rows = [
      [codeOf(181, '92330106'), '西湖区云栖茶叶店', '个体工商户', 'sole_trader', 'operator'],
      [codeOf(182, '93330106'), '杭州云栖茶叶专业合作社', '农民专业合作社', 'cooperative', 'legal_representative'],
      [codeOf(183), '杭州云栖数码有限公司余杭分公司', '', 'branch', 'person_in_charge'],
      // By code, by type or by name, whichever tells it.
      [codeOf(184, '92330106'), '西湖区云栖茶叶店', '', 'sole_trader', 'operator'],
      [codeOf(185), '西湖区云栖茶叶店', '个体工商户', 'sole_trader', 'operator'],
      [codeOf(186, '93330106'), '杭州云栖茶叶联合社', '', 'cooperative', 'legal_representative'],
      [codeOf(187), '杭州云栖茶叶专业合作社', '', 'cooperative', 'legal_representative'],
      [codeOf(188), '杭州云栖数码余杭中心', '有限责任公司分公司（自然人独资）', 'branch', 'person_in_charge'],
      [codeOf(189), '杭州云栖数码有限公司', '有限责任公司', 'company', 'legal_representative'],
    ] as const
    await register.take(
      registerText(
        ...rows.map(([code, name, type]) => registerRow({ 统一社会信用代码: code, 企业名称: name, 企业类型: type })),
      ),
    )
    for (const [code, , , type_class, principal_role] of rows)
      expect(await register.enterprise(code)).toMatchObject({ type_class, principal_role })
  })

  it('19 state-owned and collective ones are marked as public', async () => {
    const types = {
      全民所有制: 'public',
      集体所有制: 'public',
      '有限责任公司(国有独资)': 'public',
      有限责任公司: 'private',
    }
    await register.take(
      registerText(
        ...Object.keys(types).map((type, i) => registerRow({ 统一社会信用代码: codeOf(190 + i), 企业类型: type })),
      ),
    )
    for (const [i, nature] of Object.values(types).entries())
      expect(await register.enterprise(codeOf(190 + i))).toMatchObject({ nature })
  })

  it('20 blank lines, trailing commas, line ends within cells, a scope of many thousand characters', async () => {
    const [long, plain] = [codeOf(201), codeOf(202)]
    const scope = `软件开发，\r\n"云"服务；${'数据处理；'.repeat(2000)}`
    const [header, first] = [registerText(), registerRow({ 统一社会信用代码: long, 经营范围: scope })]
    const second = registerText(registerRow({ 统一社会信用代码: plain })).split('\r\n')[1]
    const text = `${header}\r\n\r\n,,,,,\r\n${registerText(first).slice(header.length + 2)}\r\n \r\n${second},,,\r\n\r\n`
    const report = await register.take(text)
    expect(report).toMatchObject({ rows: 2, new: 2, rejected: 0, warned: 1 })
    const enterprise = await register.enterprise(long)
    expect(enterprise.scope).toHaveLength(4000)
    expect(enterprise.scope).toContain('\r\n"云"服务')
    expect(enterprise.raw.length).toBeGreaterThan(scope.length)
    expect(await register.problems(report)).toMatchObject([{ reason: 'scope_cut', warning: true }])
    expect(await register.enterprise(plain)).toMatchObject({ name: '杭州云栖数码有限公司' })
  })

  it('21 test rows, remarks and sums below the list are left out, and it is said why', async () => {
    const code = codeOf(210)
    const below = ['测试企业请忽略', '机密 仅供内部使用', '共53000条', '合计,,53000', ',,测试']
    const text = `${registerText(registerRow({ 统一社会信用代码: code }))}\r\n${below.join('\r\n')}`
    const report = await register.take(text)
    expect(report).toMatchObject({ rows: 6, new: 1, rejected: 5 })
    for (const problem of await register.problems(report))
      expect(problem).toMatchObject({ field: 'row', reason: 'not_a_record', warning: false })
  })

  it('21 test rows with a code of their own are left out as such; who only sounds like one comes in', async () => {
    const trials = ['测试', 'test', '测试企业123', '测试公司（勿删）', '***', 'aaa', '111', 'XX有限公司']
    const real = ['杭州测试仪器有限公司', '浙江省检测测试中心', '111集团', 'AAA有限公司']
    const names = [...trials, ...real]
    const report = await register.take(
      registerText(...names.map((name, i) => registerRow({ 统一社会信用代码: codeOf(2100 + i), 企业名称: name }))),
    )
    expect(report).toMatchObject({ rows: 12, new: 4, rejected: 8 })
    expect((await register.problems(report)).map(({ reason, value }) => [reason, value])).toEqual(
      trials.map((name) => ['trial_row', name]),
    )
    for (const [i, name] of names.entries())
      expect((await register.enterprise(codeOf(2100 + i)))?.name).toBe(trials.includes(name) ? undefined : name)
  })

  it('columns beyond those that are read are told, row by row, and the row comes in', async () => {
    const code = codeOf(220)
    const [header = [], one = []] = cellsOf(registerText(registerRow({ 统一社会信用代码: code })))
    const wide = [...one, ...Array(256 - one.length).fill('甲'), '乙', '', '丙']
    const report = await register.take(workbook([{ name: '名录', xml: sheetData([header, wide]) }]))
    expect(report).toMatchObject({ new: 1, rejected: 0, warned: 1 })
    expect(await register.problems(report)).toEqual([
      { row: 2, field: 'row', reason: 'columns_left_out', value: '2', warning: true },
    ])
    const { raw } = await register.enterprise(code)
    expect(raw).toContain('甲')
    expect(raw).not.toMatch(/乙|丙/)
  })
})
