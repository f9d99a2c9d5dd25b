import { formatMobile } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, withTx } from '../db/tx.ts'

/** The demonstration accounts as a table: any of these phones signs in, its code is in the inbox at /demo/inbox. */
export async function printAccounts(context: Context, say: (line: string) => void): Promise<void> {
  const accounts = await withTx(context.database, systemScope, (tx) =>
    rows<{ phone: string; label: string }>(
      tx,
      sql`select phone_cipher as phone, label_zh || ' · ' || label_en as label from demonstration_account order by id`,
    ),
  )
  if (accounts.length === 0) return
  say('')
  say('Demonstration accounts (the code that signs in appears at /demo/inbox):')
  for (const { phone, label } of accounts)
    say(`  ${formatMobile(context.cipher.open('demonstration_account|phone', phone))}  ${label}`)
}
