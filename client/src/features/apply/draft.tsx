import type { getDraft, saveDraft as keepDraft, Receipt } from '@yijian/shared/application/contract'
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { findDraft, saveDraft } from '../../offline/draft.ts'
import { type Answers, holdsAnswers, newestAnswers, noAnswers } from './answers.ts'

const getDraftEndpoint = endpoint<typeof getDraft>('GET', '/api/draft')
const saveDraftEndpoint = endpoint<typeof keepDraft>('PUT', '/api/draft')
const SAVE_AFTER_MS = 1200

export interface Draft {
  readonly answers: Answers
  /** Answers of another time that have come back, `aside` once the form was begun anew; told until the next page. */
  readonly returned: { readonly answers: Answers; readonly aside: boolean } | undefined
  /** A page that told of them is left. */
  readonly told: () => void
  readonly save: (change: Partial<Answers>) => Answers
  /** Begins anew. */
  readonly clear: () => void
  /** Resolves when no copy is on its way any more: an earlier one must not arrive after the submission. */
  readonly settle: () => Promise<void>
  readonly finish: (receipt: Receipt) => void
}

const DraftContext = createContext<Draft | undefined>(undefined)

export function useDraft(): Draft {
  const draft = use(DraftContext)
  if (draft === undefined) throw new Error('no draft around this page')
  return draft
}

/** Keeps what is typed on this device at once and on the server a moment later, so that another browser goes on. */
export function DraftProvider({ children, waiting }: { readonly children: ReactNode; readonly waiting: ReactNode }) {
  const key = `apply:${useSession()?.account.phoneMasked}`
  const [answers, setAnswers] = useState<Answers>()
  const [returned, setReturned] = useState<Draft['returned']>()
  const goesOn = useRef(false)
  const latest = useRef(noAnswers)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const underWay = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    let wanted = true
    Promise.all([findDraft(key), findKeptDraft()]).then((copies) => {
      if (!wanted) return
      latest.current = newestAnswers(copies, Date.now())
      setAnswers(latest.current)
      if (holdsAnswers(latest.current)) setReturned({ answers: latest.current, aside: false })
    })
    return () => {
      wanted = false
    }
  }, [key])

  function put(next: Answers) {
    latest.current = next
    setAnswers(next)
    saveDraft(key, next)
  }

  function keepSoon(form: string) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      // Without a network the copy on this device has to do.
      underWay.current = request(saveDraftEndpoint, { body: { form } }).catch(() => {})
    }, SAVE_AFTER_MS)
  }

  if (answers === undefined) return waiting
  const draft: Draft = {
    answers,
    returned,
    told() {
      if (goesOn.current) setReturned(undefined)
    },
    save(change) {
      goesOn.current = true
      const next = { ...latest.current, ...change, savedAt: Date.now() }
      put(next)
      keepSoon(JSON.stringify(next))
      return next
    },
    clear() {
      goesOn.current = false
      setReturned(holdsAnswers(answers) ? { answers, aside: true } : undefined)
      put({ ...noAnswers, savedAt: Date.now() })
      keepSoon('')
    },
    async settle() {
      clearTimeout(timer.current)
      await underWay.current
    },
    finish(sent) {
      setReturned(undefined)
      put({ ...noAnswers, savedAt: Date.now(), sent })
    },
  }
  return <DraftContext value={draft}>{children}</DraftContext>
}

async function findKeptDraft(): Promise<unknown> {
  try {
    const { form } = await request(getDraftEndpoint)
    return form === null ? undefined : JSON.parse(form)
  } catch {
    return undefined
  }
}
