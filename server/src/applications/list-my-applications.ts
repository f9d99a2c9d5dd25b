import type { listMyApplications } from '@yijian/shared/application/contract'
import { ruleOf } from '@yijian/shared/application/lifecycle'
import type { AnswerOf } from '@yijian/shared/operation'
import type { ReviewState, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

/** An account is one person's; whoever applies for more than these is an agency and looks in the office's lists. */
const MOST = 100

type Row = {
  id: number
  number: string
  enterpriseName: string
  state: ReviewState | null
  placeTier: Tier
  submittedAt: string
}

/** The applications of this account, newest first. One that was noted on another looks as it did on arrival. */
export async function handleListMyApplications({
  context,
  caller,
}: Call<typeof listMyApplications>): Promise<AnswerOf<typeof listMyApplications>> {
  const found = await withTx(context.database, { kind: 'applicant', accountId: caller.accountId }, (tx) =>
    rows<Row>(
      tx,
      sql`select a.id, a.number, e.name as "enterpriseName", case when a.withdrawn_at is not null then 'withdrawn' when a.noted_on is null then r.state end as state, d.tier as "placeTier", a.submitted_at as "submittedAt"
          from application a
          join enterprise e on e.id = a.enterprise_id
          join division d on d.id = a.place_id
          left join review r on r.application_id = a.id and r.agency = 'league'
          where a.account_id = ${caller.accountId}
          order by a.submitted_at desc, a.id desc limit ${MOST}`,
    ),
  )
  return {
    items: found.map(({ placeTier, submittedAt, state: known, ...item }) => {
      const state = known ?? (placeTier === 'street' ? 'awaiting_acceptance' : 'unplaced')
      return { ...item, state, submittedAt: isoOf(submittedAt), yourTurn: ruleOf(state).holder === 'applicant' }
    }),
  }
}
