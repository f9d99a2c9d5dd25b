import type { readStandard } from '@yijian/shared/application/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { getAdoptedProcedure } from '../reviews/adopted-procedure.ts'

export async function handleReadStandard({
  context,
}: Call<typeof readStandard>): Promise<AnswerOf<typeof readStandard>> {
  const { procedure } = await withTx(context.database, { kind: 'nobody' }, (tx) =>
    getAdoptedProcedure(tx, 'league', context.now()),
  )
  return { thresholds: procedure.thresholds, acceptanceDays: procedure.acceptanceDays }
}
