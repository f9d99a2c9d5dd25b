import { Suspense, useLayoutEffect } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import { LocaleProvider } from '../i18n/locale.tsx'
import { LinkContext } from '../ui/Link.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ToastProvider } from '../ui/Toast.tsx'
import { AddressBar } from './AddressBar.tsx'
import { Broken } from './Broken.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { RoutedLink } from './RoutedLink.tsx'
import { Screens } from './routes.tsx'
import { UpdatePrompt } from './UpdatePrompt.tsx'

export function App() {
  return (
    <LocaleProvider>
      <Suspense fallback={<Skeleton />}>
        <Broken>
          <AddressBar>
            <LinkContext value={RoutedLink}>
              <ToastProvider>
                <ScrollToTop />
                <UpdatePrompt />
                <OfflineBanner />
                <Screens />
              </ToastProvider>
            </LinkContext>
          </AddressBar>
        </Broken>
      </Suspense>
    </LocaleProvider>
  )
}

/** A new page begins at its top; going back leaves the position to the browser. */
function ScrollToTop() {
  const { pathname } = useLocation()
  const how = useNavigationType()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of place is what it waits for
  useLayoutEffect(() => {
    if (how !== 'POP') scrollTo(0, 0)
  }, [pathname, how])
  return null
}
