import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Outlet, useLocation } from 'react-router'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { AppBar } from '../../ui/AppBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TabBar } from '../../ui/TabBar.tsx'
import { paths } from '../paths.ts'

// A refusal is an answer, not a failure: only an unreachable network is worth another try.
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (tries, error) => tries < 2 && error.name === 'Unreachable' },
  },
})

/** The workbench: the same pages on a phone (tabs below) and on a desk (navigation at the left). */
export function StaffLayout() {
  const { product, workbench, skip, siteNavigation, staffNavigation } = useText(shellTexts)
  const { pathname } = useLocation()
  const inLibrary = pathname.startsWith(paths.staffLibrary())
  const inOverview = pathname.startsWith(paths.staffOverview())
  const inMe = pathname.startsWith(paths.staffMe()) || pathname.startsWith(paths.staffPost())
  return (
    <QueryClientProvider client={queries}>
      <a className="skip" href="#content">
        {skip}
      </a>
      <AppBar name={product} area={workbench} home={paths.staff()} />
      <div className="frame with-tabs">
        <div className="frame-body">
          <TabBar
            label={siteNavigation}
            tabs={[
              {
                href: paths.staff(),
                label: staffNavigation.queues,
                icon: 'queue',
                current: !inLibrary && !inOverview && !inMe,
              },
              { href: paths.staffLibrary(), label: staffNavigation.library, icon: 'library', current: inLibrary },
              { href: paths.staffOverview(), label: staffNavigation.overview, icon: 'chart', current: inOverview },
              { href: paths.staffMe(), label: staffNavigation.me, icon: 'person', current: inMe },
            ]}
          />
          <Suspense
            fallback={
              <div className="page page-wide">
                <Skeleton lines={5} />
              </div>
            }
          >
            <Outlet />
          </Suspense>
        </div>
      </div>
    </QueryClientProvider>
  )
}
