import { mkdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, inject } from 'vitest'
import { expect } from './product.ts'

/**
 * Journeys that change the register take turns, file by file: a comparison is out of date as soon as another file takes
 * effect, and only the newest can be taken back.
 */
export function takeTurnWithRegister(): void {
  const turn = () => join(inject('dataDir'), 'register-turn')
  let taken = false
  beforeAll(async () => {
    await expect(() => mkdirSync(turn())).toPass({ timeout: 200_000, intervals: [500] })
    taken = true
  }, 210_000)
  afterAll(() => {
    if (taken) rmdirSync(turn())
  })
}
