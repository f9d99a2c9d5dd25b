import { useEffect, useRef } from 'react'
import { useSession } from '../../api/session.ts'
import { findDraft, saveDraft } from '../../offline/draft.ts'

type Typed = Readonly<Record<string, string>>

export interface KeptSheets {
  readonly value: (sheet: string, name: string) => string | undefined
  /** Without data it is forgotten. */
  readonly keep: (sheet: string, data?: FormData) => void
}

/**
 * What an officer has typed about a case and not yet sent, on this device, for this officer alone: a visit ends where
 * there is no network, and a phone puts pages away.
 */
export function useKeptSheets(caseId: number): KeptSheets {
  const key = `case ${caseId} ${useSession()?.account.phoneMasked}`
  const typed = useRef<Readonly<Record<string, Typed>>>({})
  useEffect(() => {
    void findDraft(key).then((found) => {
      if (isKept(found)) typed.current = { ...found, ...typed.current }
    })
  }, [key])
  return {
    value: (sheet, name) => typed.current[sheet]?.[name],
    keep(sheet, data) {
      const one = Object.fromEntries([...(data ?? [])].map(([name, value]) => [name, String(value)]))
      typed.current = { ...typed.current, [sheet]: one }
      void saveDraft(key, typed.current)
    },
  }
}

function isKept(found: unknown): found is Readonly<Record<string, Typed>> {
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
  return isObject(found) && Object.values(found).every(isObject)
}
