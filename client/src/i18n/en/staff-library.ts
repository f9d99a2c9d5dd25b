import type { StaffLibraryTexts } from '../zh-CN/staff-library.ts'

export const texts: StaffLibraryTexts = {
  title: 'Enterprise library',
  search: 'Name or credit code',
  find: 'Search',
  followUps: 'My follow-ups',
  filters: 'Filter by outreach',
  all: 'All',
  outreach: { none: 'Not contacted', invited: 'Invited', applying: 'Applying', organised: 'Has an organisation' },
  none: 'No enterprise matches',
  noneText: 'Choose another group, or search by the most distinctive part of the name.',
  columns: { name: 'Enterprise', place: 'Place', status: 'Status', headcount: 'Staff', outreach: 'Outreach' },
  headcount: (count) => `Staff ${count}`,
  unknown: 'Not registered',
}
