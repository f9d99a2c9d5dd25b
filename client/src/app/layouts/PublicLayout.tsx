import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { AppBar } from '../../ui/AppBar.tsx'
import { Link } from '../../ui/Link.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { paths } from '../paths.ts'

/** Masthead, page and foot for everybody who is not at work here. */
export function PublicLayout() {
  const { product, host, skip, footer } = useText(shellTexts)
  return (
    <>
      <a className="skip" href="#content">
        {skip}
      </a>
      <AppBar name={product} home={paths.home()} />
      <div className="frame">
        <Suspense
          fallback={
            <div className="page">
              <Skeleton lines={5} />
            </div>
          }
        >
          <Outlet />
        </Suspense>
      </div>
      <footer className="footer">
        <Link href={paths.applications()}>{footer.applications}</Link>
        <Link href={paths.privacy()}>{footer.privacy}</Link>
        <Link href={paths.staff()}>{footer.staff}</Link>
        <p>{host}</p>
      </footer>
    </>
  )
}
