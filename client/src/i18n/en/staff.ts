import { many } from '../plural.ts'
import type { StaffTexts } from '../zh-CN/staff.ts'

export const texts: StaffTexts = {
  today: {
    title: 'To do today',
    summary: (count, overdue) => (overdue > 0 ? `${count} to do, ${overdue} of them overdue` : `${count} to do`),
    nothing: 'Nothing is waiting for you',
    nothingText:
      'Applications and answers appear here as they arrive. Meanwhile, look at enterprises nobody has contacted yet.',
    toLibrary: 'Open the library',
    queues: 'Worklists',
    allCases: 'All applications',
    refresh: 'Refresh',
    overdue: (count) => `${count} overdue`,
    register: (count, overdue) =>
      overdue > 0
        ? `A newer register asks for ${many(count, 'thing')}, ${overdue} overdue`
        : `A newer register asks for ${many(count, 'thing')}`,
    toRegister: (count) => (count > 0 ? `Register changes ${count}` : 'Register changes'),
    unknownQueue: 'There is no such worklist',
  },
  cases: {
    title: 'All applications',
    filters: 'Filter by progress',
    show: { open: 'Open', overdue: 'Overdue', established: 'Established', closed: 'Closed' },
    search: 'Enterprise, credit code or application number',
    find: 'Search',
    none: 'No application matches',
    noneText: 'Choose another group, or clear the search.',
  },
  list: {
    enterprise: 'Enterprise',
    place: 'Place',
    state: 'Stage',
    youth: 'Youth',
    members: 'Members',
    check: 'Check',
    due: 'Due',
    claimed: 'Claimed',
    youthCount: (count) => `${count} youth`,
    memberCount: (count) => many(count, 'member'),
    numbersUnknown: 'Numbers to be verified',
    unknown: 'to verify',
    agrees: 'Checks agree',
    look: (what, count) => (count > 1 ? `${what} and more (${count}) to look at` : `${what} to look at`),
    note: (what) => `${what}: a note`,
    registerChanged: 'Register changed',
    mine: 'Mine',
    claimedBy: (name) => `${name} has it`,
    unclaimed: 'Unclaimed',
    more: 'Show more',
    shown: (count) => `${count} shown`,
    intended: (kind) => `${kind} intended`,
  },
  due: {
    left: (days) => `${many(days, 'day')} left`,
    today: 'Due today',
    overdue: (days) => `${many(days, 'day')} overdue`,
    overdueToday: 'Overdue since today',
    enterpriseLeft: (days) => `Enterprise has ${many(days, 'day')}`,
    enterpriseToday: 'Enterprise due today',
    enterpriseOverdue: (days) => `Enterprise ${many(days, 'day')} late`,
    none: 'No deadline',
  },
  people: (count) => `${count}`,
  problem: {
    outside: 'This was not found',
    outsideText:
      'It may lie outside the post you act in, or may have been transferred. Go back to your worklists, or look again from another post.',
    toQueues: 'Back to the worklists',
    changePost: 'Change post',
  },
  place: { county: 'County', street: 'Street or township', loading: 'Loading the streets…' },
}
