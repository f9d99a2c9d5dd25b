import { Readable } from 'node:stream'
import { completeCreditCode } from '@yijian/shared/credit-code'
import type { Agency, OrganisationKind } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, systemScope, withTx } from '../db/tx.ts'
import { importRegister } from '../imports/import-register.ts'
import { undoApplied } from '../registry/applying/undo-applied.ts'
import { rawCsvLine } from '../registry/tables/csv-line.ts'
import { followUpImport } from '../tasks/follow-up-import.ts'
import type { Line } from './line.ts'

const HEADER = [
  '统一社会信用代码',
  '企业名称',
  '企业类型',
  '法定代表人',
  '成立日期',
  '登记状态',
  '住所',
  '联系电话',
  '从业人数',
]

/** A row of a register file; what is left out is as it was told last. */
export type RegisteredFacts = {
  readonly name: string
  readonly principal: string
  readonly status: string
  readonly address: string
  readonly phone: string
  readonly staff: string
}

export type Registered = { readonly id: number; readonly code: string }

/** Register files of a few rows, brought one after the other as the quarters go. */
export type RegisterBatches = {
  /** A file in which these enterprises are new; ids in the order given. */
  addAll(facts: readonly Partial<RegisteredFacts>[]): Promise<Registered[]>
  /** A file with these rows, of which some may be new, and what follows from it unless told otherwise. @returns its batch */
  bring(
    changes: readonly (readonly [Registered, Partial<RegisteredFacts>])[],
    options?: { complete?: boolean; follow?: boolean },
  ): Promise<number>
  undo(batchId: number, options?: { follow?: boolean }): Promise<void>
  found(
    enterprise: Registered,
    place: Parameters<Line['place']>[0],
    options?: { agency?: Agency; kind?: OrganisationKind },
  ): Promise<number>
}

let serial = 0
/** A made-up code that no register has had yet. */
export function newCode(): string {
  serial += 1
  return completeCreditCode('91330106', `YYYYX${String(serial).padStart(3, '0')}`)
}

function freshFacts(): RegisteredFacts {
  return {
    name: `杭州登记${serial}号科技有限公司`,
    principal: '李登记',
    status: '存续',
    address: '杭州市西湖区蒋村街道文一西路1号',
    phone: `1990004${String(serial).padStart(4, '0')}`,
    staff: '40',
  }
}

export function openRegisterBatches(line: Line): RegisterBatches {
  const { context } = line.test
  const told = new Map<string, RegisteredFacts>()

  async function take(codes: readonly string[], complete: boolean): Promise<number> {
    const lines = codes.map((code) => {
      const facts = told.get(code)
      if (!facts) throw new Error(`${code} was never told`)
      const { name, principal, status, address, phone, staff } = facts
      return [code, name, '有限责任公司', principal, '2019-04-12', status, address, phone, staff]
    })
    const content = Buffer.from([HEADER, ...lines].map(rawCsvLine).join(''))
    // A day later, so that checks of before and after are not of the same moment.
    line.test.advance(86_400_000)
    const report = await importRegister(context, {
      source: { name: 'register.csv', bytes: content.length, open: () => Readable.from([content]) },
      complete,
    })
    return report.batch
  }

  return {
    async addAll(all) {
      const codes = all.map((facts) => {
        const code = newCode()
        told.set(code, { ...freshFacts(), ...facts })
        return code
      })
      await take(codes, false)
      const found = await line.read<{ id: number; code: string }>(
        'select id, credit_code as code from enterprise where credit_code = any ($1)',
        [codes],
      )
      const ids = new Map(found.map(({ id, code }) => [code, Number(id)]))
      return codes.map((code) => ({ code, id: ids.get(code) ?? 0 }))
    },
    async bring(changes, { complete = false, follow = true } = {}) {
      for (const [{ code }, facts] of changes) told.set(code, { ...(told.get(code) ?? freshFacts()), ...facts })
      const batch = await take(
        changes.map(([{ code }]) => code),
        complete,
      )
      if (follow) await followUpImport(context, batch)
      return batch
    },
    async undo(batchId, { follow = true } = {}) {
      line.test.advance(86_400_000)
      const client = await context.database.pool.connect()
      try {
        await client.query('begin')
        await undoApplied(client, { batchId })
        await client.query(`update registry_batch set state = 'undone', undone_at = now() where id = $1`, [batchId])
        await client.query('commit')
      } finally {
        client.release()
      }
      if (follow) await followUpImport(context, batchId)
    },
    async found({ id }, place, { agency = 'league', kind = 'branch' } = {}) {
      return withTx(context.database, systemScope, async (tx) => {
        const row = await firstRow<{ id: number }>(
          tx,
          sql`with o as (
                insert into organisation (number, agency, kind, name, upper_office_id, place_id, founded_on)
                select 'T2026-' || lpad(nextval('organisation_number')::text, 6, '0'), ${agency}, ${kind}, e.name || '支部委员会',
                  (select min(id) from office), ${line.place(place)}, '2026-01-05' from enterprise e where e.id = ${id} returning id)
              insert into organisation_enterprise (organisation_id, enterprise_id, role, valid_from)
              select id, ${id}, 'lead', '2026-01-05' from o returning organisation_id as id`,
        )
        return row?.id ?? 0
      })
    },
  }
}
