import { normaliseCreditCode, parseCreditCode } from '@yijian/shared/credit-code'
import { Refusal } from '@yijian/shared/errors'
import { MOST_AT_ONCE } from '@yijian/shared/library/limits'
import type { archiveTag, giveTag, listTags, makeTag, TagView } from '@yijian/shared/library/list-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { once } from './library-command.ts'
import { selectEnterprises } from './select-enterprises.ts'
import { changeTagged, findTags, getOwnTag, insertTag, makesTags } from './tags-repository.ts'

const UNKNOWN_TOLD = 50

export async function handleListTags({ context, caller }: Call<typeof listTags>): Promise<AnswerOf<typeof listTags>> {
  return withTx(context.database, caller.scope, async (tx) => ({
    items: await findTags(tx, caller),
    canMake: makesTags(caller),
  }))
}

/** @throws Refusal tag_not_yours below the county */
export async function handleMakeTag({ context, caller, body }: Call<typeof makeTag>): Promise<TagView> {
  if (!makesTags(caller)) throw new Refusal('tag_not_yours')
  return withTx(context.database, caller.scope, async (tx) => {
    const id = await insertTag(tx, caller, body, context.now())
    return getOwnTag(tx, caller, id)
  })
}

/** @throws Refusal not_found, tag_not_yours */
export async function handleArchiveTag({
  context,
  caller,
  params,
}: Call<typeof archiveTag>): Promise<AnswerOf<typeof archiveTag>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const { id } = await getOwnTag(tx, caller, params.id)
    await tx.execute(
      sql`update tag set archived_at = ${context.now().toISOString()} where id = ${id} and archived_at is null`,
    )
    return { id }
  })
}

/**
 * Gives a tag to many, or takes it from them, within this post's places; nothing else of a list that is pasted changes.
 * @throws Refusal not_found, tag_not_yours, too_many_at_once, command_reused
 */
export async function handleGiveTag({
  context,
  caller,
  params,
  body,
}: Call<typeof giveTag>): Promise<AnswerOf<typeof giveTag>> {
  const { commandId, take, which } = body
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const tag = await getOwnTag(tx, caller, params.id)
    return once(tx, caller, {
      commandId,
      what: take ? 'untag' : 'tag',
      content: { tag: tag.id, which },
      now,
      run: async () => {
        const { ids, unknown } =
          'codes' in which
            ? await findByCodes(tx, caller, which.codes)
            : { ids: await selectEnterprises(tx, caller, which, now), unknown: [] }
        const changed = await changeTagged(tx, caller, { tagId: tag.id, ids, take, now })
        return {
          changed,
          already: ids.length - changed,
          unknown: unknown.slice(0, UNKNOWN_TOLD),
          unknownCount: unknown.length,
        }
      },
    })
  })
}

/** @throws Refusal too_many_at_once */
async function findByCodes(tx: Tx, caller: OfficerCaller, text: string): Promise<{ ids: number[]; unknown: string[] }> {
  const written = [...new Set(text.split(/[\n\r\t,;，；、|]+/).map((one) => one.trim()))].filter((one) => one !== '')
  if (written.length > MOST_AT_ONCE) throw new Refusal('too_many_at_once')
  const codes = new Map(written.map((one) => [one, parseCreditCode(one).ok ? normaliseCreditCode(one) : null]))
  const found = await rows<{ id: number; code: string }>(
    tx,
    sql`select e.id, e.credit_code as code from enterprise e
        where e.credit_code = any (${sql.param([...codes.values()].filter((code) => code !== null))}::text[]) and ${enterprisesOf(caller)}`,
  )
  const known = new Map(found.map(({ id, code }) => [code, id]))
  return {
    ids: [...known.values()].sort((a, b) => a - b),
    unknown: written.filter((one) => !known.has(codes.get(one) ?? '')).map((one) => one.slice(0, 60)),
  }
}
