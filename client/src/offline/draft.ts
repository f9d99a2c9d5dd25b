import { clear, createStore, del, delMany, entries, get, set, type UseStore } from 'idb-keyval'

/** Long enough for an answer to be looked up at work, short enough for a device that others use. */
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000

interface Stored {
  readonly savedAt: number
  readonly answers: unknown
}

let opened: UseStore | undefined
function store(): UseStore {
  if (!opened) {
    opened = createStore('yijian-drafts', 'drafts')
    void forgetOld(opened)
  }
  return opened
}

const isOld = ({ savedAt }: Stored) => Date.now() - savedAt > KEPT_FOR_MS

/** Also of pages that nobody opens again. */
async function forgetOld(from: UseStore): Promise<void> {
  try {
    const all = await entries<string, Stored>(from)
    await delMany(
      all.flatMap(([key, stored]) => (isOld(stored) ? [key] : [])),
      from,
    )
  } catch {
    // no database here
  }
}

/**
 * Answers kept on this device, so that a reload loses nothing. `undefined` when there are none, they are older
 * than 30 days, or the browser keeps no database (private mode, some in-app browsers). What comes back was written
 * by an earlier release perhaps: check it before use.
 */
export async function findDraft(key: string): Promise<unknown> {
  try {
    const stored = await get<Stored>(key, store())
    if (!stored) return undefined
    if (!isOld(stored)) return stored.answers
    await del(key, store())
  } catch {
    // no database here
  }
  return undefined
}

export async function saveDraft(key: string, answers: unknown): Promise<void> {
  const stored: Stored = { savedAt: Date.now(), answers }
  await set(key, stored, store()).catch(() => {}) // no database here: the server's copy has to do
}

/** After a success. */
export async function clearDraft(key: string): Promise<void> {
  await del(key, store()).catch(() => {})
}

const OWNER = 'owner'

/** At sign-in: whoever was here before may have gone without signing out, and nothing of theirs stays. */
export async function keepDraftsOf(owner: string): Promise<void> {
  if ((await findDraft(OWNER)) !== owner) await clearAllDrafts()
  await saveDraft(OWNER, owner)
}

/** At sign-out: the next person at this counter must not see the last one's answers. */
export async function clearAllDrafts(): Promise<void> {
  await clear(store()).catch(() => {})
}
