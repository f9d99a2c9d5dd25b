import type { Claim } from '@yijian/shared/cross-check/cross-check'
import { parseEnterpriseName } from '@yijian/shared/enterprise-name'
import { syllablesOf } from '@yijian/shared/library/pinyin'
import { absent, agree, ELSEWHERE, isPerson, type Meant, missing, named, review, type Slip } from './slip.ts'

/** What columns, forms, copied lines, unread characters and two slips at once make of a name and its neighbours. */
export const cells: readonly Slip[] = [
  agree('lines of an invoice in the name’s cell', (claim, n) => ({
    ...claim,
    code: n % 2 ? claim.code : '',
    name: [
      `名称：${claim.name} 税号：${claim.code} 地址：${claim.address} 电话：0571-80000000`,
      `公司名称：${claim.name}\n纳税人识别号：${claim.code}\n地址、电话：${claim.address} 0571-80000000`,
    ][n % 2] as string,
  })),
  agree('code right, name and address in each other’s column', (claim) =>
    PLAIN_ADDRESS.test(claim.address) && NAME.test(claim.name)
      ? { ...claim, name: claim.address, address: claim.name }
      : undefined,
  ),
  agree('code right, name and principal in each other’s column', (claim) =>
    isPerson(claim.known) && claim.known.length < 4 && NAME.test(claim.name)
      ? { ...claim, name: claim.known, principal: claim.name }
      : undefined,
  ),
  agree('words that name nobody in the principal’s column', (claim, n) => ({
    ...claim,
    principal: ['不详', '同上', '见附件', '法定代表人', '详见营业执照', '未填写'][n % 6] as string,
  })),
  agree('code right, legal form cut off but for its beginning', (claim) =>
    /[^份]有限公司$/.test(claim.name) ? named(claim, claim.name.slice(0, -2)) : undefined,
  ),
  review('no code, name and address in one cell', (claim, n) =>
    PLAIN_ADDRESS.test(claim.address) && NAME.test(claim.name)
      ? alone(
          [
            `${claim.name} ${claim.address}`,
            `${claim.name}（${claim.address}）`,
            `${claim.address} ${claim.name}`,
            `${claim.address}，${claim.name}`,
          ][n % 4],
        )
      : undefined,
  ),
  review('no code, name and address in each other’s column', (claim) =>
    PLAIN_ADDRESS.test(claim.address) && NAME.test(claim.name)
      ? { ...claim, code: '', name: claim.address, address: claim.name }
      : undefined,
  ),
  review('no code, legal form cut off but for its beginning, another address', (claim) =>
    /有限公司$/.test(claim.name) ? elsewhere(claim.name.slice(0, -2)) : undefined,
  ),
  review('no code, a character unread, own address', (claim, n) =>
    withCore(claim, ({ core }) => replacedAt(core, n % Math.min(core.length, 4), UNREAD.charAt(n % UNREAD.length))),
  ),
  review('no code, a character unread, no address', (claim, n) =>
    alone(
      withCore(claim, ({ core }) =>
        core.length > 4 ? replacedAt(core, n % 4, UNREAD.charAt(n % UNREAD.length)) : undefined,
      )?.name,
    ),
  ),
  review('no code, the brand in pinyin among characters', (claim, n) =>
    withCore(claim, ({ core }) => {
      const brand = core.slice(0, 2)
      const spelt = syllablesOf(brand).join(n % 2 ? '' : ' ')
      return /公司$/.test(claim.name) && core.length > 3 && /^[a-z ]+$/.test(spelt) ? spelt + core.slice(2) : undefined
    }),
  ),
  review('no code, a stray character within the legal form, another address', (claim, n) =>
    /[^份]有限公司$/.test(claim.name)
      ? elsewhere(inserted(claim.name, claim.name.length - 1 - (n % 3), STRAY.charAt(n % STRAY.length)))
      : undefined,
  ),
  review('no code, the legal form in full and a stray character within it, no address', (claim, n) =>
    /[^份]有限公司$/.test(claim.name)
      ? alone(inserted(claim.name.replace(/公司$/, '责任公司'), claim.name.length - 1 + (n % 3), '标'))
      : undefined,
  ),
  review('no code, a stray character within the province and city, own address', (claim, n) =>
    inHangzhou(claim)
      ? {
          ...claim,
          code: '',
          name: inserted(`浙江省杭州市${claim.name.slice(2)}`, 2 + (n % 4), STRAY.charAt(n % STRAY.length)),
        }
      : undefined,
  ),
  review('no code, two neighbours of the place changed, no address', (claim, n) =>
    inHangzhou(claim)
      ? alone(
          [
            `浙江省杭市州${claim.name.slice(2)}`,
            `杭市州${claim.name.slice(2)}`,
            `杭${claim.name.charAt(2)}州${claim.name.slice(3)}`,
          ][n % 3],
        )
      : undefined,
  ),
  review('no code, city written out and a character of the name lost, own address', (claim, n) =>
    inHangzhou(claim)
      ? {
          ...claim,
          code: '',
          name: `浙江省杭州市${claim.name.slice(2, 2 + (n % 4))}${claim.name.slice(3 + (n % 4))}`,
        }
      : undefined,
  ),
  review('no code, two neighbours changed and a character mistaken, own address', (claim) =>
    withCore(claim, ({ core }) =>
      core.length > 4 && core[0] !== core[1]
        ? `${core[1]}${core[0]}${core.slice(2, -1)}${core.endsWith('标') ? '贸' : '标'}`
        : undefined,
    ),
  ),
  absent('no code, brand and trade of another city’s, its address', (claim) => {
    const { core } = parseEnterpriseName(claim.name)
    return core.length > 3 && inHangzhou(claim)
      ? { name: core, code: '', address: '温州市中山路8号', principal: '' }
      : undefined
  }),
  missing('in the register no more, a branch, its principal given', (claim) =>
    /公司.*(?:店|分公司|部|站|厂|支行)$/.test(claim.name) && isPerson(claim.known)
      ? { ...claim, code: '', address: '', principal: claim.known }
      : undefined,
  ),
  missing('in the register no more, a character lost, no address', (claim, n) =>
    alone(claim.name.slice(0, 4 + (n % 3)) + claim.name.slice(5 + (n % 3))),
  ),
  missing('in the register no more, a character unread', (claim, n) =>
    withCore(claim, ({ core }) => (core.length > 4 ? replacedAt(core, n % 4, '□') : undefined)),
  ),
]

const UNREAD = '□?*�？■'
const STRAY = '标诚图边'
const PLAIN_ADDRESS = /^[^()（）]*(?:区|市|县)[^()（）]*(?:\d号|村)$/
const NAME = /^\p{Script=Han}{6,}(?:公司|[厂店社行所部])$/u

function withCore(claim: Meant, change: (parts: { readonly core: string }) => string | undefined): Claim | undefined {
  const { core } = parseEnterpriseName(claim.name)
  const changed = claim.name.includes(core) && core.length > 2 ? change({ core }) : undefined
  return changed === undefined ? undefined : named({ ...claim, code: '' }, claim.name.replace(core, changed))
}

function inHangzhou({ name }: Meant): boolean {
  return /^杭州(?!市|萧山|余杭|富阳|临安|建德|桐庐|淳安|上城|下城|江干|拱墅|西湖|滨江)/.test(name)
}

function replacedAt(text: string, at: number, sign: string): string {
  return text.slice(0, at) + sign + text.slice(at + 1)
}

function inserted(text: string, at: number, sign: string): string {
  return text.slice(0, at) + sign + text.slice(at)
}

function alone(name: string | undefined): Claim | undefined {
  return name ? { name, code: '', address: '', principal: '' } : undefined
}

function elsewhere(name: string): Claim {
  return { name, code: '', address: ELSEWHERE, principal: '' }
}
