import { writtenIn } from '@yijian/shared/cross-check/claimed-name'
import {
  type Claim,
  type CrossCheck,
  codesMeant,
  crossCheck,
  isCalledForShort,
  isPlain,
  isSettled,
  type Known,
} from '@yijian/shared/cross-check/cross-check'
import { inItsColumns } from '@yijian/shared/cross-check/its-columns'
import { isDecided, isDecidedAround, isFoundAround, type Rivals } from '@yijian/shared/cross-check/rivals'
import type { Queryable } from '../db/queryable.ts'
import {
  distinct,
  findAround,
  findByCodes,
  findCandidates,
  findNamedAndRivals,
  findRivals,
  type Stage,
  stages,
} from './find-candidates.ts'

/** Claims searched together; enough to make round trips small beside the work. */
const CLAIMS_AT_ONCE = 250

/** Checks who is meant, claim by claim, in the given order. */
export async function crossCheckClaims(db: Queryable, written: readonly Claim[]): Promise<CrossCheck[]> {
  const claims = written.map(inItsColumns)
  const answers: CrossCheck[] = []
  for (let start = 0; start < claims.length; start += CLAIMS_AT_ONCE) {
    answers.push(...(await checkTogether(db, claims.slice(start, start + CLAIMS_AT_ONCE))))
  }
  return answers
}

/** The same for one claim, in as few round trips as can be. */
export async function crossCheckClaim(db: Queryable, written: Claim): Promise<CrossCheck> {
  const claim = inItsColumns(written)
  const codes = codesMeant(claim)
  if (codes.length === 0 || writtenIn(claim).names.length !== 1) return only(await crossCheckClaims(db, [claim]))
  const { named, rivals, around } = await findNamedAndRivals(db, codes, claim)
  const [meant, ...others] = named
  // Of several whom a code with a slip may mean, the one to compare with rivals has to be told first.
  if (others.length > 0) return only(await crossCheckClaims(db, [claim]))
  if (!meant) return only(await finish(db, [{ claim, known: [] }]))
  return only(await finish(db, [{ ...amongRivals(claim, named, { named: meant, rivals }), around }]))
}

function only([answer]: readonly CrossCheck[]): CrossCheck {
  if (!answer) throw new Error('a claim went without an answer')
  return answer
}

/** A claim on its way to its answer. */
type Open = {
  readonly claim: Claim
  known: readonly Known[]
  answer?: CrossCheck
  /** Others whom the search has not seen could contest the name with the one that the code names. */
  readonly contestable?: boolean
  /** Whoever is around, when they were found together with the one that the code names. */
  readonly around?: Rivals | undefined
}

async function checkTogether(db: Queryable, claims: readonly Claim[]): Promise<CrossCheck[]> {
  const codes = claims.map((claim) => codesMeant(claim))
  const byCode = await findByCodes(db, [...new Set(codes.flat())])
  // Most claims name a code and its very name; they need no search.
  const open = claims.map((claim, i): Open => {
    const known = codes[i]?.flatMap((code) => byCode.get(code) ?? []) ?? []
    const [named] = known
    const isMeant = named && (isPlain(claim, named) || (known.length === 1 && isAllItsOwn(claim, named)))
    return isMeant ? { claim, known, answer: crossCheck(claim, known) } : { claim, known }
  })
  const contested = open.flatMap((one, i) => {
    const named = one.answer ? undefined : best(one)
    return named ? [{ ...one, named, i }] : []
  })
  const rivals = await findRivals(db, contested)
  for (const [at, { i, claim, known, named }] of contested.entries()) {
    const its = rivals[at]
    if (its) open[i] = amongRivals(claim, known, { named, rivals: its })
  }
  return finish(db, open)
}

/** But for its code: whoever else bears the name sits elsewhere, and none of them has a code that this one could be. */
function isAllItsOwn({ name, address, principal }: Claim, named: Known): boolean {
  return name === named.name && address !== '' && address === named.address && ['', named.principal].includes(principal)
}

/** A name with a slip is mostly borne at the claimed address, where few are; whom that does not tell is searched for. */
async function lookAround(db: Queryable, open: readonly Open[]): Promise<void> {
  const found = await findAround(
    db,
    open.flatMap(({ claim, around }) => (around ? [] : [claim])),
  )
  let at = 0
  for (const one of open) {
    const its = one.around ?? found[at++]
    if (!its) continue
    const known = distinct([...one.known, ...its.known])
    const answer = crossCheck(one.claim, known)
    one.known = known
    if (isDecidedAround(one.claim, its, answer)) one.answer = answer
  }
}

/** Of those whom a code means, which may be several when it has a slip, the one whom all else speaks for. */
function best({ claim, known }: Open): Known | undefined {
  return known.length > 1 ? (crossCheck(claim, known).suggestions[0]?.enterprise ?? known[0]) : known[0]
}

function amongRivals(
  claim: Claim,
  meant: readonly Known[],
  { named, rivals }: { readonly named: Known; readonly rivals: Rivals },
): Open {
  const known = distinct([...meant, ...rivals.known])
  const answer = crossCheck(claim, known)
  return { claim, known, answer, contestable: !isDecided(claim, named, rivals, answer) }
}

async function finish(db: Queryable, claims: readonly Open[]): Promise<CrossCheck[]> {
  await lookAround(
    db,
    claims.filter(({ claim, answer }) => isFoundAround(claim, answer)),
  )
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

/** Whom a code names is compared with more rivals where few do not decide; whom nobody explains is looked for far off. */
function isOpen({ claim, answer, contestable = false }: Open, stage: Stage): boolean {
  if (stage === 'rivals') return contestable
  if (answer === undefined) return true
  if (stage !== 'far' && stage !== 'searched') return !isSettled(answer)
  return answer.verdict === 'absent' || isCalledForShort(claim, answer)
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
