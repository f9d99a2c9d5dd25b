import type { Numbers } from '@yijian/shared/application/standard'
import type { Random } from './random.ts'
import type { Size } from './stories.ts'

/** Head-counts that lead to the kind of organisation a story is about; each is possible beside the others. */
export function numbersOf(size: Size, random: Random): Numbers {
  if (size === 'unknown')
    return { staff: random.between(20, 60), youth: null, members: null, women: null, partyBranch: null }
  const members = membersOf(size, random)
  const youth = size === 'none' ? 0 : members + random.between(size === 'few' ? 2 : 3, 18)
  const staff = youth + random.between(4, 40)
  return { staff, youth, members, women: random.between(1, staff), partyBranch: random.between(0, 1) === 1 }
}

/** 依据: 团章与 DOMAIN §4.6 的3、30、100人 */
function membersOf(size: Exclude<Size, 'unknown'>, random: Random): number {
  switch (size) {
    case 'branch':
      return random.between(3, 16)
    case 'general_branch':
      return random.between(31, 68)
    case 'committee':
      return random.between(104, 150)
    case 'joint_branch':
      return 2
    case 'few':
      return random.between(0, 2)
    case 'none':
      return 0
  }
}
