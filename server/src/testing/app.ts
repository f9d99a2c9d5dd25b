import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { createApp } from '../http/app.ts'
import { routesFor } from '../http/routes.ts'
import type { Route } from '../http/serve.ts'
import { openQueue } from '../jobs/queue.ts'
import { startWorker } from '../jobs/worker.ts'
import { createLogger } from '../log.ts'
import { sendMessage } from '../messages/send-message.ts'
import { createSimulatorGateway } from '../messages/simulator-gateway.ts'
import { testConfig } from './config.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'

export type SignedInClient = {
  readonly accessToken: string
  /** The refresh cookie as `name=value`. */
  readonly cookie: string
  /** Sends a request as this person. */
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<{ status: number; body: never }>
}

export type TestApp = {
  readonly app: FastifyInstance
  readonly context: Context
  readonly db: TestDatabase
  /** Everything that was logged so far. */
  logs(): string
  /** Moves the product's clock; PostgreSQL's own stays. */
  advance(milliseconds: number): void
  inject(options: InjectOptions | string): Promise<LightMyRequestResponse>
  /** The newest text the simulator delivered to a phone; waits up to 5 s for the worker. */
  messageTo(phone: string, containing?: string): Promise<string>
  /** Asks for a code, reads it in the simulator and signs in; with `postId` also chooses the post. */
  signIn(phone: string, options?: { postId?: number; invitationCode?: string }): Promise<SignedInClient>
  close(): Promise<void>
}

type Options = {
  readonly config?: Partial<Config>
  readonly routes?: readonly Route[]
  /** False where a test runs the jobs itself. */
  readonly worker?: boolean
  readonly max?: number
}

/** The whole product but the client, on a database of its own. Close it in `afterAll`. */
export async function startTestApp(options: Options = {}): Promise<TestApp> {
  const db = await cloneDatabase(options.max ? { max: options.max } : {})
  const lines: string[] = []
  let shift = 0
  const config: Config = { ...testConfig(), ...options.config }
  const context: Context = {
    config,
    database: db.database,
    cipher: createFieldCipher(config.secrets.field, config.secrets.index),
    queue: await openQueue(db.database, { supervise: true, onError: () => {} }),
    log: createLogger({ logLevel: 'info' }, { write: (line: string) => void lines.push(line) }),
    now: () => new Date(Date.now() + shift),
  }
  const app = await createApp(context, options.routes ?? routesFor(config))
  if (options.worker !== false) await startWorker(context)
  const test: TestApp = {
    app,
    context,
    db,
    logs: () => lines.join(''),
    advance: (milliseconds) => {
      shift += milliseconds
    },
    inject: async (request) => app.inject(request),
    messageTo: (phone, containing = '') => newestMessage(test, phone, containing),
    signIn: (phone, signInOptions) => signIn(test, phone, signInOptions),
    async close() {
      await app.close()
      await context.queue.stop()
      await db.drop()
    },
  }
  return test
}

async function newestMessage({ app, context, db }: TestApp, phone: string, containing: string): Promise<string> {
  const until = Date.now() + 5000
  const gateway = createSimulatorGateway(context)
  while (Date.now() < until) {
    // The worker polls twice a second; tests need not wait for it.
    const queued = await db.owner.query<{ id: string }>(`select id from message where state = 'queued'`)
    for (const { id } of queued.rows) await sendMessage(context, gateway, id).catch(() => {})
    const { messages } = (await app.inject(`/api/demo/inbox?phone=${phone}`)).json<{ messages: { text: string }[] }>()
    const newest = messages.find(({ text }) => text.includes(containing))
    if (newest) return newest.text
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the simulator delivered no such message')
}

async function signIn(
  test: TestApp,
  phone: string,
  options: { postId?: number; invitationCode?: string } = {},
): Promise<SignedInClient> {
  const { invitationCode, postId } = options
  const payload = invitationCode ? { invitationCode } : { phone }
  let asked = await test.inject({ method: 'POST', url: '/api/sign-in/requests', payload })
  // The same phone again: wait, on the product's clock, until its budget allows another code.
  for (const wait of [61_000, 3_600_000]) {
    if (asked.statusCode !== 429) break
    test.advance(wait)
    asked = await test.inject({ method: 'POST', url: '/api/sign-in/requests', payload })
  }
  if (asked.statusCode !== 202) throw new Error(`no code was sent: ${asked.body}`)
  const { requestId } = asked.json<{ requestId: string }>()
  const session = await trySignIn(test, phone, requestId)
  const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { accessToken } = session.json<{ accessToken: string }>()
  const client: SignedInClient = {
    accessToken,
    cookie,
    async call(method, url, body) {
      const headers = { authorization: `Bearer ${accessToken}` }
      const response = await test.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
      return { status: response.statusCode, body: (response.body ? response.json() : undefined) as never }
    },
  }
  if (postId !== undefined) {
    const chosen = await client.call('POST', '/api/sign-in/post', { postId })
    if (chosen.status !== 200) throw new Error(`the post could not be chosen: ${chosen.status}`)
  }
  return client
}

/** Reads the code of this very request: an earlier one to the same phone may still be the newest in the inbox. */
async function trySignIn(test: TestApp, phone: string, requestId: string) {
  const until = Date.now() + 8000
  const tried = new Set<string>()
  while (Date.now() < until) {
    const code = /\d{6}/.exec(await test.messageTo(phone, '验证码'))?.[0] ?? ''
    if (!tried.has(code)) {
      tried.add(code)
      const session = await test.inject({ method: 'POST', url: '/api/sign-in/sessions', payload: { requestId, code } })
      if (session.statusCode === 201) return session
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the code of this request never arrived')
}
