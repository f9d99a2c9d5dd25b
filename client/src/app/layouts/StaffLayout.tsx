import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { listQueuesEndpoint } from '../../features/staff-work/endpoints.ts'
import { toDo } from '../../features/staff-work/to-do.ts'
import { useWide } from '../../features/staff-work/use-wide.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { AppBar } from '../../ui/AppBar.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TabBar } from '../../ui/TabBar.tsx'
import { paths } from '../paths.ts'

// A refusal is an answer, not a failure: only an unreachable network is worth another try. Without a network the
// attempt fails and says so; TanStack Query would otherwise wait in silence.
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: 'always',
        retry: (tries, error) => tries < 2 && error.name === 'Unreachable',
      },
    },
  })
}

/** What was fetched lives as long as the visit: whoever signs in next on this device finds nothing of it. */
export function StaffLayout() {
  const [queries] = useState(createQueries)
  return (
    <QueryClientProvider client={queries}>
      <Workbench />
    </QueryClientProvider>
  )
}

/** The workbench: the same pages on a phone (tabs below) and on a desk (navigation at the left). */
function Workbench() {
  const { product, workbench, skip, siteNavigation, staffNavigation } = useText(shellTexts)
  const { pathname } = useLocation()
  const post = useSession()?.post ?? undefined
  const { data } = useQuery({
    queryKey: ['queues'],
    queryFn: () => request(listQueuesEndpoint),
    enabled: post !== undefined,
  })
  const inLibrary = pathname.startsWith(paths.staffLibrary())
  const inOverview = pathname.startsWith(paths.staffOverview())
  const inDesk = pathname.startsWith(paths.staffDesk())
  const inMe = pathname.startsWith(paths.staffMe()) || pathname.startsWith(paths.staffPost())
  // On a phone four tabs have room; 我的 leads to the tools there.
  const wide = useWide()
  const count = data && toDo(data.items).count
  return (
    <>
      <a className="skip" href="#content">
        {skip}
      </a>
      <AppBar name={product} area={workbench} home={paths.staff()} {...(post && { place: post.officeName })} />
      <div className="frame with-tabs">
        <div className="frame-body">
          <TabBar
            label={siteNavigation}
            tabs={[
              {
                href: paths.staff(),
                label: staffNavigation.queues,
                icon: 'queue',
                current: !inLibrary && !inOverview && !inDesk && !inMe,
                ...(count !== undefined && { count }),
              },
              { href: paths.staffLibrary(), label: staffNavigation.library, icon: 'library', current: inLibrary },
              { href: paths.staffOverview(), label: staffNavigation.overview, icon: 'chart', current: inOverview },
              ...(wide
                ? [{ href: paths.staffDesk(), label: staffNavigation.desk, icon: 'inbox' as const, current: inDesk }]
                : []),
              { href: paths.staffMe(), label: staffNavigation.me, icon: 'person', current: inMe || (inDesk && !wide) },
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
    </>
  )
}
