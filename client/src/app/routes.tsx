import { Route, Routes, useLocation } from 'react-router'
import { HomePage } from '../features/home/HomePage.tsx'
import { PublicLayout } from './layouts/PublicLayout.tsx'
import { SignInLayout } from './layouts/SignInLayout.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { paths } from './paths.ts'
import { SignedIn } from './SignedIn.tsx'
import { screen } from './screen.ts'

const apply = () => import('../features/apply/screens.ts')
const ApplyLayout = screen(apply, 'ApplyLayout')
const ApplyCheckPage = screen(apply, 'CheckPage')
const ApplyConfirmPage = screen(apply, 'ConfirmPage')
const ApplyContactPage = screen(apply, 'ContactPage')
const ApplyFindPage = screen(apply, 'FindPage')
const ApplyNumbersPage = screen(apply, 'NumbersPage')
const ApplyStartPage = screen(apply, 'StartPage')
const ApplyUnlistedPage = screen(apply, 'UnlistedPage')
const applications = () => import('../features/applications/screens.ts')
const ApplicationPage = screen(applications, 'ApplicationPage')
const ApplicationsPage = screen(applications, 'ApplicationsPage')
const CorrectionPage = screen(applications, 'CorrectionPage')
const ResultPage = screen(applications, 'ResultPage')
const ReplyPage = screen(() => import('../features/reply/ReplyPage.tsx'), 'ReplyPage')
const InboxPage = screen(() => import('../features/demo/InboxPage.tsx'), 'InboxPage')
const InvitationEntryPage = screen(
  () => import('../features/invitation/InvitationEntryPage.tsx'),
  'InvitationEntryPage',
)
const InvitationPage = screen(() => import('../features/invitation/InvitationPage.tsx'), 'InvitationPage')
const PrivacyPage = screen(() => import('../features/privacy/PrivacyPage.tsx'), 'PrivacyPage')
const StaffScreens = screen(() => import('./StaffScreens.tsx'), 'StaffScreens')
const SignInPage = screen(() => import('../features/sign-in/SignInPage.tsx'), 'SignInPage')

/** Every screen. The home page travels with the entry; each other screen is a chunk of its own (`lazy`). */
export function Screens() {
  const { pathname } = useLocation()
  if (pathname === paths.staff() || pathname.startsWith(`${paths.staff()}/`)) return <StaffScreens />
  return (
    <Routes>
      <Route element={<PublicLayout />}>
        <Route path={paths.home()} element={<HomePage />} />
        <Route path={paths.invitationEntry()} element={<InvitationEntryPage />} />
        <Route path={paths.invitation(':code')} element={<InvitationPage />} />
        <Route path={paths.demoInbox()} element={<InboxPage />} />
        <Route path={paths.privacy()} element={<PrivacyPage />} />
        <Route element={<SignedIn />}>
          <Route element={<ApplyLayout />}>
            <Route path={paths.apply()} element={<ApplyStartPage />} />
            <Route path={paths.applyEnterprise()} element={<ApplyFindPage />} />
            <Route path={paths.applyConfirm()} element={<ApplyConfirmPage />} />
            <Route path={paths.applyUnlisted()} element={<ApplyUnlistedPage />} />
            <Route path={paths.applyNumbers()} element={<ApplyNumbersPage />} />
            <Route path={paths.applyContact()} element={<ApplyContactPage />} />
            <Route path={paths.applyCheck()} element={<ApplyCheckPage />} />
          </Route>
          <Route path={paths.applications()} element={<ApplicationsPage />} />
          <Route path={paths.application(':id')} element={<ApplicationPage />} />
          <Route path={paths.correction(':id')} element={<CorrectionPage />} />
          <Route path={paths.result(':id')} element={<ResultPage />} />
          <Route path={paths.reply(':id')} element={<ReplyPage />} />
        </Route>
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      <Route element={<SignInLayout />}>
        <Route path={paths.signIn()} element={<SignInPage />} />
      </Route>
    </Routes>
  )
}
