import { Route, Routes } from 'react-router'
import { HomePage } from '../features/home/HomePage.tsx'
import { PublicLayout } from './layouts/PublicLayout.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { paths } from './paths.ts'

/** Every screen. The home page travels with the entry; each other screen is a chunk of its own (`lazy`). */
export function Screens() {
  return (
    <Routes>
      <Route element={<PublicLayout />}>
        <Route path={paths.home()} element={<HomePage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  )
}
