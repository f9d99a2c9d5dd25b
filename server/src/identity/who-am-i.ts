import { Refusal } from '@yijian/shared/errors'
import type { whoAmI } from '@yijian/shared/identity/contract'
import type { Call } from '../http/serve.ts'
import { describeSession } from './session.ts'

export async function handleWhoAmI({ context, caller }: Call<typeof whoAmI>) {
  const me = await describeSession(context.database.orm, context, caller.familyId)
  if (!me) throw new Refusal('session_ended')
  return me
}
