import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import { eventHash, keyed, type LedgerContent, type LedgerKeys, ledgerKeys } from './ledger-hash.ts'
import { rootOf, type SealedHead, sealText } from './seal-ledger.ts'

export type LedgerProblem = {
  readonly applicationId: number | null
  readonly seq: number | null
  readonly problem: string
}
export type LedgerReport = {
  readonly events: number
  readonly applications: number
  readonly seals: number
  readonly problems: LedgerProblem[]
}

const PAGE = 5000

/**
 * Reads the whole ledger with its key and reports what does not fit: an edited, removed, added or
 * reordered event, a cut tail, a chain rebuilt without the key, a state that no event explains.
 */
export async function verifyLedger(context: Pick<Context, 'database' | 'config'>): Promise<LedgerReport> {
  const keys = ledgerKeys(context.config.secrets.ledger)
  return withTx(context.database, systemScope, async (tx) => {
    const problems: LedgerProblem[] = []
    const heads = new Map<number, { seq: number; hash: Buffer }>()
    const hashes = new Map<string, string>()
    const states = new Map<string, string>()
    let events = 0
    for (let after = { application: 0, seq: 0 }; ; ) {
      const page = await readPage(tx, after)
      for (const { content, prevHash, hash, keyId } of page) {
        const problem = checkEvent(keys, content, prevHash, hash, keyId, heads.get(content.applicationId))
        if (problem) problems.push({ applicationId: content.applicationId, seq: content.seq, problem })
        heads.set(content.applicationId, { seq: content.seq, hash })
        hashes.set(`${content.applicationId}:${content.seq}`, hash.toString('hex'))
        states.set(`${content.applicationId}:${content.agency}`, content.toState)
      }
      events += page.length
      const last = page.at(-1)?.content
      if (!last || page.length < PAGE) break
      after = { application: last.applicationId, seq: last.seq }
    }
    problems.push(...(await checkHeads(tx, heads)), ...(await checkStates(tx, states)))
    const seals = await checkSeals(tx, keys, hashes, problems)
    return { events, applications: heads.size, seals, problems }
  })
}

type Stored = { content: LedgerContent; prevHash: Buffer | null; hash: Buffer; keyId: string }

async function readPage(tx: Tx, after: { application: number; seq: number }): Promise<Stored[]> {
  const page = await rows<LedgerContent & { at: string | Date; prevHash: Buffer | null; hash: Buffer; keyId: string }>(
    tx,
    sql`select application_id as "applicationId", seq, at, agency, action, from_state as "fromState", to_state as "toState",
          from_step as "fromStep", to_step as "toStep", actor_kind as "actorKind", account_id as "accountId",
          officer_id as "officerId", post_id as "postId", office_id as "officeId", actor_name as "actorName",
          office_name as "officeName", reasons, note, applicant_text as "applicantText", payload, command_id as "commandId",
          command_digest as "commandDigest", prev_hash as "prevHash", hash, key_id as "keyId"
        from ledger_event where (application_id, seq) > (${after.application}, ${after.seq})
        order by application_id, seq limit ${PAGE}`,
  )
  return page.map(({ prevHash, hash, keyId, ...content }) => ({
    content: { ...content, at: new Date(content.at) },
    prevHash,
    hash,
    keyId,
  }))
}

function checkEvent(
  keys: LedgerKeys,
  content: LedgerContent,
  prevHash: Buffer | null,
  hash: Buffer,
  keyId: string,
  previous: { seq: number; hash: Buffer } | undefined,
): string | undefined {
  if (content.seq !== (previous?.seq ?? 0) + 1) return `event ${(previous?.seq ?? 0) + 1} is missing`
  if (!(previous?.hash ?? Buffer.alloc(0)).equals(prevHash ?? Buffer.alloc(0)))
    return 'does not follow the event before it'
  const expected = eventHash(keys, keyId, prevHash, content)
  if (!expected) return `was written with the unknown key ${keyId}`
  return expected.equals(hash) ? undefined : 'was changed after it was written, or written without the key'
}

async function checkHeads(tx: Tx, heads: ReadonlyMap<number, { seq: number; hash: Buffer }>): Promise<LedgerProblem[]> {
  const stored = await rows<{ id: number; seq: number; hash: Buffer | null }>(
    tx,
    sql`select id, ledger_seq as seq, ledger_head as hash from application`,
  )
  return stored
    .filter(
      ({ id, seq, hash }) => (heads.get(id)?.seq ?? 0) !== seq || (hash !== null && !heads.get(id)?.hash.equals(hash)),
    )
    .map(({ id, seq }) => ({
      applicationId: id,
      seq,
      problem: `the chain ends at event ${heads.get(id)?.seq ?? 0}, its head says ${seq}`,
    }))
}

/** The ledger explains every state: a review whose state no event led to was written behind its back. */
async function checkStates(tx: Tx, states: ReadonlyMap<string, string>): Promise<LedgerProblem[]> {
  const reviews = await rows<{ id: number; agency: string; state: string }>(
    tx,
    sql`select application_id as id, agency, state from review`,
  )
  return reviews
    .filter(({ id, agency, state }) => states.get(`${id}:${agency}`) !== state)
    .map(({ id, agency, state }) => ({
      applicationId: id,
      seq: null,
      problem: `is ${state}, the ledger says ${states.get(`${id}:${agency}`) ?? 'nothing'}`,
    }))
}

async function checkSeals(
  tx: Tx,
  keys: LedgerKeys,
  hashes: ReadonlyMap<string, string>,
  problems: LedgerProblem[],
): Promise<number> {
  const seals = await rows<{
    id: number
    at: string
    heads: number
    root: Buffer
    prev_hash: Buffer | null
    hash: Buffer
    key_id: string
  }>(tx, sql`select id, at, heads, root, prev_hash, hash, key_id from ledger_seal order by id`)
  let previous: Buffer | null = null
  for (const seal of seals) {
    const heads = await rows<SealedHead>(
      tx,
      sql`select application_id, seq, hash from ledger_sealed_head where seal_id = ${seal.id} order by application_id`,
    )
    const expected = keyed(keys, seal.key_id, previous, sealText(new Date(seal.at), seal.heads, seal.root))
    if (!expected?.equals(seal.hash) || heads.length !== seal.heads || !rootOf(heads).equals(seal.root)) {
      problems.push({ applicationId: null, seq: null, problem: `seal ${seal.id} was changed` })
    }
    for (const head of heads) {
      if (hashes.get(`${head.application_id}:${head.seq}`) !== head.hash.toString('hex')) {
        problems.push({
          applicationId: head.application_id,
          seq: head.seq,
          problem: `is not what seal ${seal.id} holds`,
        })
      }
    }
    previous = seal.hash
  }
  return seals.length
}
