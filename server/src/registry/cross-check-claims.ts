import { readCode } from '@yijian/shared/registry/claimed-code'
import { writtenIn } from '@yijian/shared/registry/claimed-name'
import {
  type Claim,
  type CrossCheck,
  codesMeant,
  crossCheck,
  isPlain,
  isSettled,
  type Known,
} from '@yijian/shared/registry/cross-check'
import type { Queryable } from '../db/queryable.ts'
import { distinct, findByCodes, findCandidates, findNamedAndRivals, type Stage, stages } from './find-candidates.ts'

/** Claims searched together; enough to make round trips small beside the work. */
const CLAIMS_AT_ONCE = 250

/** Checks who is meant, claim by claim, in the given order. */
export async function crossCheckClaims(db: Queryable, claims: readonly Claim[]): Promise<CrossCheck[]> {
  const answers: CrossCheck[] = []
  for (let start = 0; start < claims.length; start += CLAIMS_AT_ONCE) {
    answers.push(...(await checkTogether(db, claims.slice(start, start + CLAIMS_AT_ONCE))))
  }
  return answers
}

/** The same for one claim, in as few round trips as can be. */
export async function crossCheckClaim(db: Queryable, claim: Claim): Promise<CrossCheck> {
  const reading = readCode(claim)
  if (reading.ok && writtenIn(claim).names.length === 1) {
    const { known, allRivals } = await findNamedAndRivals(db, reading.code, claim)
    const answer = crossCheck(claim, known)
    const named = known.some(({ code }) => code === reading.code)
    if (named && (allRivals || isBeyondRivals(answer))) return only(await finish(db, [{ claim, known, answer }]))
    if (named) return only(await finish(db, [{ claim, known }]))
  }
  return only(await crossCheckClaims(db, [claim]))
}

/**
 * With code and address or person speaking for one, whose name this is or nearly is, it is that one, however many share the
 * core of the name.
 */
function isBeyondRivals({ reasons }: CrossCheck): boolean {
  return !reasons.includes('name_different') && (reasons.includes('address_same') || reasons.includes('principal_same'))
}

function only([answer]: readonly CrossCheck[]): CrossCheck {
  if (!answer) throw new Error('a claim went without an answer')
  return answer
}

/** A claim on its way to its answer. */
type Open = { readonly claim: Claim; known: readonly Known[]; answer?: CrossCheck }

async function checkTogether(db: Queryable, claims: readonly Claim[]): Promise<CrossCheck[]> {
  // Most claims name a code and its very name; they need no search.
  const codes = claims.map((claim) => codesMeant(claim))
  const byCode = await findByCodes(db, [...new Set(codes.flat())])
  const open = claims.map((claim, i): Open => {
    const known = codes[i]?.flatMap((code) => byCode.get(code) ?? []) ?? []
    const [named] = known
    return named && isPlain(claim, named) ? { claim, known, answer: crossCheck(claim, known) } : { claim, known }
  })
  return finish(db, open)
}

async function finish(db: Queryable, claims: readonly Open[]): Promise<CrossCheck[]> {
  for (const stage of stages)
    await search(
      db,
      claims.filter((one) => isOpen(one, stage)),
      stage,
    )
  return claims.map(({ answer }) => {
    if (!answer) throw new Error('a claim went without an answer')
    return answer
  })
}

/** Whom a code names is compared with rivals first; whom nobody explains is looked for far off. */
function isOpen({ claim, known, answer }: Open, stage: Stage): boolean {
  if (stage === 'rivals') return answer === undefined && known.length > 0 && readCode(claim).ok
  if (answer === undefined) return true
  return stage === 'far' || stage === 'searched' ? answer.verdict === 'absent' : !isSettled(answer)
}

async function search(db: Queryable, open: readonly Open[], stage: Stage): Promise<void> {
  if (open.length === 0) return
  const found = await findCandidates(
    db,
    open.map(({ claim }) => claim),
    stage,
  )
  for (const [i, one] of open.entries()) {
    const known = distinct([...one.known, ...(found[i] ?? [])])
    if (one.answer && known.length === one.known.length) continue
    one.known = known
    one.answer = crossCheck(one.claim, known)
  }
}
