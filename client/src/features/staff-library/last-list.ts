import { useEffect, useLayoutEffect } from 'react'
import { paths } from '../../app/paths.ts'

let last: { readonly address: string; readonly y: number; readonly ids: readonly number[] } = {
  address: paths.staffLibrary(),
  y: 0,
  ids: [],
}
let returning = false

/** The way back from an enterprise: the list as it was left, with its search and filters. */
export function useWayBack(): string {
  useEffect(() => {
    returning = true
  }, [])
  return last.address
}

/** The enterprise after this one in the list as it was left, where that is of streets to be confirmed. */
export function nextDoubtful(id: number): string | undefined {
  const { address, ids } = last
  if (!new URLSearchParams(address.split('?')[1]).has('doubtful') || !ids.includes(id)) return undefined
  const next = ids[ids.indexOf(id) + 1]
  return next === undefined ? undefined : paths.staffEnterprise(String(next))
}

/** Whoever comes back from an enterprise to the same list stands where they left it. */
export function useListPlace(address: string, ids: readonly number[]): void {
  // Gone before the next page is scrolled to its top.
  useLayoutEffect(() => {
    const y = returning && last.address === address ? last.y : 0
    returning = false
    last = { ...last, address, y }
    // After the application has gone to the top, as it does on every way forward.
    const timer = y > 0 ? setTimeout(() => scrollTo(0, y)) : undefined
    const note = () => {
      last = { ...last, address, y: scrollY }
    }
    addEventListener('scroll', note, { passive: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', note)
    }
  }, [address])
  useEffect(() => {
    last = { ...last, ids }
  })
}
