import { checkDigit } from '@yijian/shared/credit-code'
import { readName } from '@yijian/shared/cross-check/name-relation'
import { parseEnterpriseName } from '@yijian/shared/enterprise-name'
import { bare, each, type HardCase, type HardKind, kind, MOST } from './hard-claim.ts'
import { ELSEWHERE, type Meant } from './slip.ts'

type Pair = readonly [other: Meant, row: Meant]

/** Name and all else of the one, with the code of the other: with both in the register, and with the one gone from it. */
function pairs(what: string, of: (register: readonly Meant[]) => readonly Pair[]): HardKind[] {
  const both = (expected: HardKind['expected'], how: string, claim: (pair: Pair) => HardCase) =>
    kind(`${what}${how}`, expected, (register) => spread(of(register)).map(claim))
  return [
    both('not agree', '', ([other, row]) => ({ claim: { ...bare(other), code: row.code }, code: row.code })),
    both('not agree', ', it gone', ([other, row]) => ({
      claim: { ...bare(other), code: row.code },
      code: row.code,
      gone: other.code,
    })),
    both('not agree', ', it gone, its principal', ([other, row]) => ({
      claim: { ...bare(other), code: row.code, principal: other.known },
      code: row.code,
      gone: other.code,
    })),
    both('not agree', ', it gone, no address', ([other, row]) => ({
      claim: { ...bare(other), code: row.code, address: '' },
      code: row.code,
      gone: other.code,
    })),
    both('absent', ', it gone, no code', ([other, row]) => ({
      claim: { ...bare(other), code: '' },
      code: row.code,
      gone: other.code,
    })),
  ]
}
function spread<T>(items: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(items.length / MOST))
  return items.filter((_, i) => i % step === 0)
}

/** Ordered pairs of rows that share something. */
function sharing(register: readonly Meant[], keyOf: (row: Meant) => string | undefined, most = 6): Pair[] {
  const groups = new Map<string, Meant[]>()
  for (const row of register) {
    const key = keyOf(row)
    if (!key) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
    .filter((group) => group.length > 1 && group.length <= most)
    .flatMap((group) => group.flatMap((one) => group.flatMap((other): Pair[] => (one === other ? [] : [[one, other]]))))
}

const core = ({ name }: Meant) => parseEnterpriseName(name).core
const TRADES = ['贸易', '科技', '服饰', '广告', '餐饮', '物流', '装饰', '投资管理']

/** Claims that name another enterprise than their code, or none. */
export const strangers: readonly HardKind[] = [
  ...pairs('twin in another place', (register) => sharing(register, (row) => readName(row.name).core)),
  ...pairs('branch of the same parent', (register) =>
    sharing(register, ({ name }) => /^(.{6,}公司).{3,}$/.exec(name)?.[1], 40),
  ),
  ...pairs('brand the same, trade another', (register) =>
    sharing(register, (row) => (core(row).length >= 4 ? `${core(row).slice(0, 2)}${row.name.slice(-4)}` : undefined)),
  ),
  ...pairs('trade the same, brand one character off', (register) =>
    sharing(register, (row) => (core(row).length >= 5 ? core(row).slice(1) : undefined)),
  ),
  ...pairs('neighbours in one building', (register) =>
    sharing(register, ({ address }) => /^.{6,}?\d+号/.exec(address)?.[0], 3),
  ),
  ...pairs('name within the other’s', (register) => {
    const names = new Map(register.map((row) => [core(row), row]))
    return register.flatMap((row): Pair[] => {
      const its = core(row)
      const inner = its.length >= 6 ? (names.get(its.slice(0, -2)) ?? names.get(its.slice(2))) : undefined
      return inner
        ? [
            [inner, row],
            [row, inner],
          ]
        : []
    })
  }),
  each('code of a company, its group', 'not agree', ({ name }) =>
    /(?<!集团)(?<!股份)有限公司$/.test(name)
      ? { name: name.replace(/有限公司$/, '集团有限公司'), address: ELSEWHERE }
      : undefined,
  ),
  each('code of a company, a branch in its city', 'not agree', ({ name }, n) =>
    /公司$/.test(name)
      ? { name: `${name}${['杭州分公司', '第二分公司', '萧山店', '（分公司）', '一部'][n % 5]}` }
      : undefined,
  ),
  each('code of a branch, its parent', 'not agree', ({ name }) => ({ name: name.replace(/^(.{4,}公司).{3,}$/, '$1') })),
  each('code of one branch, the next number', 'not agree', ({ name }) => ({
    name: name.replace(/(?<=第?)[一二三四五六七八](?=分公司|分店|店|分厂|厂|部|门市|支行|营业)/, (n) =>
      '二三四五六七八九'.charAt('一二三四五六七八'.indexOf(n)),
    ),
  })),
  each('code of one shop, another number', 'not agree', ({ name }) => ({
    name: name.replace(/\d+(?=号?(?:店|亭|站|部|分))/, (n) => String(Number(n) + 1)),
  })),
  each('code of one, another direction', 'not agree', ({ name }) => ({
    name: name.replace(/[东南西北](?=站|支行|店|分公司|营业|加油|路|区)/, (n) =>
      '南西北东'.charAt('东南西北'.indexOf(n)),
    ),
  })),
  each('code right, the same brand in another trade', 'not agree', (row, n) =>
    core(row).length === 4
      ? { name: row.name.replace(core(row), core(row).slice(0, 2) + TRADES[n % 8]), address: ELSEWHERE }
      : undefined,
  ),
  each('code right, the brand turned round', 'not agree', (row) => {
    const its = core(row)
    return its.length >= 4 && its[0] !== its[1]
      ? { name: row.name.replace(its, `${its[1]}${its[0]}${its.slice(2)}`) }
      : undefined
  }),
  each('code right, 新, 大 or 老 before the brand', 'not agree', (row, n) => ({
    name: row.name.replace(core(row), `${'新大老'.charAt(n % 3)}${core(row)}`),
  })),
  each('code of a company, a sole trader of the name', 'not agree', ({ name }) => ({
    name: name.replace(/有限公司$/, '商行'),
    address: ELSEWHERE,
  })),
  each('code of a company, the workshop of the name', 'not agree', ({ name }) => ({
    name: name.replace(/有限公司$/, '厂'),
  })),
  each('code right, a district added, elsewhere', 'not agree', ({ name }, n) => ({
    name: name.replace(
      /^杭州(?!市|萧山|余杭|富阳|临安|建德|桐庐|淳安)/,
      `杭州${['萧山', '余杭', '富阳', '临安'][n % 4]}`,
    ),
    address: ELSEWHERE,
  })),
  each('code right, a district added, no address', 'not agree', ({ name }, n) => ({
    name: name.replace(
      /^杭州(?!市|萧山|余杭|富阳|临安|建德|桐庐|淳安)/,
      `杭州${['萧山', '余杭', '富阳', '临安'][n % 4]}`,
    ),
    address: '',
  })),
  each('code right, its district left out, elsewhere', 'not agree', ({ name }) => ({
    name: name.replace(/^杭州(?:萧山|余杭|富阳|临安|建德|桐庐|淳安)(?=.{6})/, '杭州'),
    address: ELSEWHERE,
  })),
  each('code right, 浙江 for 杭州', 'not agree', ({ name }) => ({ name: name.replace(/^杭州市?/, '浙江') })),
  each('code right, 中国 in brackets added', 'not agree', ({ name }) => ({
    name: name.replace(/(?<!股份)有限公司$/, '（中国）有限公司'),
  })),
  each('code right, a co-operative for a company', 'not agree', ({ name }) => ({
    name: name.replace(/有限公司$/, '专业合作社'),
  })),
  each('code right, another sole trader of the trade', 'not agree', ({ name }, n) =>
    /[店行]$/.test(name) ? { name: `杭州市上城区${'李王张陈'.charAt(n % 4)}记小吃店` } : undefined,
  ),
  each('code right, words that name nobody', 'not agree', (_, n) => ({
    name: ['公司', '个体工商户', '无', '测试', '有限公司', '杭州', '企业名称', '-', '同上', '杭州市有限公司'][
      n % 10
    ] as string,
  })),
  each('no code, words that name nobody', 'absent', (_, n) => ({
    code: '',
    name: ['公司', '个体工商户', '无', '测试', '有限公司', '杭州', '企业名称', '小吃店', '同上', '杭州市有限公司'][
      n % 10
    ] as string,
  })),
  each('no code, a sole trader that is not registered', 'absent', (row, n) => ({
    code: '',
    name: `${['杭州市上城区', '西湖区', '杭州市滨江区', ''][n % 4]}${'李王张陈赵孙周吴'.charAt(n % 8)}${'记氏姐哥'.charAt((n >> 3) % 4)}${['小吃店', '早餐店', '水果店', '理发店', '便利店'][n % 5]}`,
    address: row.address,
  })),
  each('code of one with two slips of another’s, name of nobody', 'absent', (_, n) => ({
    code: nobody(n),
    name: `杭州${'骐骥麒麟鲲鹏'.charAt(n % 6)}${'骧骅骢骝骠'.charAt(n % 5)}${TRADES[n % 8]}有限公司`,
  })),
]
/** A valid code that was issued to nobody: real bodies do not begin with Y. */
function nobody(number: number): string {
  const seventeen = `91330106YK${String(number).padStart(7, '0')}`
  return seventeen + checkDigit(seventeen)
}
