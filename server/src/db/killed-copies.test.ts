import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EmbeddedProcess, startEmbeddedProcess } from '../testing/embedded-process.ts'
import { findRunning } from './embedded.ts'
import { claimFolder } from './folder-owner.ts'
import { findProcess } from './running-process.ts'

/** Programs with an embedded database, as real processes on one folder, killed as a machine or an operator kills them. */

let folder: string
const started: EmbeddedProcess[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-killed-copies-'))
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(): EmbeddedProcess {
  const one = startEmbeddedProcess(folder)
  started.push(one)
  return one
}

const postmasterPid = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

test('a start takes over from a killed copy whose PostgreSQL still runs; one of two wins, and whoever runs is respected', {
  timeout: 60_000,
}, async () => {
  const killed = start()
  await killed.ready
  await killed.run('create table kept (n int); insert into kept values (1)')
  const orphan = postmasterPid()
  const underWay = expect(killed.run('select pg_sleep(600)')).rejects.toThrow()
  expect((await start().ended).words).toMatch(/in use by another running copy/)

  await killed.kill()
  expect(findProcess(orphan)).toBeDefined()
  // What was left behind is nobody's: a command does not attach to it, it takes over as a server does.
  expect(findRunning(folder)).toBeUndefined()

  const both = [start(), start()]
  const outcomes = await Promise.allSettled(both.map(({ ready }) => ready))
  await underWay
  const winner = both[outcomes.findIndex(({ status }) => status === 'fulfilled')]
  const loser = both.find((one) => one !== winner)
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await loser?.ended).toEqual({ code: 1, words: expect.stringMatching(/in use by another running copy/) })
  expect(findProcess(orphan)).toBeUndefined()
  expect(await winner?.run('select n from kept')).toEqual([{ n: 1 }])
  expect(findRunning(folder)?.databaseUrl).toMatch(/^postgres:/)
  expect(await winner?.stop()).toBe(0)
  expect([existsSync(join(folder, 'postgres/postmaster.pid')), findRunning(folder)]).toEqual([false, undefined])
})

test('a number that meanwhile belongs to somebody else is not taken for an owner, nor for a PostgreSQL', {
  timeout: 60_000,
}, async () => {
  const killed = start()
  await killed.ready
  const claim = claimFile()
  const known = readFileSync(claim, 'utf8')
  process.kill(postmasterPid(), 'SIGKILL')
  await killed.kill()
  // As after the machine was started anew: this very process runs under the numbers that stand there.
  writeFileSync(claim, JSON.stringify({ ...JSON.parse(known), pid: process.pid }))
  const file = join(folder, 'postgres/postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
  const next = start()
  await next.ready
  expect(await next.run('select 1 as n')).toEqual([{ n: 1 }])
})

test('of many who claim a folder at once one gets it, and after it the next', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'yijian-claims-'))
  try {
    const claims = Array.from({ length: 3 }, () => claimFolder(empty))
    expect(claims.map((claim) => claim !== undefined)).toEqual([true, false, false])
    claims[0]?.release()
    expect(claimFolder(empty)).toBeDefined()
  } finally {
    rmSync(empty, { recursive: true, force: true })
  }
})

function claimFile(): string {
  const newest = Array.from({ length: 50 }, (_, at) => join(folder, `postgres-owner.${at}.json`)).findLast(existsSync)
  return newest ?? ''
}

test('a PostgreSQL that ends by itself is started again at its address, told once each, and stops at once when asked', {
  timeout: 60_000,
}, async () => {
  const one = start()
  await one.ready
  const address = findRunning(folder)?.databaseUrl
  for (let round = 1; round <= 2; round += 1) {
    process.kill(postmasterPid(), 'SIGKILL')
    await expect.poll(() => one.heard(), { timeout: 20_000 }).toEqual(Array(round).fill(['ended', 'back']).flat())
    expect(await one.run('select n from kept')).toEqual([{ n: 1 }])
    expect(findRunning(folder)?.databaseUrl).toBe(address)
  }
  process.kill(postmasterPid(), 'SIGKILL')
  const clock = Date.now()
  expect(await one.stop()).toBe(0)
  expect(Date.now() - clock).toBeLessThan(5000)
})
