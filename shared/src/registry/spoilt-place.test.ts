import { expect, it } from 'vitest'
import { withPlaceMended } from './spoilt-place.ts'

it.each([
  ['浙江抗州云栖科技有限公司', '浙江杭州云栖科技有限公司'],
  ['杭洲云栖科技有限公司', '杭州云栖科技有限公司'],
  ['浙工省杭州云栖科技有限公司', '浙江省杭州云栖科技有限公司'],
  ['航州云栖科技有限公司', '杭州云栖科技有限公司'],
  ['杭州州云栖科技有限公司', '杭州云栖科技有限公司'],
  ['杭州市江干云栖科技有限公司', '杭州市江干区云栖科技有限公司'],
  ['杭州肖山云栖科技有限公司', '杭州萧山云栖科技有限公司'],
])('%s: %s', (written, meant) => expect(withPlaceMended(written)).toBe(meant))

it.each(['杭州云栖科技有限公司', '浙江省杭州市云栖科技有限公司', '兰州云栖科技有限公司', '云栖抗州科技有限公司'])(
  'leaves %s',
  (name) => expect(withPlaceMended(name)).toBeUndefined(),
)
