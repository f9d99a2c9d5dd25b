import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { AppBar } from '../../ui/AppBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { paths } from '../paths.ts'

/** Sign-in shows one thing: no foot, nothing that leads away. */
export function SignInLayout() {
  const { product, skip } = useText(shellTexts)
  return (
    <>
      <a className="skip" href="#content">
        {skip}
      </a>
      <AppBar name={product} home={paths.home()} />
      <div className="frame frame-narrow">
        <Suspense
          fallback={
            <div className="page">
              <Skeleton />
            </div>
          }
        >
          <Outlet />
        </Suspense>
      </div>
    </>
  )
}
