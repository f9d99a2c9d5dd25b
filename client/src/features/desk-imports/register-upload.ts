import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import { useSyncExternalStore } from 'react'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { currentSession } from '../../api/session.ts'
import { newId } from '../../new-id.ts'
import { clearDraft, findDraft, saveDraft } from '../../offline/draft.ts'
import { sendInPieces, type Wire } from '../desk-files/send-in-pieces.ts'
import { goOnNow, mayPass, wireOf } from '../desk-files/upload-wire.ts'
import { createImportEndpoint } from './endpoints.ts'
import { keepRecent, type Mark, paceOf, secondsFor } from './pace.ts'

/** What is said about a file when it is brought. */
export interface Statement {
  readonly sourceDate: string | null
  readonly complete: boolean
}

export type RegisterUpload =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'sending' | 'waiting' | 'finishing'
      readonly name: string
      readonly bytes: number
      readonly sent: number
      readonly pace: number | undefined
      readonly secondsLeft: number | undefined
    }
  | { readonly phase: 'failed'; readonly name: string; readonly problem: unknown }
  | { readonly phase: 'arrived'; readonly importId: number }

/** An upload that a reload cut off, for the same file to go on with. */
export interface Interrupted extends Statement {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly modified: number
}

/**
 * The upload of this visit, apart from any page: it goes on while the officer looks at others. Only one at a time, and
 * whoever signs in next on this device finds nothing of it.
 */
let current: RegisterUpload = { phase: 'none' }
let owner: string | undefined
let run = 0
const listeners = new Set<() => void>()

const KEPT_AS = 'register-upload'

export function useRegisterUpload(): RegisterUpload {
  return useSyncExternalStore(subscribe, currentUpload)
}

function currentUpload(): RegisterUpload {
  return owner === undefined || owner === currentSession()?.account.phone ? current : none
}
const none: RegisterUpload = { phase: 'none' }

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

function show(next: RegisterUpload) {
  current = next
  if (next.phase === 'sending' || next.phase === 'waiting') addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
  for (const changed of listeners) changed()
}

function warn(event: BeforeUnloadEvent) {
  event.preventDefault()
}

export async function findInterrupted(): Promise<Interrupted | undefined> {
  const kept = await findDraft(KEPT_AS)
  return isInterrupted(kept) ? kept : undefined
}

export function isSameFile(file: File, { name, bytes, modified }: Interrupted): boolean {
  return file.name === name && file.size === bytes && file.lastModified === modified
}

/** Sends the file and hands it over to be read. What comes of it is told by `useRegisterUpload`. */
export async function beginUpload(file: File, statement: Statement): Promise<void> {
  const mine = ++run
  const stopped = () => mine !== run || owner !== currentSession()?.account.phone
  owner = currentSession()?.account.phone
  const earlier = await findInterrupted()
  const id = earlier && isSameFile(file, earlier) ? earlier.id : newId()
  const { name, size: bytes } = file
  await saveDraft(KEPT_AS, { id, name, bytes, modified: file.lastModified, ...statement } satisfies Interrupted)
  let marks: Mark[] = []
  function tell(phase: 'sending' | 'waiting' | 'finishing', sent: number) {
    if (stopped()) return
    const now = Date.now()
    marks = phase === 'sending' ? [...keepRecent(marks, now), { at: now, bytes: sent }] : []
    const pace = paceOf(marks)
    show({ phase, name, bytes, sent, pace, secondsLeft: secondsFor(bytes - sent, pace) })
  }
  tell('sending', 0)
  try {
    const wire = wireOf({ id, purpose: 'register', name, bytes })
    const arrived = await sendInPieces({
      file,
      pieceBytes: CHUNK_BYTES,
      wire,
      stopped,
      tell: ({ sent, waiting }) => tell(waiting ? 'waiting' : 'sending', sent),
    })
    if (!arrived) return
    tell('finishing', bytes)
    const importId = await handOver(id, statement, wire)
    if (stopped()) return
    await clearDraft(KEPT_AS)
    show({ phase: 'arrived', importId })
  } catch (problem) {
    if (stopped()) return
    // Sent again under the same name it would be refused again.
    if (problem instanceof Refused) await clearDraft(KEPT_AS)
    show({ phase: 'failed', name, problem })
  }
}

/** What it came to has been seen. A file that could not be read may be chosen again and goes on where it stopped. */
export function dismissUpload() {
  run += 1
  show({ phase: 'none' })
}

/** Gives the upload up, and forgets one that was cut off. */
export async function dropUpload(): Promise<void> {
  run += 1
  goOnNow()
  await clearDraft(KEPT_AS)
  show({ phase: 'none' })
}

/** The file is here whole: asking to have it read may be repeated, the same upload is the same import. */
async function handOver(uploadId: string, statement: Statement, { untilNextTry: wait }: Wire): Promise<number> {
  for (let failures = 1; ; failures += 1) {
    try {
      return (await request(createImportEndpoint, { body: { uploadId, ...statement } })).id
    } catch (problem) {
      if (!mayPass(problem)) throw problem
      await wait(failures)
    }
  }
}

function isInterrupted(kept: unknown): kept is Interrupted {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'id' in kept &&
    typeof kept.id === 'string' &&
    'name' in kept &&
    typeof kept.name === 'string' &&
    'bytes' in kept &&
    'modified' in kept &&
    'complete' in kept
  )
}
