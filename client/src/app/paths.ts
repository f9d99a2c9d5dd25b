/**
 * Every address of the application, and nothing else builds one. A value beginning with `:` is left as it is,
 * so that the same builder gives the pattern: `paths.invitation(':code')`.
 */
export const paths = {
  home: () => '/',
  invitationEntry: () => '/i',
  invitation: (code: string) => `/i/${segment(code)}`,
  signIn: (next?: string) => (next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`),
  apply: () => '/apply',
  applyInvited: () => '/apply?invited=1',
  applyEnterprise: () => '/apply/enterprise',
  applyConfirm: () => '/apply/enterprise/confirm',
  applyUnlisted: () => '/apply/enterprise/unlisted',
  applyNumbers: () => '/apply/numbers',
  applyContact: () => '/apply/contact',
  applyCheck: () => '/apply/check',
  applications: () => '/applications',
  application: (id: string) => `/applications/${segment(id)}`,
  correction: (id: string) => `/applications/${segment(id)}/correction`,
  result: (id: string) => `/applications/${segment(id)}/result`,
  reply: (id: string) => `/replies/${segment(id)}`,
  privacy: () => '/privacy',
  staff: () => '/staff',
  staffQueue: (queue: string) => `/staff/queues/${segment(queue)}`,
  staffCases: () => '/staff/cases',
  staffCase: (id: string) => `/staff/cases/${segment(id)}`,
  staffLibrary: () => '/staff/library',
  staffFollowUps: () => '/staff/library/follow-ups',
  staffEnterprise: (id: string) => `/staff/library/${segment(id)}`,
  staffDesk: () => '/staff/desk',
  staffImports: () => '/staff/desk/imports',
  staffImport: (id: string) => `/staff/desk/imports/${segment(id)}`,
  staffLists: () => '/staff/desk/lists',
  staffList: (id: string) => `/staff/desk/lists/${segment(id)}`,
  staffPlaces: () => '/staff/desk/places',
  staffSendingRules: () => '/staff/desk/sending-rules',
  staffTasks: () => '/staff/tasks',
  staffOverview: () => '/staff/overview',
  staffOverviewPlace: (placeId: string) => `/staff/overview/${segment(placeId)}`,
  staffPost: () => '/staff/post',
  staffMe: () => '/staff/me',
  demoInbox: (phone?: string) =>
    phone === undefined || phone.startsWith(':') ? '/demo/inbox' : `/demo/inbox?phone=${encodeURIComponent(phone)}`,
} as const

/** An address with what is searched, filtered or to come next; what is empty is left out. */
export function withQuery(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  return query.size > 0 ? `${path}?${query}` : path
}

/** Where to go after sign-in: only ever a place of this application, whatever the address bar says. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/')) return paths.home()
  const target = new URL(next, location.origin)
  return target.origin === location.origin ? target.pathname + target.search : paths.home()
}

function segment(value: string): string {
  return value.startsWith(':') ? value : encodeURIComponent(value)
}
