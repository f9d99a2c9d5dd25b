import type { PoolGroup } from '@yijian/shared/places/contract'
import type * as z from 'zod/mini'
import { paths, withQuery } from '../../app/paths.ts'

/** A group as its address in the browser tells it. */
export interface GroupAddress {
  readonly key: string | null
  readonly poolId: string
  readonly poolName: string
  readonly district: string | null
}

export function groupHref({ key, pool, district }: z.infer<typeof PoolGroup>): string {
  return withQuery(paths.staffPlaces(), {
    pool: String(pool.id),
    at: pool.name,
    key: key ?? undefined,
    district: district ?? undefined,
  })
}

export function readGroup(search: URLSearchParams): GroupAddress | undefined {
  const poolId = search.get('pool')
  if (poolId === null || !/^[1-9]\d{0,9}$/.test(poolId)) return undefined
  return { poolId, poolName: search.get('at') ?? '', key: search.get('key'), district: search.get('district') }
}
