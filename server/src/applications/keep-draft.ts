import type { getDraft, saveDraft } from '@yijian/shared/application/contract'
import { sql } from 'drizzle-orm'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

const FORM = 'draft|form'

/** The half-filled form of this account, so that another browser continues it. */
export async function handleGetDraft({ context, caller }: Call<typeof getDraft>) {
  return withTx(context.database, { kind: 'applicant', accountId: caller.accountId }, async (tx) => {
    const row = await firstRow<{ form: string; savedAt: string }>(
      tx,
      sql`select form_cipher as form, saved_at as "savedAt" from draft where account_id = ${caller.accountId}`,
    )
    return row
      ? { form: context.cipher.open(FORM, row.form), savedAt: new Date(row.savedAt).toISOString() }
      : { form: null, savedAt: null }
  })
}

export async function handleSaveDraft({ context, caller, body }: Call<typeof saveDraft>) {
  const savedAt = context.now().toISOString()
  await withTx(context.database, { kind: 'applicant', accountId: caller.accountId }, async (tx) => {
    if (body.form === '') await tx.execute(sql`delete from draft where account_id = ${caller.accountId}`)
    else {
      await tx.execute(sql`insert into draft (account_id, form_cipher, saved_at)
        values (${caller.accountId}, ${context.cipher.seal(FORM, body.form)}, ${savedAt})
        on conflict (account_id) do update set form_cipher = excluded.form_cipher, saved_at = excluded.saved_at`)
    }
  })
  return { savedAt }
}
