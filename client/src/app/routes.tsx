import { type ComponentType, lazy } from 'react'
import { Route, Routes } from 'react-router'
import { HomePage } from '../features/home/HomePage.tsx'
import { PublicLayout } from './layouts/PublicLayout.tsx'
import { SignInLayout } from './layouts/SignInLayout.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { paths } from './paths.ts'

const PrivacyPage = screen(() => import('../features/privacy/PrivacyPage.tsx'), 'PrivacyPage')
const SignInPage = screen(() => import('../features/sign-in/SignInPage.tsx'), 'SignInPage')

/** Every screen. The home page travels with the entry; each other screen is a chunk of its own (`lazy`). */
export function Screens() {
  return (
    <Routes>
      <Route element={<PublicLayout />}>
        <Route path={paths.home()} element={<HomePage />} />
        <Route path={paths.privacy()} element={<PrivacyPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      <Route element={<SignInLayout />}>
        <Route path={paths.signIn()} element={<SignInPage />} />
      </Route>
    </Routes>
  )
}

function screen<Name extends string>(load: () => Promise<{ readonly [Key in Name]: ComponentType }>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }))
}
