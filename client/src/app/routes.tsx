import { Route, Routes } from 'react-router'
import { HomePage } from '../features/home/HomePage.tsx'
import { PublicLayout } from './layouts/PublicLayout.tsx'
import { SignInLayout } from './layouts/SignInLayout.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { paths } from './paths.ts'
import { screen } from './screen.ts'
import { staffRoutes } from './staff-routes.tsx'

const InboxPage = screen(() => import('../features/demo/InboxPage.tsx'), 'InboxPage')
const InvitationEntryPage = screen(
  () => import('../features/invitation/InvitationEntryPage.tsx'),
  'InvitationEntryPage',
)
const InvitationPage = screen(() => import('../features/invitation/InvitationPage.tsx'), 'InvitationPage')
const PrivacyPage = screen(() => import('../features/privacy/PrivacyPage.tsx'), 'PrivacyPage')
const SignInPage = screen(() => import('../features/sign-in/SignInPage.tsx'), 'SignInPage')

/** Every screen. The home page travels with the entry; each other screen is a chunk of its own (`lazy`). */
export function Screens() {
  return (
    <Routes>
      <Route element={<PublicLayout />}>
        <Route path={paths.home()} element={<HomePage />} />
        <Route path={paths.invitationEntry()} element={<InvitationEntryPage />} />
        <Route path={paths.invitation(':code')} element={<InvitationPage />} />
        <Route path={paths.demoInbox()} element={<InboxPage />} />
        <Route path={paths.privacy()} element={<PrivacyPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      <Route element={<SignInLayout />}>
        <Route path={paths.signIn()} element={<SignInPage />} />
      </Route>
      {staffRoutes}
    </Routes>
  )
}
