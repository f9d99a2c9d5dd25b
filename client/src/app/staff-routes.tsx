import { Route } from 'react-router'
import { paths } from './paths.ts'
import { SignedIn } from './SignedIn.tsx'
import { screen } from './screen.ts'

const StaffLayout = screen(() => import('./layouts/StaffLayout.tsx'), 'StaffLayout')
const AtPost = screen(() => import('../features/staff-post/AtPost.tsx'), 'AtPost')
const PostPage = screen(() => import('../features/staff-post/PostPage.tsx'), 'PostPage')
const QueuePage = screen(() => import('../features/staff-queue/QueuePage.tsx'), 'QueuePage')
const CasesPage = screen(() => import('../features/staff-queue/CasesPage.tsx'), 'CasesPage')
const CasePage = screen(() => import('../features/staff-case/CasePage.tsx'), 'CasePage')

/** The screens of the workbench, all of them for an officer acting in a post. */
export const staffRoutes = (
  <Route element={<StaffLayout />}>
    <Route element={<SignedIn />}>
      <Route element={<AtPost />}>
        <Route path={paths.staffPost()} element={<PostPage />} />
        <Route path={paths.staff()} element={<QueuePage />} />
        <Route path={paths.staffQueue(':queue')} element={<QueuePage />} />
        <Route path={paths.staffCases()} element={<CasesPage />} />
        <Route path={paths.staffCase(':id')} element={<CasePage />} />
      </Route>
    </Route>
  </Route>
)
