import { afterAll, beforeAll, expect, test } from 'vitest'
import { SetUpError } from '../offices/set-up-error.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { newPhone } from '../testing/people.ts'
import { type Command, CommandError } from './command.ts'
import { addOfficeCommand, addOfficerCommand, addPostCommand, disableOfficerCommand, endPostCommand } from './set-up.ts'

const office = '测试街道团工委'
let product: TestApp
beforeAll(async () => {
  product = await startTestApp()
  await call(addOfficeCommand, { name: office, tier: 'street', agency: 'league', divisions: '330106002' })
})
afterAll(() => product.close())

async function call(command: Command, values: Record<string, string>): Promise<Record<string, unknown>> {
  const lines: string[] = []
  const say = (line: string) => lines.push(line)
  const { signal } = new AbortController()
  const { context } = product
  await command.run({ context, values, positionals: [], json: true, say, warn: say, progress: say, signal })
  return JSON.parse(lines.at(-1) ?? '')
}

async function addOfficerAtPost() {
  const phone = newPhone()
  await call(addOfficerCommand, { phone, name: '张三' })
  const { id } = await call(addPostCommand, { phone, office, role: 'clerk' })
  const officer = await product.signIn(phone, { postId: Number(id) })
  return { phone, queues: () => officer.call('GET', '/api/queues') }
}

test('an officer who was given a post works at it, until it ends', async () => {
  const { phone, queues } = await addOfficerAtPost()
  expect((await queues()).status).toBe(200)
  await call(endPostCommand, { phone, office })
  expect((await queues()).status).toBe(401)
  await expect(call(endPostCommand, { phone, office })).rejects.toThrow(/holds no post/)
})

test('a lost phone is signed out and refused', async () => {
  const { phone, queues } = await addOfficerAtPost()
  // As people write it.
  await call(disableOfficerCommand, { phone: `+86 ${phone}` })
  expect((await queues()).status).toBe(401)
})

test('what cannot be set up is said in a sentence', async () => {
  const phone = newPhone()
  await expect(call(addPostCommand, { phone, office, role: 'clerk' })).rejects.toThrow(SetUpError)
  await expect(call(disableOfficerCommand, { phone })).rejects.toThrow(SetUpError)
  await call(addOfficerCommand, { phone, name: '李四' })
  await expect(call(addPostCommand, { phone, office: '没有这个', role: 'clerk' })).rejects.toThrow(/No open office/)
  await expect(call(addPostCommand, { phone, office, role: 'boss' })).rejects.toThrow(CommandError)
  await expect(call(endPostCommand, { phone, office, on: '2026-02-30' })).rejects.toThrow(/must be a day/)
})
