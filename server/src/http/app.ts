import { randomInt } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { type Language, Refusal } from '@yijian/shared/errors'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Context } from '../context.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'
import { registerTokens } from '../identity/tokens.ts'
import { lookForFirstLoad } from '../imports/find-first-load.ts'
import { authenticate } from './authentication.ts'
import { registerClientFiles } from './client-files.ts'
import { sendError } from './errors.ts'
import { registerHealth } from './health.ts'
import { openApiPath, registerOpenApi, schemaOf } from './openapi.ts'
import { refuseUnstorable } from './refuse-unstorable.ts'
import { routesFor } from './routes.ts'
import { registerSecurityHeaders } from './security-headers.ts'
import { type Route, serve, type UploadedFile } from './serve.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: SignedIn | OfficerCaller | undefined
    file: UploadedFile | undefined
    bytes: Buffer | undefined
    language: Language
  }
}

const BODY_BYTES = 256 * 1024
const PHOTO_BYTES = 8 * 1024 * 1024
const REQUEST_MS = 30_000
/** Per address and minute; a whole office may share one address. What costs money has its own budget in the database. */
const REQUESTS_PER_MINUTE = 3000

/** The whole HTTP surface; it does not listen yet. */
export async function createApp(
  context: Context,
  routes: readonly Route[] = routesFor(context.config),
): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = context.log
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: newRequestId,
    requestIdHeader: false,
    // Exactly so many hops are believed: an address that a client puts in front of them is not.
    trustProxy: (_address, hop) => hop < context.config.proxyHops,
    requestTimeout: REQUEST_MS,
    bodyLimit: BODY_BYTES,
    return503OnClosing: true,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  const findFirstLoad = lookForFirstLoad(context.database)
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, findFirstLoad))
  app.decorateRequest('caller', undefined)
  app.decorateRequest('file', undefined)
  app.decorateRequest('bytes', undefined)
  app.decorateRequest('language', 'zh-CN')
  app.addHook('onRequest', async (request) => {
    request.language = languageOf(request.headers['accept-language'])
  })
  logRequests(app)
  acceptBodies(app)
  await registerSecurityHeaders(app, context.config.production)
  await app.register(cookie)
  await registerTokens(app, context)
  await registerOpenApi(app)
  await limitRequests(app)
  registerHealth(app, context)
  for (const route of routes) addRoute(app, context, route)
  app.get(openApiPath, { schema: { hide: true } }, async () => app.swagger())
  await registerClientFiles(app)
  await app.ready()
  return app
}

function addRoute(app: FastifyInstance, context: Context, route: Route): void {
  const { operation } = route
  const takesPhoto = operation.records === 'attachment'
  const { takesBytes } = operation
  app.route({
    method: operation.method,
    url: operation.path,
    schema: schemaOf(operation),
    bodyLimit: takesBytes ?? (takesPhoto ? PHOTO_BYTES : BODY_BYTES),
    onRequest: async (request) => authenticate(context, request, operation.access),
    preValidation: async (request) => {
      if (!takesPhoto && request.file) throw new Refusal('unsupported_media_type')
      if (takesPhoto && !request.file) throw new Refusal('unsupported_file')
      if ((takesBytes === undefined) === (request.bytes !== undefined)) throw new Refusal('unsupported_media_type')
      // Of what a gateway tells no text is kept; one spoilt reply must not lose the others.
      if (operation.access !== 'gateway') refuseUnstorable(request.params, request.query, request.body)
    },
    handler: async (request, reply) => serve(context, route, request, reply),
  })
}

/** One share per address for the whole API, taken before anybody is authenticated. */
async function limitRequests(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false })
  const limit = app.rateLimit({ max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' })
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) await limit.call(app, request, reply)
  })
}

/** JSON, pictures for attachments, and pieces of files. Not `text/plain`, which any foreign page may send without asking. */
function acceptBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser<Buffer>(
    ['image/jpeg', 'image/png'],
    { parseAs: 'buffer', bodyLimit: PHOTO_BYTES },
    (request, body, done) => {
      request.file = { type: request.headers['content-type'] === 'image/png' ? 'image/png' : 'image/jpeg', bytes: body }
      done(null, undefined)
    },
  )
  app.addContentTypeParser<Buffer>('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => {
    request.bytes = body
    done(null, undefined)
  })
}

/** One line per request: the route's pattern, never the address itself, which may hold a code. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}

/** Letters only: a run of digits in a log is then never mistaken for a phone number, nor hides one. */
function newRequestId(): string {
  return Array.from({ length: 14 }, () => String.fromCharCode(97 + randomInt(26))).join('')
}

/** Chinese unless English is asked for first. */
function languageOf(header: string | undefined): Language {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh-CN'
}
