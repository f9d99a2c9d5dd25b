import type { listDemonstrationAccounts } from '@yijian/shared/messages/contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, type Tx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

export type NewDemonstrationAccount = { readonly phone: string; readonly labelZh: string; readonly labelEn: string }

/** Lists a made-up person on the sign-in page of a demonstration. */
export async function addDemonstrationAccount(
  tx: Tx,
  context: Pick<Context, 'cipher'>,
  account: NewDemonstrationAccount,
): Promise<void> {
  await tx.execute(sql`insert into demonstration_account (phone_cipher, phone_index, label_zh, label_en)
    values (${context.cipher.seal('demonstration_account|phone', account.phone)}, ${context.cipher.index('phone', account.phone)},
      ${account.labelZh}, ${account.labelEn})
    on conflict (phone_index) do update set label_zh = excluded.label_zh, label_en = excluded.label_en`)
}

export async function handleListDemonstrationAccounts({ context }: Call<typeof listDemonstrationAccounts>) {
  const found = await rows<{ phone_cipher: string; label_zh: string; label_en: string }>(
    context.database.orm,
    sql`select phone_cipher, label_zh, label_en from demonstration_account order by id`,
  )
  const accounts = found.map(({ phone_cipher, label_zh, label_en }) => ({
    phone: context.cipher.open('demonstration_account|phone', phone_cipher),
    labelZh: label_zh,
    labelEn: label_en,
  }))
  return { accounts }
}
