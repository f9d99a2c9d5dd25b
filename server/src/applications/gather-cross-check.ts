import { daysBetween, localDay } from '@yijian/shared/application/clock'
import { type CrossCheckInput, crossCheck, type Finding, ruleVersion } from '@yijian/shared/application/cross-check'
import type { Numbers, Thresholds } from '@yijian/shared/application/standard'
import { parseCreditCode } from '@yijian/shared/credit-code'
import { nameKey } from '@yijian/shared/enterprise-name'
import type { Agency, Proof } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import { registerDay } from '../registry/register-day.ts'

export type Declared = {
  readonly name: string | null
  readonly principal: string | null
  readonly placeId: number | null
  readonly numbers: Numbers
}

export type CheckSubject = {
  readonly enterpriseId: number
  readonly agency: Agency
  readonly declared: Declared
  /** What the register said when the applicant confirmed it; left out at submission, when it is the register itself. */
  readonly confirmed?: CrossCheckInput['confirmed']
  readonly proof: Proof
  readonly licenceGiven: boolean
  readonly invitation: CrossCheckInput['invitation']
  /** The application itself, so that it is not found as "another" one. */
  readonly applicationId: number | null
  readonly contactPhoneIndex: Buffer
  readonly thresholds: Thresholds
}

export type CheckResult = { readonly findings: Finding[]; readonly batchId: number | null }

const NOTHING_CONFIRMED = { name: null, principal: null, placeName: null }

/** Looks up everything the cross-check compares, in one place, and runs it. */
export async function gatherCrossCheck(tx: Tx, now: Date, subject: CheckSubject): Promise<CheckResult> {
  const [result] = await gatherCrossChecks(tx, now, [subject])
  if (!result) throw new Error(`no enterprise ${subject.enterpriseId} to check against`)
  return result
}

/** The same for many applications with one statement; results in the order of `subjects`. */
export async function gatherCrossChecks(tx: Tx, now: Date, subjects: readonly CheckSubject[]): Promise<CheckResult[]> {
  const found = await readRows(tx, subjects, now)
  return subjects.map((subject, at) => {
    const row = found[at]
    if (!row) throw new Error(`no enterprise ${subject.enterpriseId} to check against`)
    return { batchId: row.batchId, findings: check(subject, row, now) }
  })
}

function check(subject: CheckSubject, row: Row, now: Date): Finding[] {
  const { declared } = subject
  const key = keyOf(subject)
  return crossCheck({
    creditCodeValid: row.creditCode === null ? null : parseCreditCode(row.creditCode).ok,
    row,
    declared: {
      name: declared.name,
      principal: declared.principal,
      placeName: row.declaredPlaceName,
      numbers: declared.numbers,
    },
    confirmed: subject.confirmed ?? NOTHING_CONFIRMED,
    nameVerdict: key === null ? 'same' : compareNames(key, row),
    organisationName: row.organisationName,
    otherOpenNumber: row.otherOpenNumber,
    proof: subject.proof,
    licenceGiven: subject.licenceGiven,
    invitation: subject.invitation,
    registerAgeDays: row.registerDate === null ? null : daysBetween(row.registerDate, localDay(now)),
    registerDate: row.registerDate,
    thresholds: subject.thresholds,
  })
}

function keyOf({ declared, confirmed }: CheckSubject): string | null {
  const name = declared.name ?? confirmed?.name ?? null
  return name === null ? null : nameKey(name)
}

type Row = CrossCheckInput['row'] & {
  readonly nameKey: string
  readonly similarity: number
  readonly batchId: number | null
  readonly declaredPlaceName: string | null
  readonly organisationName: string | null
  readonly otherOpenNumber: string | null
  readonly registerDate: string | null
}

async function readRows(tx: Tx, subjects: readonly CheckSubject[], now: Date): Promise<Row[]> {
  const asked = subjects.map((subject, at) => ({
    at,
    enterprise: subject.enterpriseId,
    agency: subject.agency,
    key: keyOf(subject) ?? '',
    place: subject.declared.placeId,
    phone: subject.contactPhoneIndex.toString('hex'),
    application: subject.applicationId,
  }))
  const found = await rows<Row & { at: number } & Record<string, unknown>>(
    tx,
    sql`select s.at, e.name, e.name_key as "nameKey", e.former_names as "formerNames", e.credit_code as "creditCode",
          e.principal_name as "principalName", e.status_text as "statusText", e.status_class as "statusClass", e.headcount,
          d.name as "placeName", d.tier as "placeTier", e.place_certain as "placeCertain", e.provisional,
          e.vanished_batch_id is not null as vanished, similarity(e.name_key, s.key) as similarity, e.batch_id as "batchId",
          (select name from division where id = s.place) as "declaredPlaceName",
          (select o.name from organisation o join organisation_enterprise oe on oe.organisation_id = o.id
            where oe.enterprise_id = e.id and oe.valid_to is null and o.dissolved_on is null and o.agency = s.agency
            order by o.id limit 1) as "organisationName",
          other_open_application(s.agency, e.id, decode(s.phone, 'hex'), s.application, ${now.toISOString()}) as "otherOpenNumber",
          ${registerDay()} as "registerDate"
        from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
          as s (at int, enterprise bigint, agency text, key text, place int, phone text, application bigint)
        join enterprise e on e.id = s.enterprise
        join division d on d.id = e.place_id
        left join registry_batch b on b.id = e.batch_id`,
  )
  const byPosition = new Map(found.map((row) => [row.at, row]))
  return subjects.flatMap((_, at) => byPosition.get(at) ?? [])
}

/** 依据: DOMAIN §8.2 C3 */
const SIMILAR = 0.6

function compareNames(key: string, row: Row): CrossCheckInput['nameVerdict'] {
  if (key === row.nameKey) return 'same'
  if (row.formerNames.some((former) => nameKey(former) === key)) return 'former'
  return row.similarity >= SIMILAR ? 'similar' : 'other'
}

export async function storeEvidence(
  tx: Tx,
  applicationId: number,
  occasion: 'submit' | 'resubmit' | 'decision',
  check: CheckResult,
  now: Date,
): Promise<void> {
  await storeEvidenceOfMany(tx, [{ applicationId, ...check }], occasion, now)
}

/** The same for many applications with one statement. */
export async function storeEvidenceOfMany(
  tx: Tx,
  checks: readonly (CheckResult & { readonly applicationId: number })[],
  occasion: 'submit' | 'resubmit' | 'decision' | 'register',
  now: Date,
): Promise<void> {
  const found = checks.flatMap(({ applicationId, batchId, findings }) =>
    findings.map((finding) => ({ application: applicationId, batch: batchId, ...finding })),
  )
  await tx.execute(sql`
    insert into evidence (application_id, taken_at, occasion, rule, rule_version, batch_id, outcome, effect, sentence, declared, registered)
    select application, ${now.toISOString()}, ${occasion}, rule, ${ruleVersion}, batch, outcome, effect, sentence, declared, registered
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      as f (application bigint, batch int, rule text, outcome text, effect text, sentence text, declared text, registered text)`)
}
