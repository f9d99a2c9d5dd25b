import { type CrossCheckInput, crossCheck, type Finding, ruleVersion } from '@yijian/shared/application/cross-check'
import type { Numbers, Thresholds } from '@yijian/shared/application/standard'
import { parseCreditCode } from '@yijian/shared/credit-code'
import { nameKey } from '@yijian/shared/enterprise-name'
import type { Agency, Proof } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

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
  readonly proof: Proof
  readonly licenceGiven: boolean
  readonly invitation: CrossCheckInput['invitation']
  /** The application itself, so that it is not found as "another" one. */
  readonly applicationId: number | null
  readonly contactPhoneIndex: Buffer
  readonly thresholds: Thresholds
}

export type CheckResult = { readonly findings: Finding[]; readonly batchId: number | null }

/** Looks up everything the cross-check compares, in one place, and runs it. */
export async function gatherCrossCheck(tx: Tx, now: Date, subject: CheckSubject): Promise<CheckResult> {
  const row = await readRow(tx, subject, now)
  const { declared } = subject
  const key = declared.name === null ? null : nameKey(declared.name)
  return {
    batchId: row.batchId,
    findings: crossCheck({
      creditCodeValid: row.creditCode === null ? null : parseCreditCode(row.creditCode).ok,
      row,
      declared: {
        name: declared.name,
        principal: declared.principal,
        placeName: row.declaredPlaceName,
        numbers: declared.numbers,
      },
      nameVerdict: key === null ? 'same' : compareNames(key, row),
      organisationName: row.organisationName,
      otherOpenNumber: row.otherOpenNumber,
      proof: subject.proof,
      licenceGiven: subject.licenceGiven,
      invitation: subject.invitation,
      registerAgeDays:
        row.registerDate === null ? null : Math.floor((now.getTime() - Date.parse(row.registerDate)) / 86_400_000),
      registerDate: row.registerDate,
      thresholds: subject.thresholds,
    }),
  }
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

async function readRow(tx: Tx, subject: CheckSubject, now: Date): Promise<Row> {
  const key = subject.declared.name === null ? '' : nameKey(subject.declared.name)
  const row = await firstRow<Row & Record<string, unknown>>(
    tx,
    sql`select e.name, e.name_key as "nameKey", e.former_names as "formerNames", e.credit_code as "creditCode",
          e.principal_name as "principalName", e.status_text as "statusText", e.status_class as "statusClass", e.headcount,
          d.name as "placeName", d.tier as "placeTier", e.place_certain as "placeCertain", e.provisional,
          similarity(e.name_key, ${key}) as similarity, e.batch_id as "batchId",
          (select name from division where id = ${subject.declared.placeId}) as "declaredPlaceName",
          (select o.name from organisation o join organisation_enterprise oe on oe.organisation_id = o.id
            where oe.enterprise_id = e.id and oe.valid_to is null and o.dissolved_on is null and o.agency = ${subject.agency}
            order by o.id limit 1) as "organisationName",
          other_open_application(${subject.agency}, e.id, ${subject.contactPhoneIndex}, ${subject.applicationId}, ${now.toISOString()}) as "otherOpenNumber",
          to_char(coalesce(b.source_date, b.applied_at::date), 'YYYY-MM-DD') as "registerDate"
        from enterprise e join division d on d.id = e.place_id
        left join registry_batch b on b.id = e.batch_id
        where e.id = ${subject.enterpriseId}`,
  )
  if (!row) throw new Error(`no enterprise ${subject.enterpriseId} to check against`)
  return row
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
  { findings, batchId }: CheckResult,
  now: Date,
): Promise<void> {
  const column = <K extends keyof Finding>(key: K) => sql.param(findings.map((finding) => finding[key]))
  await tx.execute(sql`
    insert into evidence (application_id, taken_at, occasion, rule, rule_version, batch_id, outcome, effect, sentence, declared, registered)
    select ${applicationId}, ${now.toISOString()}, ${occasion}, rule, ${ruleVersion}, ${batchId}, outcome, effect, sentence, declared, registered
    from unnest(${column('rule')}::text[], ${column('outcome')}::text[], ${column('effect')}::text[], ${column('sentence')}::text[],
      ${column('declared')}::text[], ${column('registered')}::text[]) as f (rule, outcome, effect, sentence, declared, registered)`)
}
