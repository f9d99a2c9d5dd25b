import { localDay } from '@yijian/shared/application/clock'
import type {
  readSendingRules,
  SendingProposal,
  SendingRulesView,
  SendingVersion,
  WithdrawnVersion,
} from '@yijian/shared/invitation/sending-contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { assertCityLeague } from '../identity/city-league.ts'

const DAY_MS = 86_400_000
const MOST = 20

/** @throws Refusal city_league_only */
export async function handleReadSendingRules({
  context,
  caller,
}: Call<typeof readSendingRules>): Promise<SendingRulesView> {
  assertCityLeague(caller)
  return withTx(context.database, caller.scope, (tx) => readSendingRulesView(tx, context, caller))
}

const columns = sql`to_char(r.effective_from, 'YYYY-MM-DD') as "effectiveFrom", r.from_hour as "fromHour", r.to_hour as "toHour",
  r.days_between_per_number as "daysBetweenPerNumber", r.times_per_enterprise as "timesPerEnterprise",
  r.days_per_enterprise as "daysPerEnterprise", r.valid_days as "validDays", r.source`

/** The rules as this person may see and change them now. */
export async function readSendingRulesView(
  tx: Tx,
  { config, now }: Pick<Context, 'config' | 'now'>,
  { officerId }: OfficerCaller,
): Promise<SendingRulesView> {
  const today = localDay(now())
  const { versions, withdrawn } = await listVersions(tx)
  const at = versions.findIndex(({ effectiveFrom }) => effectiveFrom <= today)
  const inForce = versions[at]
  if (!inForce) throw new Error('no sending rules hold today')
  const secondPersonNeeded = config.production
  return {
    inForce,
    coming: versions.slice(0, at).toReversed(),
    past: versions.slice(at + 1, at + 1 + MOST),
    withdrawn: withdrawn.slice(0, MOST),
    proposed: await findProposed(tx, { officerId, secondPersonNeeded, today }),
    earliest: localDay(new Date(now().getTime() + DAY_MS)),
    secondPersonNeeded,
  }
}

type Published = SendingVersion & { readonly [K in keyof Withdrawal]: Withdrawal[K] | null }
type Withdrawal = Pick<WithdrawnVersion, 'withdrawnBy' | 'withdrawnAt' | 'reason'>

/** The newest first; a few a year at most. */
async function listVersions(tx: Tx): Promise<{ versions: SendingVersion[]; withdrawn: WithdrawnVersion[] }> {
  const found = await rows<Published>(
    tx,
    sql`select r.proposal_id as id, ${columns}, o.name as "proposedBy", d.name as "publishedBy", p.decided_at as "publishedAt",
          b.name as "withdrawnBy", w.withdrawn_at as "withdrawnAt", w.reason
        from sending_rule r left join sending_rule_proposal p on p.id = r.proposal_id
          left join officer o on o.id = p.proposed_by left join officer d on d.id = p.decided_by
          left join sending_rule_withdrawal w on w.proposal_id = r.proposal_id left join officer b on b.id = w.withdrawn_by
        order by r.effective_from desc, r.id desc limit 200`,
  )
  const versions: SendingVersion[] = []
  const withdrawn: WithdrawnVersion[] = []
  for (const { withdrawnBy, withdrawnAt, reason, ...row } of found) {
    const version = { ...row, publishedAt: isoOf(row.publishedAt) }
    if (withdrawnBy === null || withdrawnAt === null || reason === null) versions.push(version)
    else withdrawn.push({ ...version, withdrawnBy, withdrawnAt: isoOf(withdrawnAt), reason })
  }
  return { versions, withdrawn: withdrawn.sort((a, b) => (a.withdrawnAt < b.withdrawnAt ? 1 : -1)) }
}

type Asked = { readonly officerId: number; readonly secondPersonNeeded: boolean; readonly today: string }
type Proposed = Omit<SendingProposal, 'mayPublish' | 'late'> & { readonly proposerId: number }

async function findProposed(tx: Tx, { officerId, secondPersonNeeded, today }: Asked): Promise<SendingProposal | null> {
  const found = await firstRow<Proposed>(
    tx,
    sql`select r.id, ${columns}, o.name as "proposedBy", r.proposed_by as "proposerId", r.proposed_at as "proposedAt"
        from sending_rule_proposal r join officer o on o.id = r.proposed_by where r.outcome is null`,
  )
  if (!found) return null
  const { proposerId, ...proposal } = found
  const late = proposal.effectiveFrom <= today
  return {
    ...proposal,
    proposedAt: isoOf(proposal.proposedAt),
    late,
    mayPublish: !late && !(secondPersonNeeded && proposerId === officerId),
  }
}
