import { randomUUID } from 'node:crypto'
import type { decideCase, recordContact } from '@yijian/shared/application/case-contract'
import { addDays, localDay } from '@yijian/shared/application/clock'
import { noticeVersion, type submitApplication, type uploadAttachment } from '@yijian/shared/application/contract'
import type { Numbers } from '@yijian/shared/application/standard'
import type { ReviewAction, ReviewState, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { handleUploadAttachment } from '../applications/attachments.ts'
import { handleResubmitApplication } from '../applications/resubmit-application.ts'
import { handleSubmitApplication } from '../applications/submit-application.ts'
import { handleSubmitMeetingResult } from '../applications/submit-meeting-result.ts'
import { handleWithdrawApplication } from '../applications/withdraw-application.ts'
import { handleClaimCase } from '../cases/claim-case.ts'
import { handleDecideCase } from '../cases/decide-case.ts'
import { handleRecordContact } from '../cases/record-contact.ts'
import type { Context } from '../context.ts'
import { firstRow, rows, systemScope, withTx } from '../db/tx.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'
import { handleDeclineInvitation } from '../invitations/end-invitation.ts'
import { handleInvite } from '../invitations/invite.ts'
import { findResponsibleOffice } from '../offices/find-responsible-office.ts'
import { applyTransition } from '../reviews/apply-transition.ts'
import { lockReview } from '../reviews/review-repository.ts'
import { drawPaper } from './draw-paper.ts'
import { numbersOf } from './numbers.ts'
import type { Random } from './random.ts'
import { callOf, signInAs } from './sign-in-as.ts'
import type { Deed, Story } from './stories.ts'
import type { StoryEnterprise } from './story-enterprises.ts'

/** A story being told: who applied, and with which application. */
export type Telling = {
  readonly n: number
  readonly story: Story
  readonly enterprise: StoryEnterprise
  readonly enterpriseId: number
  readonly numbers: Numbers
  applicant?: SignedIn
  applicationId?: number
}

export type Cast = {
  readonly tellings: readonly Telling[]
  /** Office id → the officers who act there; the secretary, where there is one, last. */
  readonly officers: ReadonlyMap<number, readonly OfficerCaller[]>
  /** Current divisions: code → id. */
  readonly places: ReadonlyMap<string, number>
  readonly random: Random
  /** The day on which the sample is made. */
  readonly today: string
}

/** Where streets of the sample pass an application on to. */
const receivingStreet = '330106011'
const paper = drawPaper()

/** Carries out one deed through the product's own operations, at the moment that `context.now` says. */
export async function act(context: Context, cast: Cast, telling: Telling, deed: Deed): Promise<void> {
  switch (deed) {
    case 'invite':
      return invite(context, cast, telling)
    case 'decline':
      return decline(context, telling)
    case 'submit':
      return submit(context, telling)
    case 'note':
      await submitAs(context, telling, await signInAs(context, `1990001${7000 + telling.n}`))
      return
    case 'supersede':
      return submit(context, { ...telling, story: { ...telling.story, proof: 'registered_phone' } }, telling)
    case 'call':
    case 'visit':
      return recordContactOf(context, cast, telling, deed === 'call' ? 'phone' : 'visit')
    case 'claim': {
      const [officer] = (await standingOf(context, cast, telling)).officers
      await handleClaimCase(callOf(context, officer, { params: { id: telling.applicationId } }))
      return
    }
    case 'lapse':
      return lapse(context, telling)
    case 'resubmit':
    case 'withdraw':
    case 'submit_result':
      return answer(context, cast, telling, deed)
    default:
      return decide(context, cast, telling, deed)
  }
}

async function invite(context: Context, cast: Cast, telling: Telling): Promise<void> {
  const officers = await withTx(context.database, systemScope, async (tx) => {
    const placeId = cast.places.get(telling.story.place)
    const office =
      placeId && (await findResponsibleOffice(tx, { agency: 'league', tier: 'street', placeId, officeId: null }))
    return office ? cast.officers.get(office.id) : undefined
  })
  await handleInvite(callOf(context, officers?.[0], { params: { enterpriseId: telling.enterpriseId } }))
}

async function decline(context: Context, telling: Telling): Promise<void> {
  const sent = await withTx(context.database, systemScope, (tx) =>
    firstRow<{ params: string }>(
      tx,
      sql`select m.params_cipher as params from invitation i join message m on m.id = i.message_id where i.enterprise_id = ${telling.enterpriseId}`,
    ),
  )
  const { code } = JSON.parse(context.cipher.open('message|params', sent?.params ?? ''))
  await handleDeclineInvitation(
    callOf(context, undefined, {
      params: { code },
      body: { reason: 'not_now', months: 12, note: '员工都在外地项目上，明年再看。' },
    }),
  )
}

async function submit(context: Context, telling: Telling, told: Telling = telling): Promise<void> {
  const { proof } = telling.story
  const { registeredPhone, ownPhone } = telling.enterprise
  const invitation = await withTx(context.database, systemScope, (tx) =>
    firstRow<{ id: number }>(
      tx,
      sql`select id from invitation where enterprise_id = ${telling.enterpriseId} and ended_at is null`,
    ),
  )
  const applicant = await signInAs(
    context,
    proof === 'self_declared' ? ownPhone : registeredPhone,
    proof === 'invited_phone' && invitation ? { invitationId: invitation.id } : {},
  )
  told.applicant = applicant
  told.applicationId = await submitAs(context, telling, applicant)
}

async function submitAs(context: Context, telling: Telling, applicant: SignedIn): Promise<number> {
  const { story, enterprise, numbers, n } = telling
  const phone = await phoneOf(context, applicant)
  const licenceId =
    story.proof === 'self_declared' && n % 2 === 0 ? await upload(context, applicant, 'licence') : undefined
  const receipt = await handleSubmitApplication(
    callOf<typeof submitApplication>(context, applicant, {
      body: {
        commandId: randomUUID(),
        enterprise: { known: true, enterpriseId: telling.enterpriseId },
        numbers,
        contact: { name: enterprise.contactName, phone },
        ...(licenceId ? { licenceId } : {}),
        consent: { noticeVersion, shareUnion: n % 3 === 0, shareWomen: n % 4 === 0 },
      },
    }),
  )
  return receipt.applicationId
}

async function phoneOf(context: Context, { accountId }: SignedIn): Promise<string> {
  const account = await firstRow<{ cipher: string }>(
    context.database.orm,
    sql`select phone_cipher as cipher from account where id = ${accountId}`,
  )
  return context.cipher.open('account|phone', account?.cipher ?? '')
}

async function upload(context: Context, applicant: SignedIn, kind: 'licence' | 'meeting_result'): Promise<string> {
  const call = callOf<typeof uploadAttachment>(context, applicant, { query: { kind }, photo: paper })
  return (await handleUploadAttachment(call)).id
}

async function recordContactOf(
  context: Context,
  cast: Cast,
  telling: Telling,
  means: 'phone' | 'visit',
): Promise<void> {
  const { story, numbers, enterprise, applicationId } = telling
  const [officer] = (await standingOf(context, cast, telling)).officers
  const found = story.size === 'unknown' ? numbersOf('branch', cast.random) : numbers
  await handleRecordContact(
    callOf<typeof recordContact>(context, officer, {
      params: { id: applicationId },
      body: {
        commandId: randomUUID(),
        means,
        reached: true,
        spokeWith: enterprise.contactName,
        authorityConfirmed: true,
        ...(means === 'visit' || story.size === 'unknown' ? { numbers: found } : {}),
        note: means === 'visit' ? '到企业走访，人数与花名册一致。' : '电话接通，对方为公司人事，情况属实。',
      },
    }),
  )
}

/** The clock's own deed: nobody answered the return in time. */
async function lapse(context: Context, { applicationId }: Telling): Promise<void> {
  await withTx(context.database, systemScope, async (tx) => {
    const review = applicationId && (await lockReview(tx, applicationId, 'league'))
    if (!review) throw new Error('no review to lapse')
    const commandId = randomUUID()
    await applyTransition(tx, context, review, {
      action: 'lapse',
      actor: { kind: 'system' },
      commandId,
      content: { applicationId },
    })
  })
}

async function answer(
  context: Context,
  cast: Cast,
  telling: Telling,
  deed: 'resubmit' | 'withdraw' | 'submit_result',
): Promise<void> {
  const { applicant, applicationId, numbers, enterprise } = telling
  const { version } = await standingOf(context, cast, telling)
  const base = { commandId: randomUUID(), version }
  if (!applicant) throw new Error('nobody has applied yet')
  const call = (body: object) => callOf<never>(context, applicant, { params: { id: applicationId }, body })
  if (deed === 'resubmit') await handleResubmitApplication(call({ ...base, numbers, note: '已按花名册核对。' }))
  else if (deed === 'withdraw') await handleWithdrawApplication(call({ ...base, note: '公司近期搬迁，稍后再申请。' }))
  else {
    const expected = Math.max(numbers.members ?? 1, 1)
    const present = Math.max(expected - 1, 1)
    const paperId = await upload(context, applicant, 'meeting_result')
    const heldOn = localDay(new Date(context.now().getTime() - 2 * 86_400_000))
    const result = { heldOn, expected, present, votesFor: present, secretaryName: enterprise.contactName, paperId }
    await handleSubmitMeetingResult(call({ ...base, result }))
  }
}

async function decide(context: Context, cast: Cast, telling: Telling, deed: Deed & ReviewAction): Promise<void> {
  const standing = await standingOf(context, cast, telling)
  const officer = deed === 'approve' ? standing.officers.at(-1) : standing.officers[0]
  await handleDecideCase(
    callOf<typeof decideCase>(context, officer, {
      params: { id: telling.applicationId },
      body: {
        commandId: randomUUID(),
        version: standing.version,
        action: deed,
        ...(await partsOf(context, cast, telling, deed, standing)),
      },
    }),
  )
}

/** What a decision brings along, with words as an officer would write them. */
async function partsOf(
  context: Context,
  cast: Cast,
  telling: Telling,
  deed: Deed,
  { state }: Standing,
): Promise<object> {
  switch (deed) {
    case 'approve':
      return state === 'verifying' ? { kind: kindOf(telling.story) } : {}
    case 'found_committee':
      return { committee: await committeeOf(context, cast, telling) }
    case 'return':
      return { reasons: ['numbers'], applicantText: '填写的团员人数与电话核实的不一致，请按花名册核对后重新提交。' }
    case 'return_result':
      return { applicantText: '照片看不清公章，请重新拍照上传。' }
    case 'send_back':
      return { note: '请街道补充走访情况。' }
    case 'refuse':
      return { applicantText: '公司已无在职员工，暂不设立。如有变化，欢迎重新申请。', note: '走访确认已停止经营。' }
    case 'defer':
      return { nextDate: addDays(cast.today, 60), applicantText: '目前没有35周岁以下青年，招聘到位后我们再联系您。' }
    case 'transfer':
      return { placeId: cast.places.get(receivingStreet), note: '实际经营地在蒋村街道。' }
    case 'assign':
      return { placeId: cast.places.get(receivingStreet) }
    case 'enter_national':
      return { nationalId: `示例-${String(telling.n).padStart(6, '0')}` }
    default:
      return {}
  }
}

function kindOf({ size }: Story) {
  return size === 'joint_branch' || size === 'general_branch' || size === 'committee' ? size : 'branch'
}

/** Enterprises of the same place that join, and one that never applied. */
async function committeeOf(context: Context, cast: Cast, telling: Telling) {
  const joining = cast.tellings.filter(({ story }) => story.joins && story.place === telling.story.place)
  const stories = cast.tellings.map(({ enterpriseId }) => enterpriseId)
  const neighbours = await rows<{ id: number }>(
    context.database.orm,
    sql`select e.id from enterprise e where e.place_id = ${cast.places.get(telling.story.place) ?? 0} and e.status_class = 'live'
          and e.id <> all (${sql.param(stories)}::bigint[])
          and not exists (select 1 from organisation_enterprise oe where oe.enterprise_id = e.id and oe.valid_to is null)
        order by e.id limit 1`,
  )
  const others = [...joining.map(({ enterpriseId }) => enterpriseId), ...neighbours.map(({ id }) => id)]
  const short = telling.enterprise.name.replace(/^杭州|有限公司$/g, '')
  return {
    name: `${short}${others.length > 0 ? '等企业' : ''}青年工作委员会`,
    directorName: telling.enterprise.contactName,
    enterpriseIds: telling.story.courier ? [] : others,
  }
}

type Standing = { readonly version: number; readonly state: ReviewState; readonly officers: readonly OfficerCaller[] }

/** Where the application stands and who has it. */
async function standingOf(context: Context, cast: Cast, { applicationId }: Telling): Promise<Standing> {
  return withTx(context.database, systemScope, async (tx) => {
    const review = await firstRow<{
      version: number
      state: ReviewState
      tier: Tier | null
      placeId: number
      officeId: number | null
    }>(
      tx,
      sql`select version, state, acting_tier as tier, place_id as "placeId", acting_office_id as "officeId" from review
          where application_id = ${applicationId ?? 0} and agency = 'league'`,
    )
    if (!review) throw new Error('no application stands anywhere yet')
    const { version, state, tier, placeId, officeId } = review
    const office = tier && (await findResponsibleOffice(tx, { agency: 'league', tier, placeId, officeId }))
    return { version, state, officers: (office && cast.officers.get(office.id)) ?? [] }
  })
}
