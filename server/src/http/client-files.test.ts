import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerClientFiles } from './client-files.ts'
import { sendError } from './errors.ts'

const script = 'console.log("built")'
let folder: string
let app: FastifyInstance
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-client-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>shell</title>')
  writeFileSync(join(folder, 'sw.js'), '')
  writeFileSync(join(folder, 'assets/index-D4f_9sXa.js'), script)
  writeFileSync(join(folder, 'assets/index-D4f_9sXa.js.br'), brotliCompressSync(script))
  app = Fastify()
  app.setErrorHandler(sendError)
  await registerClientFiles(app, folder)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, headers = {}) => app.inject({ url, headers })

describe('the built client', () => {
  it.each(['/', '/index.html', '/queue/12?tab=1', '/i/ABCDEFGHJK', '/sw.js'])(
    '%s is asked for again each time',
    async (url) => {
      const response = await get(url)
      expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-cache'])
    },
  )

  it('keeps what is named by its content for ever, and sends it small', async () => {
    const response = await get('/assets/index-D4f_9sXa.js', { 'accept-encoding': 'br' })
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(response.headers['content-encoding']).toBe('br')
    expect(response.headers['content-type']).toMatch(/javascript/)
    expect((await get('/assets/index-D4f_9sXa.js')).body).toBe(script)
  })

  it.each([
    '/api/nowhere',
    '/assets/gone-12345678.js',
    '/favicon.ico',
    '/../package.json',
    '/%2e%2e/%2e%2e/package.json',
  ])('%s is no screen', async (url) => {
    expect((await get(url)).statusCode).toBeGreaterThanOrEqual(400)
  })

  it('shows screens to those who look only', async () => {
    expect((await app.inject({ method: 'POST', url: '/queue' })).statusCode).toBe(404)
  })
})
