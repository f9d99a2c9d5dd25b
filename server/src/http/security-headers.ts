import helmet from '@fastify/helmet'
import { Refusal } from '@yijian/shared/errors'
import type { FastifyInstance } from 'fastify'

const SELF = ["'self'"]
const NONE = ["'none'"]

/** Nothing may be loaded from elsewhere, framed, or sent elsewhere. */
export async function registerSecurityHeaders(app: FastifyInstance, production: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: NONE,
        scriptSrc: SELF,
        styleSrc: SELF,
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: SELF,
        manifestSrc: SELF,
        workerSrc: SELF,
        fontSrc: SELF,
        baseUri: NONE,
        formAction: SELF,
        frameAncestors: NONE,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: production ? { maxAge: 31_536_000 } : false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
    if (!request.url.startsWith('/api/')) return
    reply.header('cache-control', 'no-store')
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes && request.headers['sec-fetch-site'] === 'cross-site') throw new Refusal('cross_site')
  })
}
