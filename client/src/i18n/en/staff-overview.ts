import type { StaffOverviewTexts } from '../zh-CN/staff-overview.ts'

export const texts: StaffOverviewTexts = {
  title: (place) => `Progress in ${place}`,
  fallback: 'Progress',
  path: 'Where you are',
  figures: {
    open: 'Open',
    overdue: 'Overdue',
    soon: 'Due soon',
    unplaced: 'To assign',
    withEnterprise: 'With enterprises',
    established: 'Established',
    library: 'Library',
  },
  map: 'Open applications by district',
  districts: 'Districts and counties',
  streets: 'Streets and townships',
  place: 'Place',
  order: 'In the official order of places',
  stuck: 'Overdue',
  noStuck: 'Nothing is overdue',
  allCases: 'All applications',
}
