import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { Refusal } from '@yijian/shared/errors'
import type { FastifyInstance } from 'fastify'

const clientFolder = join(import.meta.dirname, '../../../client/dist')

const ONE_YEAR = 'public, max-age=31536000, immutable'

/** Serves the built client. Every path that is no file and not below /api is a screen of it. */
export async function registerClientFiles(app: FastifyInstance, folder = clientFolder): Promise<void> {
  const built = existsSync(join(folder, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      cacheControl: false,
      index: 'index.html',
      setHeaders(reply, path) {
        // Only names that carry the hash of their content may be kept without asking.
        const hashed = path.startsWith(join(folder, 'assets')) && /-[\w-]{8,}\.\w+(\.br|\.gz)?$/.test(path)
        reply.header('cache-control', hashed ? ONE_YEAR : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const screen =
      built &&
      (request.method === 'GET' || request.method === 'HEAD') &&
      !path.startsWith('/api') &&
      !/\.\w+$/.test(path)
    if (screen) return reply.sendFile('index.html')
    throw new Refusal('not_found')
  })
}
