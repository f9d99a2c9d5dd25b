import { randomUUID } from 'node:crypto'
import type { Operation } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { disableAccount, endPost } from '../offices/posts.ts'
import { ensureProcedures } from '../reviews/adopted-procedure.ts'
import { type SignedInClient, startTestApp, type TestApp } from '../testing/app.ts'
import { addTestEnterprise, addTestOffice, addTestOfficer, newPhone } from '../testing/people.ts'
import { routesFor } from './routes.ts'

/** 西湖区蒋村街道, its neighbour 西溪街道, its county, another county, the city. */
const offices = {
  own: { name: '共青团杭州市西湖区蒋村街道工作委员会', tier: 'street', divisionCodes: ['330106109'] },
  sibling: { name: '共青团杭州市西湖区翠苑街道工作委员会', tier: 'street', divisionCodes: ['330106005'] },
  county: { name: '共青团杭州市西湖区委员会', tier: 'county', divisionCodes: ['330106'] },
  otherCounty: { name: '共青团杭州市滨江区委员会', tier: 'county', divisionCodes: ['330108'] },
  city: { name: '共青团杭州市委员会', tier: 'city', divisionCodes: ['330100'] },
} as const

type Probe = {
  readonly params?: Record<string, string>
  readonly query?: string
  readonly body?: object
  readonly photo?: boolean
  readonly bytes?: Buffer
}

let app: TestApp
let street: string
let enterpriseId: number
let applicationId: number
let attachmentId: string
/** A checked list of its street's office. */
let listId: string
let taskId: string
/** An enterprise of the library with a number to call. */
let called: { id: string; phoneId: string }
const people = new Map<string, SignedInClient | undefined>()

beforeAll(async () => {
  app = await startTestApp()
  const { context } = app
  await withTx(context.database, systemScope, ensureProcedures)
  const found = await app.db.owner.query<{ code: string }>(
    `select s.code from division s join division c on c.id = s.parent_id where c.code = '330106' and s.valid_to is null order by s.code limit 2`,
  )
  street = found.rows[0]?.code ?? ''
  const places = {
    ...offices,
    own: { ...offices.own, divisionCodes: [street] },
    sibling: { ...offices.sibling, divisionCodes: [found.rows[1]?.code ?? ''] },
  }
  for (const office of Object.values(places)) await addTestOffice(app, office)
  await withTx(context.database, systemScope, (tx) =>
    addOffice(tx, {
      agency: 'union',
      tier: 'street',
      name: '蒋村街道总工会',
      covers: 'places',
      divisionCodes: [street],
    }),
  )
  enterpriseId = await addTestEnterprise(app, { name: '杭州云栖测试科技有限公司', divisionCode: street })
  const calledId = await addTestEnterprise(app, {
    name: '杭州云栖电话有限公司',
    divisionCode: street,
    phone: newPhone(),
  })
  const phone = await app.db.owner.query<{ id: number }>('select id from enterprise_contact where enterprise_id = $1', [
    calledId,
  ])
  called = { id: String(calledId), phoneId: String(phone.rows[0]?.id) }
  const applicant = await app.signIn(newPhone())
  applicationId = await submit(applicant)
  attachmentId = await upload(applicant)
  await withTx(context.database, systemScope, (tx) =>
    tx.execute(sql`update attachment set application_id = ${applicationId} where id = ${attachmentId}`),
  )
  taskId = await addTaskAndNotice()
  people.set('anonymous', undefined)
  people.set('its applicant', applicant)
  people.set('another applicant', await app.signIn(newPhone()))
  const officer = async (name: string) => {
    const { phone, postId } = await addTestOfficer(app, name)
    return { phone, client: await app.signIn(phone, { postId }) }
  }
  people.set('its street', (await officer(offices.own.name)).client)
  people.set('its county', (await officer(offices.county.name)).client)
  people.set('the city', (await officer(offices.city.name)).client)
  people.set('another street', (await officer(offices.sibling.name)).client)
  people.set('another county', (await officer(offices.otherCounty.name)).client)
  people.set('the union of its street', (await officer('蒋村街道总工会')).client)
  const { rows: lists } = await app.db.owner.query<{ id: number }>(
    `with system as (select set_config('yijian.system', 'on', false))
     insert into list_exchange (upload_id, office_id, officer_id, file_name, state, created_at, checked_at)
     select $1, o.id, f.id, '名单.csv', 'checked', now(), now() from office o, officer f, system where o.name = $2 limit 1 returning id`,
    [randomUUID(), offices.own.name],
  )
  listId = String(lists[0]?.id)
  const { phone: unchosen } = await addTestOfficer(app, offices.own.name)
  people.set('no post chosen', await app.signIn(unchosen))
  const former = await officer(offices.own.name)
  await withTx(context.database, systemScope, (tx) =>
    endPost(tx, context, { phone: former.phone, officeName: offices.own.name, on: '2026-02-01' }),
  )
  people.set('post ended', former.client)
  const disabled = await officer(offices.own.name)
  await withTx(context.database, systemScope, (tx) => disableAccount(tx, context, disabled.phone))
  people.set('account disabled', disabled.client)
})
afterAll(() => app.close())

async function submit(applicant: SignedInClient): Promise<number> {
  const answer = await applicant.call('POST', '/api/applications', {
    commandId: randomUUID(),
    enterprise: { known: true, enterpriseId },
    numbers: { staff: 40, youth: 20, members: 8, women: 12, partyBranch: false },
    contact: { name: '王测试', phone: newPhone() },
    consent: { noticeVersion: '2026-11', shareUnion: false, shareWomen: false },
  })
  return (answer.body as { applicationId: number }).applicationId
}

/** A task about the enterprise, and a change of the register that nobody has read yet. */
async function addTaskAndNotice(): Promise<string> {
  const finding = {
    rule: 'C4',
    outcome: 'agrees',
    effect: 'none',
    sentence: 'status_live',
    declared: null,
    registered: null,
  }
  const side = { value: null, detail: null, creditCode: null, id: null }
  const task = await withTx(app.context.database, systemScope, (tx) =>
    rows<{ id: number }>(
      tx,
      sql`with batch as (
            insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, started_at, applied_at)
            values ('名录.csv', repeat('0', 64), 'utf-8', ',', '{}', now(), now()) returning id),
          notice as (
            insert into register_notice (review_id, application_id, batch_id, changes, made_at)
            select r.id, r.application_id, batch.id, ${JSON.stringify([{ before: finding, after: finding }])}::jsonb, now() from review r, batch where r.application_id = ${applicationId})
          insert into task (kind, agency, enterprise_id, place_id, batch_id, facts, opened_at, due_on)
          select 'paused', 'league', e.id, e.place_id, batch.id, ${JSON.stringify({ before: side, after: side })}::jsonb, now(), '2099-01-01' from enterprise e, batch
          where e.id = ${enterpriseId} returning id`,
    ),
  )
  return String(task[0]?.id)
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function upload({ accessToken }: SignedInClient): Promise<string> {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'image/png' }
  const answer = await app.inject({ method: 'POST', url: '/api/attachments?kind=licence', headers, payload: pixel })
  return answer.json<{ id: string }>().id
}

/** A request that is right in itself, so that only the caller decides what is answered. */
function probeOf({ id, path }: Operation): Probe {
  const named: Record<string, Probe> = {
    readQueue: { params: { queue: 'acceptance' } },
    readAttachment: { params: { id: attachmentId } },
    readInvitation: { params: { code: 'ABCDEFGHJK' } },
    receiveReplies: { params: { key: 'guessed' }, body: { mobile: '13700009999', text: 'R', time: 1 } },
    proposeSendingRules: {
      body: {
        commandId: randomUUID(),
        effectiveFrom: '2099-01-05',
        fromHour: 9,
        toHour: 20,
        daysBetweenPerNumber: 7,
        timesPerEnterprise: 3,
        daysPerEnterprise: 90,
        validDays: 30,
        source: '测试',
      },
    },
    decideSendingRules: { params: { id: '999999' }, body: { decision: 'withdrawn' } },
    withdrawSendingRules: { params: { id: '999999' }, body: { reason: '待上级文件' } },
    declineInvitation: { params: { code: 'ABCDEFGHJK' }, body: { reason: 'not_us' } },
    readLibraryEnterprise: { params: { id: String(enterpriseId) } },
    recordOutreach: {
      params: { id: called.id },
      body: { commandId: randomUUID(), version: 99, way: 'phone', happenedOn: '2026-01-05', outcome: 'talked' },
    },
    moveLibraryEnterprise: {
      params: { id: called.id },
      body: { commandId: randomUUID(), version: 99, action: 'assign' },
    },
    listAssignees: { params: { id: called.id } },
    revealEnterprisePhone: { params: called },
    stopMessages: { params: called },
    addEnterprisePhone: { params: { id: called.id }, body: { commandId: randomUUID(), phone: '13700009999' } },
    ...Object.fromEntries(
      ['readList', 'readListColumns', 'cancelList', 'listListRows', 'readCoBuilding'].map((of) => [
        of,
        { params: { id: listId } },
      ]),
    ),
    createList: { body: { uploadId: randomUUID() } },
    chooseListColumns: { params: { id: listId }, body: { columns: [{ field: 'name', column: 0 }] } },
    decideListRow: {
      params: { id: listId, row: '1' },
      body: { decision: 'rejected', enterpriseId: null, version: 0 },
    },
    downloadList: { params: { id: listId }, query: '?format=csv' },
    downloadCoBuilding: { params: { id: listId }, query: '?format=csv' },
    invite: { params: { enterpriseId: String(enterpriseId) } },
    readReply: { params: { id: '999999' } },
    readOrganisation: { params: { id: '999999' } },
    lookUpEnterprise: { query: '?code=91330106MA2TE5T01R' },
    searchEnterprises: { query: `?name=${encodeURIComponent('云栖')}` },
    uploadAttachment: { query: '?kind=licence', photo: true },
    startUpload: { body: { id: randomUUID(), purpose: 'register', name: '名录.csv', bytes: 3 } },
    putUploadChunk: { params: { id: randomUUID(), seq: '0' }, bytes: Buffer.from('甲') },
    createImport: { body: { uploadId: randomUUID(), sourceDate: null, complete: true } },
    listImportDifferences: { params: { id: '999999' }, query: '?kind=new' },
    setImportMapping: { params: { id: '999999' }, body: { columns: [], remember: false } },
    nameStatusWords: {
      params: { id: '999999' },
      body: { words: [{ word: '待核查', class: 'gone', seen: null }], source: '试一试' },
    },
    approveImport: { params: { id: '999999' }, body: { acceptedHolds: [], note: null } },
    undoImport: { params: { id: '999999' }, body: { reason: '试一试' } },
    saveDraft: { body: { form: '{}' } },
    submitApplication: { body: { commandId: randomUUID() } },
    resubmitApplication: { body: { commandId: randomUUID(), version: 1 } },
    withdrawApplication: { body: { commandId: randomUUID(), version: 99 } },
    submitMeetingResult: {
      body: {
        commandId: randomUUID(),
        version: 1,
        result: {
          heldOn: '2026-01-05',
          expected: 8,
          present: 8,
          votesFor: 8,
          secretaryName: '王测试',
          paperId: randomUUID(),
        },
      },
    },
    finishTask: { params: { id: taskId }, body: { version: 99, how: 'resting', note: null } },
    acknowledgeRegisterChange: { params: { id: String(applicationId) }, body: { version: 99 } },
    claimCase: { body: {} },
    recordContact: { body: { commandId: randomUUID(), means: 'phone', reached: false, authorityConfirmed: false } },
    decideCase: { body: { commandId: randomUUID(), version: 1, action: 'refuse' } },
  }
  return { ...(path.includes(':id') ? { params: { id: String(applicationId) } } : {}), ...named[id] }
}

async function ask(operation: Operation, client: SignedInClient | undefined): Promise<string> {
  const probe = probeOf(operation)
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => probe.params?.[name] ?? '1')
  const payload = probe.bytes ?? (probe.photo ? pixel : operation.method === 'GET' ? undefined : (probe.body ?? {}))
  const response = await app.inject({
    method: operation.method,
    url: path + (probe.query ?? ''),
    headers: {
      ...(client ? { authorization: `Bearer ${client.accessToken}` } : {}),
      ...(probe.photo ? { 'content-type': 'image/png' } : {}),
      ...(probe.bytes ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(payload === undefined ? {} : { payload }),
  })
  expect(response.statusCode, `${operation.id}: ${response.body}`).toBeLessThan(500)
  const kept = [401, 403, 404].includes(response.statusCode)
  return kept ? `${response.statusCode} ${response.json<{ code: string }>().code}` : 'answered'
}

/** Sign-in acts on sessions, not on cases; its own tests try it. */
const asked = routesFor({ demonstration: true })
  .map(({ operation }) => operation)
  .filter(({ path }) => !path.startsWith('/api/sign-in') && !path.startsWith('/api/demo'))

test('who gets which answer, for every operation and relation, is as reviewed', { timeout: 120_000 }, async () => {
  const names = [...people.keys()]
  const lines = [
    '# Who gets which answer',
    '',
    'Asked of the running server by `authorisation.test.ts`, about one application at its street; do not edit. `answered` means that the caller was let',
    'through: what follows (a missing field, a wrong state) is no matter of who asks.',
    '',
    `| operation | ${names.join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
  ]
  for (const operation of asked) {
    const answers: string[] = []
    for (const name of names) answers.push(await ask(operation, people.get(name)))
    lines.push(`| ${operation.id} | ${answers.join(' | ')} |`)
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('authorisation.md')
})

test('nobody without a session gets past what is open to anyone', async () => {
  for (const operation of asked.filter(({ access }) => access !== 'anyone' && access !== 'gateway')) {
    expect(await ask(operation, undefined), operation.id).toBe('401 not_signed_in')
  }
})
