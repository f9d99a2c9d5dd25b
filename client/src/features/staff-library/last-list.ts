import { useEffect, useLayoutEffect } from 'react'
import { paths } from '../../app/paths.ts'

let last = { address: paths.staffLibrary(), y: 0 }
let returning = false

/** The way back from an enterprise: the list as it was left, with its search and filters. */
export function useWayBack(): string {
  useEffect(() => {
    returning = true
  }, [])
  return last.address
}

/** Whoever comes back from an enterprise to the same list stands where they left it. */
export function useListPlace(address: string): void {
  // Gone before the next page is scrolled to its top.
  useLayoutEffect(() => {
    const y = returning && last.address === address ? last.y : 0
    returning = false
    last = { address, y }
    // After the application has gone to the top, as it does on every way forward.
    const timer = y > 0 ? setTimeout(() => scrollTo(0, y)) : undefined
    const note = () => {
      last = { address, y: scrollY }
    }
    addEventListener('scroll', note, { passive: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', note)
    }
  }, [address])
}
