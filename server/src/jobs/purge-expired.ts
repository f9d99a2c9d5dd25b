import { LIST_DAYS } from '@yijian/shared/exchange/contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'
import { deleteListsBefore } from '../exchange/list-repository.ts'
import { purgeImports } from '../imports/purge-imports.ts'
import { purgeUploads } from '../uploads/purge-uploads.ts'

const DAY_MS = 86_400_000

/** Days that things are kept after their purpose is done. 依据: 个人信息保护法第19条、第47条; DOMAIN §6.1 (草稿 90 日) */
const retention = { codes: 2, budgets: 2, refreshTokens: 7, drafts: 90, unusedPhotos: 7, lists: LIST_DAYS }

/** Deletes what has served its purpose. Idempotent. */
export async function purgeExpired(context: Context): Promise<void> {
  const before = (days: number) => new Date(context.now().getTime() - days * DAY_MS).toISOString()
  await withTx(context.database, systemScope, async (tx) => {
    await tx.execute(sql`delete from sign_in_request where expires_at < ${before(retention.codes)}`)
    await tx.execute(sql`delete from budget where window_start < ${before(retention.budgets)}`)
    await tx.execute(sql`delete from refresh_token where expires_at < ${before(retention.refreshTokens)}`)
    await tx.execute(sql`delete from draft where saved_at < ${before(retention.drafts)}`)
    await tx.execute(
      sql`delete from attachment where application_id is null and created_at < ${before(retention.unusedPhotos)}`,
    )
    await deleteListsBefore(tx, before(retention.lists))
  })
  await purgeUploads(context)
  await purgeImports(context)
}
