import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { describeError } from '../log.ts'

const DATABASE_ANSWERS_WITHIN_MS = 2000

/** `/healthz` is 200 only when the database answers too. */
export function registerHealth(app: FastifyInstance, context: Context): void {
  app.get('/healthz', { schema: { hide: true }, logLevel: 'silent' }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    const late = AbortSignal.timeout(DATABASE_ANSWERS_WITHIN_MS)
    try {
      await Promise.race([
        context.database.pool.query('select 1'),
        new Promise((_, reject) => late.addEventListener('abort', () => reject(new Error('database too slow')))),
      ])
      return { status: 'ok', database: 'ok', demonstration: context.config.demonstration }
    } catch (error) {
      context.log.warn({ err: describeError(error) }, 'health check failed')
      return reply.code(503).send({ status: 'unavailable', database: 'down' })
    }
  })
}
