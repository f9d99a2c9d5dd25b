import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, projectFiles, readProjectFile } from './tree.ts'

type Import = { readonly from: string; readonly to: string }

/** Relative and workspace imports as paths from the root; packages as they are named. */
const imports: Import[] = projectFiles(/^(shared|server|client|e2e|bench)\/.*\.tsx?$/).flatMap((from) =>
  importsOf(readProjectFile(from)).map((name) => {
    if (name.startsWith('.')) return { from, to: normalize(join(dirname(from), name)) }
    const workspace = /^@yijian\/(\w+)\/(.*)$/.exec(name)
    return { from, to: workspace ? `${workspace[1]}/src/${workspace[2]}` : name }
  }),
)

/** Imports from files matching `from` to modules matching `to`: there must be none. */
function wrong(from: RegExp, to: RegExp): string[] {
  return imports.filter((one) => from.test(one.from) && to.test(one.to)).map((one) => `${one.from} → ${one.to}`)
}

const product = /^(?!.*\.test\.tsx?$)/

test('shared knows neither server nor client, and has no input or output', () => {
  expect(
    wrong(/^shared\/src\/(?!.*\.test\.ts$)/, /^(server|client|e2e|bench)\/|^node:|^react|^fastify|^pg$|^drizzle/),
  ).toEqual([])
})

test('server and client do not know each other', () => {
  expect(wrong(/^server\/src\/(?!.*\.test\.ts$)/, /^client\/src\//)).toEqual([])
  expect(wrong(/^client\/src\//, /^server\//)).toEqual([])
})

test('the kit knows no pages, no requests and no contracts', () => {
  expect(
    wrong(/^client\/src\/ui\//, /^client\/src\/(api|app|features|offline)\/|contract|react-router|react-query/),
  ).toEqual([])
})

test('the product does not lean on what only tests use', () => {
  expect(
    wrong(new RegExp(`${product.source}server/src/(?!testing|policing)`), /server\/src\/(testing|policing)\//),
  ).toEqual([])
})

test('inside the server, what is below does not import what is above', () => {
  // Migrating installs the queue's own tables; the log is below everything.
  expect(wrong(/^server\/src\/db\/(?!.*\.test\.ts$)/, /^server\/src\/(?!db\/|log\.ts$|jobs\/queue\.ts$)/)).toEqual([])
  expect(wrong(/^server\/src\/.*-repository\.ts$/, /^server\/src\/http\//)).toEqual([])
})

/** Who leans on whom: what is asked knows nothing of who asks. */
const oneWay = [
  ['imports', 'tasks'],
  ['imports', 'places'],
  ['library', 'outreach'],
  ['library', 'invitations'],
] as const

test.each(oneWay)('%s leans on %s, and not the other way round', (asking, asked) => {
  expect(wrong(new RegExp(`^server/src/${asked}/(?!.*\\.test\\.ts$)`), new RegExp(`^server/src/${asking}/`))).toEqual(
    [],
  )
})
