import { Refusal } from '@yijian/shared/errors'
import type { chooseListColumns } from '@yijian/shared/exchange/contract'
import { LIST_FIELDS, problemOfColumns } from '@yijian/shared/exchange/list-columns'
import type { AnswerOf, BodyOf } from '@yijian/shared/operation'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { checkAgain, type List } from './list-repository.ts'
import { getList, mayChoose, readListView } from './present-list.ts'

type Chosen = BodyOf<typeof chooseListColumns>['columns']

/** Has a list checked again, read as other columns. @throws Refusal not_found, invalid_input, list_not_checked */
export async function handleChooseListColumns({
  context,
  caller,
  params,
  body: { columns },
}: Call<typeof chooseListColumns>): Promise<AnswerOf<typeof chooseListColumns>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const list = await getList(tx, caller, params.id)
    const chosen = checked(columns, list)
    if (askedBefore(list, chosen)) return readListView(tx, caller, list.id)
    if (mayChoose(list) && (await checkAgain(tx, list.id, chosen)))
      await context.queue.send(tx, 'check-list', { listId: list.id })
    // Somebody was quicker, maybe with the same.
    else if (!askedBefore(await getList(tx, caller, list.id), chosen)) throw new Refusal('list_not_checked')
    return readListView(tx, caller, list.id)
  })
}

/** A retried request finds its own check, under way or ended: what people have decided since stays. */
function askedBefore({ state, columns }: List, chosen: ReadonlyMap<string, number>): boolean {
  if (state === 'cancelled' || state === 'failed') return false
  // The header of a list names more than it is checked by.
  return LIST_FIELDS.every((field) => columns[field] === chosen.get(field))
}

function checked(columns: Chosen, { header }: List): ReadonlyMap<Chosen[number]['field'], number> {
  const found = problemOfColumns(columns, header.length)
  if (found === undefined) return new Map(columns.map(({ field, column }) => [field, column]))
  const path = found === 'none_names' ? 'columns' : `columns.${found.column}`
  throw new Refusal('invalid_input', { fields: [{ path, message: 'check_this' }] })
}
