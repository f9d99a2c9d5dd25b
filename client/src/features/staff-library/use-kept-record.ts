import { useEffect, useRef, useState } from 'react'
import { useSession } from '../../api/session.ts'
import { clearDraft, findDraft, saveDraft } from '../../offline/draft.ts'

export interface KeptRecord {
  readonly value: (name: string) => string | undefined
  readonly keep: (data: FormData) => void
  readonly forget: () => void
  /** True when it was typed before this page was opened. */
  readonly restored: boolean
}

/** A record of a contact as typed so far, kept on this device until it is saved: basements have no network. */
export function useKeptRecord(enterpriseId: number): KeptRecord {
  const key = `outreach ${enterpriseId} ${useSession()?.account.phoneMasked}`
  const typed = useRef(new Map<string, string>())
  const [restored, setRestored] = useState(false)
  useEffect(() => {
    let gone = false
    void findDraft(key).then((found) => {
      if (gone || typed.current.size > 0 || !isRecord(found)) return
      typed.current = new Map(Object.entries(found))
      setRestored(true)
    })
    return () => {
      gone = true
    }
  }, [key])
  return {
    restored,
    value: (name) => typed.current.get(name),
    keep(data) {
      typed.current = new Map([...data].map(([name, value]) => [name, String(value)] as const))
      void saveDraft(key, Object.fromEntries(typed.current))
    },
    forget() {
      typed.current = new Map()
      setRestored(false)
      void clearDraft(key)
    },
  }
}

function isRecord(found: unknown): found is Record<string, string> {
  return typeof found === 'object' && found !== null && Object.values(found).every((value) => typeof value === 'string')
}
