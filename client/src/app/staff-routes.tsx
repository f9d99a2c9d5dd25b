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
const LibraryPage = screen(() => import('../features/staff-library/LibraryPage.tsx'), 'LibraryPage')
const EnterprisePage = screen(() => import('../features/staff-library/EnterprisePage.tsx'), 'EnterprisePage')
const FollowUpsPage = screen(() => import('../features/staff-library/FollowUpsPage.tsx'), 'FollowUpsPage')
const OverviewPage = screen(() => import('../features/staff-overview/OverviewPage.tsx'), 'OverviewPage')
// At a desk (features/desk-*): not fetched ahead onto phones, see vite.config.ts.
const DeskPage = screen(() => import('../features/desk-home/DeskPage.tsx'), 'DeskPage')
const ImportsPage = screen(() => import('../features/desk-imports/ImportsPage.tsx'), 'ImportsPage')
const ImportPage = screen(() => import('../features/desk-imports/ImportPage.tsx'), 'ImportPage')
const ListsPage = screen(() => import('../features/desk-lists/ListsPage.tsx'), 'ListsPage')
const ListPage = screen(() => import('../features/desk-lists/ListPage.tsx'), 'ListPage')
const SendingRulesPage = screen(() => import('../features/desk-sending/SendingRulesPage.tsx'), 'SendingRulesPage')
const PlacesPage = screen(() => import('../features/desk-places/PlacesPage.tsx'), 'PlacesPage')
const TasksPage = screen(() => import('../features/staff-tasks/TasksPage.tsx'), 'TasksPage')
const MePage = screen(() => import('../features/staff-me/MePage.tsx'), 'MePage')

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
        <Route path={paths.staffLibrary()} element={<LibraryPage />} />
        <Route path={paths.staffFollowUps()} element={<FollowUpsPage />} />
        <Route path={paths.staffEnterprise(':id')} element={<EnterprisePage />} />
        <Route path={paths.staffOverview()} element={<OverviewPage />} />
        <Route path={paths.staffOverviewPlace(':place')} element={<OverviewPage />} />
        <Route path={paths.staffDesk()} element={<DeskPage />} />
        <Route path={paths.staffImports()} element={<ImportsPage />} />
        <Route path={paths.staffImport(':id')} element={<ImportPage />} />
        <Route path={paths.staffLists()} element={<ListsPage />} />
        <Route path={paths.staffList(':id')} element={<ListPage />} />
        <Route path={paths.staffSendingRules()} element={<SendingRulesPage />} />
        <Route path={paths.staffPlaces()} element={<PlacesPage />} />
        <Route path={paths.staffTasks()} element={<TasksPage />} />
        <Route path={paths.staffMe()} element={<MePage />} />
      </Route>
    </Route>
  </Route>
)
