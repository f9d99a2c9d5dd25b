import { Route, Routes } from 'react-router'
import { NotFoundPage } from './NotFoundPage.tsx'
import { staffRoutes } from './staff-routes.tsx'

/** The workbench apart from the rest, so that an applicant's first visit does not carry even the list of its screens. */
export function StaffScreens() {
  return (
    <Routes>
      {staffRoutes}
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}
