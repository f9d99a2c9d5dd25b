import { randomUUID } from 'node:crypto'
import type { ImportView } from '@yijian/shared/imports/contract'
import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import type { Config } from '../config.ts'
import { runApplyImport, runStageImport, runUndoImport } from '../imports/run-import-jobs.ts'
import { BatchInOtherHands } from '../imports/stage-batch.ts'
import { type SignedInClient, startTestApp, type TestApp } from './app.ts'
import { testConfig } from './config.ts'
import { addTestOffice, addTestOfficer } from './people.ts'

export type DeskAnswer = { readonly status: number; readonly body: ImportView & { readonly code?: string } }

/** The city's league office with its register, on real HTTP. */
export type RegisterDesk = {
  readonly test: TestApp
  /** Signs in one more officer of the city. */
  addOfficer(officeName?: string): Promise<DeskOfficer>
  /** Enterprises by credit code, as the register has them. */
  enterprises(): Promise<Map<string, Record<string, unknown>>>
  read<T extends Record<string, unknown>>(statement: string, values?: unknown[]): Promise<T[]>
  close(): Promise<void>
}

export type DeskOfficer = {
  readonly client: SignedInClient
  upload(content: Buffer, name?: string): Promise<string>
  /** Uploads a file and has it read, up to `state`; without one, answers as soon as it was taken. */
  bring(
    content: Buffer,
    options?: { complete?: boolean; sourceDate?: string; name?: string; until?: ImportView['state'] },
  ): Promise<ImportView>
  call(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<DeskAnswer>
  /** Reads it until it has come to a state; without a worker the jobs are run here. */
  wait(id: number, ...states: ImportView['state'][]): Promise<ImportView>
  approve(id: number, body?: { acceptedHolds?: string[]; note?: string | null }): Promise<DeskAnswer>
  download(path: string): Promise<{ status: number; text: string }>
}

export const CITY_OFFICE = '共青团杭州市委员会'

export async function openRegisterDesk(
  options: { config?: Partial<Config>; worker?: boolean; max?: number } = {},
): Promise<RegisterDesk> {
  const test = await startTestApp({ worker: false, ...options, config: { ...testConfig(), ...options.config } })
  await addTestOffice(test, { name: CITY_OFFICE, tier: 'city', divisionCodes: ['330100'] })
  return {
    test,
    addOfficer: async (officeName = CITY_OFFICE) => officer(test, officeName, options.worker === true),
    async enterprises() {
      const { rows } = await test.db.owner.query(
        `select e.credit_code, e.name, e.principal_name, e.status_class, e.address, e.vanished_batch_id, e.batch_id, e.place_id,
           (select string_agg(c.phone_masked, ' ' order by c.rank) from enterprise_contact c where c.enterprise_id = e.id) as phones
         from enterprise e order by e.credit_code`,
      )
      return new Map(rows.map(({ credit_code, ...row }) => [credit_code, row]))
    },
    read: async (statement, values = []) => (await test.db.owner.query(statement, values)).rows,
    close: () => test.close(),
  }
}

async function officer(test: TestApp, officeName: string, worker: boolean): Promise<DeskOfficer> {
  const { phone, postId } = await addTestOfficer(test, officeName)
  const client = await test.signIn(phone, { postId })
  const authorization = `Bearer ${client.accessToken}`
  const self: DeskOfficer = {
    client,
    call: (method, path, body) => client.call(method, path, body),
    async upload(content, name = '名录.csv') {
      const id = randomUUID()
      const started = await client.call('POST', '/api/uploads', {
        id,
        purpose: 'register',
        name,
        bytes: content.length,
      })
      if (started.status !== 200) throw new Error(`no upload was begun: ${JSON.stringify(started)}`)
      for (let seq = 0; seq * CHUNK_BYTES < content.length; seq++) {
        const payload = content.subarray(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES)
        const headers = { authorization, 'content-type': 'application/octet-stream' }
        const sent = await test.inject({ method: 'PUT', url: `/api/uploads/${id}/chunks/${seq}`, headers, payload })
        if (sent.statusCode !== 200) throw new Error(`a piece was not taken: ${sent.body}`)
      }
      return id
    },
    async bring(content, { complete = true, sourceDate, name, until } = {}) {
      const uploadId = await self.upload(content, name)
      const body = { uploadId, sourceDate: sourceDate ?? null, complete }
      const { status, body: view } = await self.call('POST', '/api/imports', body)
      if (status !== 200) throw new Error(`not taken: ${JSON.stringify(view)}`)
      return until ? self.wait(view.id, until) : view
    },
    async wait(id, ...states) {
      const end = Date.now() + 20_000
      for (;;) {
        const { body } = await self.call('GET', `/api/imports/${id}`)
        if (states.includes(body.state)) return body
        if (Date.now() > end) throw new Error(`import ${id} is ${body.state}: ${JSON.stringify(body.failure)}`)
        if (worker) await new Promise((resolve) => setTimeout(resolve, 30))
        else await runJobs(test, id)
      }
    },
    approve: (id, { acceptedHolds = [], note = null } = {}) =>
      self.call('POST', `/api/imports/${id}/approval`, { acceptedHolds, note }),
    async download(url) {
      const response = await test.inject({ method: 'GET', url, headers: { authorization } })
      return { status: response.statusCode, text: response.body }
    },
  }
  return self
}

/** As a worker would; one of two at once finds the file in other hands and comes again. */
async function runJobs({ context }: TestApp, id: number): Promise<void> {
  const again = (error: unknown) => {
    if (!(error instanceof BatchInOtherHands)) throw error
  }
  await runStageImport(context, id).catch(again)
  await runApplyImport(context, id).catch(again)
  await runUndoImport(context, id).catch(again)
}
