import type { Post } from '@yijian/shared/identity/contract'

export type Tool = 'tasks' | 'imports' | 'lists' | 'places' | 'sending'

/** Which tools a post may use; the server judges again. The register is the city league's alone to change. */
export function toolsOf({ agency, tier }: Pick<Post, 'agency' | 'tier'>): Tool[] {
  const league = agency === 'league'
  return [
    ...(league ? ['tasks' as const] : []),
    ...(league && tier === 'city' ? ['imports' as const] : []),
    'lists',
    ...(league && tier !== 'province' ? ['places' as const] : []),
    ...(league && tier === 'city' ? ['sending' as const] : []),
  ]
}
