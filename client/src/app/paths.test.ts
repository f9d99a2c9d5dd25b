import { afterEach, expect, test, vi } from 'vitest'
import { paths, safeNext } from './paths.ts'

test('every address of the application', () => {
  const all = Object.entries(paths).map(([name, build]) => `${name}: ${build(':id')}`)
  expect(all).toMatchInlineSnapshot(`
    [
      "home: /",
      "invitationEntry: /i",
      "invitation: /i/:id",
      "signIn: /sign-in?next=%3Aid",
      "apply: /apply",
      "applyInvited: /apply?invited=1",
      "applyEnterprise: /apply/enterprise",
      "applyConfirm: /apply/enterprise/confirm",
      "applyUnlisted: /apply/enterprise/unlisted",
      "applyNumbers: /apply/numbers",
      "applyContact: /apply/contact",
      "applyCheck: /apply/check",
      "applications: /applications",
      "application: /applications/:id",
      "correction: /applications/:id/correction",
      "result: /applications/:id/result",
      "reply: /replies/:id",
      "privacy: /privacy",
      "staff: /staff",
      "staffQueue: /staff/queues/:id",
      "staffCases: /staff/cases",
      "staffCase: /staff/cases/:id",
      "staffLibrary: /staff/library",
      "staffFollowUps: /staff/library/follow-ups",
      "staffEnterprise: /staff/library/:id",
      "staffDesk: /staff/desk",
      "staffImports: /staff/desk/imports",
      "staffImport: /staff/desk/imports/:id",
      "staffLists: /staff/desk/lists",
      "staffList: /staff/desk/lists/:id",
      "staffPlaces: /staff/desk/places",
      "staffSendingRules: /staff/desk/sending-rules",
      "staffTasks: /staff/tasks",
      "staffOverview: /staff/overview",
      "staffOverviewPlace: /staff/overview/:id",
      "staffPost: /staff/post",
      "staffMe: /staff/me",
      "demoInbox: /demo/inbox",
    ]
  `)
})

test('a value from a person cannot leave its segment', () => {
  expect(paths.invitation('../staff?x#y')).toBe('/i/..%2Fstaff%3Fx%23y')
})

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['/applications/7?from=sms', '/applications/7?from=sms'],
  [null, '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['javascript:alert(1)', '/'],
])('sign-in leads back only inside the application: %s', (next, expected) => {
  vi.stubGlobal('location', { origin: 'https://league.example' })
  expect(safeNext(next)).toBe(expected)
})
