import type { Operation } from '@yijian/shared/operation'
import { expect, test } from 'vitest'
import { routesFor } from '../http/routes.ts'
import { projectFiles } from './tree.ts'

const served = routesFor({ demonstration: true }).map(({ operation }) => operation)

async function inContracts(): Promise<Operation[]> {
  const contracts = await Promise.all(
    projectFiles(/^shared\/src\/.*contract\.ts$/).map((path) => import(`../../../${path}`)),
  )
  return contracts.flatMap((contract: Record<string, unknown>) => Object.values(contract).filter(isOperation))
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'method' in value && 'access' in value && 'path' in value
}

test('every operation of a contract is served, and nothing else is', async () => {
  const declared = (await inContracts()).map(({ id }) => id).sort()
  expect(served.map(({ id }) => id).sort()).toEqual(declared)
})

test('ids and addresses of operations are unique', () => {
  expect(new Set(served.map(({ id }) => id)).size).toBe(served.length)
  expect(new Set(served.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)).size).toBe(served.length)
})

test('reading records nothing, and everything that is written says what it records', () => {
  expect(
    served.filter(({ method, records }) => (method === 'GET') !== (records === 'nothing')).map(({ id }) => id),
  ).toEqual([])
})

test('nothing of the demonstration is served in production', () => {
  const demonstration = served.filter(({ access }) => access === 'demonstration').map(({ id }) => id)
  expect(demonstration.length).toBeGreaterThan(0)
  const production = routesFor({ demonstration: false }).map(({ operation }) => operation.id)
  expect(production.filter((id) => demonstration.includes(id))).toEqual([])
})
