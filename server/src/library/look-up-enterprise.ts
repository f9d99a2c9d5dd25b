import { creditCodeNeighbours, parseCreditCode } from '@yijian/shared/credit-code'
import { Refusal } from '@yijian/shared/errors'
import type { lookUpEnterprise } from '@yijian/shared/library/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { listPublicEnterprises } from './public-enterprise.ts'

const DAILY = { kind: 'enterprise look-up', limit: 30, windowSeconds: 86_400 }

/** Finds an enterprise by its code, or says what is wrong with the code. @throws Refusal too_many_lookups */
export async function handleLookUpEnterprise({
  context,
  caller,
  query,
}: Call<typeof lookUpEnterprise>): Promise<AnswerOf<typeof lookUpEnterprise>> {
  const subject = context.cipher.index('account', String(caller.accountId))
  return withTx(context.database, caller.scope, async (tx) => {
    if (!(await spend(tx, DAILY, subject, context.now()))) throw new Refusal('too_many_lookups')
    const reading = parseCreditCode(query.code)
    if (!reading.ok) return explain(tx, reading)
    // A union has a code of its own kind, and is not an enterprise.
    if (reading.kind === 'union') return { result: 'wrong_code', reason: 'union', repair: null, enterprise: null }
    const [enterprise] = await findByCodes(tx, [reading.code])
    return enterprise ? { result: 'found', enterprise } : { result: 'not_in_register', creditCode: reading.code }
  })
}

type WrongReading = Extract<ReturnType<typeof parseCreditCode>, { ok: false }>

/** Offers the one valid reading of misread characters, else the one registered code that is a single slip away. */
async function explain(tx: Tx, { text, problem, repair }: WrongReading): Promise<AnswerOf<typeof lookUpEnterprise>> {
  const hopeless = problem === 'empty' || problem === 'damaged_by_spreadsheet'
  const meant = repair ? [repair] : hopeless ? [] : creditCodeNeighbours(text)
  const near = await findByCodes(tx, meant)
  const [only] = near.length === 1 ? near : []
  return { result: 'wrong_code', reason: problem, repair: repair ?? only?.creditCode ?? null, enterprise: only ?? null }
}

async function findByCodes(tx: Tx, codes: readonly string[]) {
  if (codes.length === 0) return []
  return listPublicEnterprises(
    tx,
    sql`select id, 0 as rank from enterprise where credit_code = any (${sql.param(codes)}::text[]) order by id limit 2`,
  )
}
