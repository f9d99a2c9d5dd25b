import { type ReactNode, startTransition, useEffect, useMemo, useState } from 'react'
import { createPath, type Location, type NavigationType, type Navigator, Router } from 'react-router'
import { newId } from '../new-id.ts'

interface Place {
  readonly location: Location
  readonly by: `${NavigationType}`
}

/**
 * The browser's own history under the router's `<Router>`. Its BrowserRouter does the same, but shares a file with
 * forms, fetchers and server rendering that come along: 4 KB of the first visit.
 */
export function AddressBar({ children }: { readonly children: ReactNode }) {
  const [{ location, by }, setPlace] = useState<Place>(() => ({ location: here(), by: 'POP' }))
  const navigator = useMemo<Navigator>(() => {
    function arrive(how: 'PUSH' | 'REPLACE') {
      startTransition(() => setPlace({ location: here(), by: how }))
    }
    // The router takes push and replace out of this object before it calls them: no `this` in here.
    const addressOf: Navigator['createHref'] = (to) => (typeof to === 'string' ? to : createPath(to))
    return {
      createHref: addressOf,
      go: (steps) => history.go(steps),
      push(to, state) {
        history.pushState({ key: newId(), state }, '', addressOf(to))
        arrive('PUSH')
      },
      replace(to, state) {
        history.replaceState({ key: newId(), state }, '', addressOf(to))
        arrive('REPLACE')
      },
    }
  }, [])
  useEffect(() => {
    const arrive = () => startTransition(() => setPlace({ location: here(), by: 'POP' }))
    addEventListener('popstate', arrive)
    return () => removeEventListener('popstate', arrive)
  }, [])
  return (
    <Router location={location} navigationType={by as NavigationType} navigator={navigator}>
      {children}
    </Router>
  )
}

function here(): Location {
  const { pathname, search, hash } = window.location
  return { pathname, search, hash, state: history.state?.state ?? null, key: history.state?.key ?? 'default' }
}
