import type { ListColumn, readListColumns } from '@yijian/shared/exchange/contract'
import { LIST_FIELDS } from '@yijian/shared/exchange/list-columns'
import { withoutPhones } from '@yijian/shared/exchange/masked-text'
import type { AnswerOf } from '@yijian/shared/operation'
import type { Context } from '../context.ts'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { UnknownHeader } from '../registry/tables/table.ts'
import { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
import { openUpload, UploadGone } from '../uploads/open-upload.ts'
import type { List } from './list-repository.ts'
import { openList } from './open-list.ts'
import { getList, mayChoose } from './present-list.ts'
import { readKeptRows } from './read-kept-rows.ts'

const SAMPLES = 5
const SAMPLE_CHARACTERS = 60

/** @throws Refusal not_found */
export async function handleReadListColumns({
  context,
  caller,
  params,
}: Call<typeof readListColumns>): Promise<AnswerOf<typeof readListColumns>> {
  const list = await withTx(context.database, caller.scope, (tx) => getList(tx, caller, params.id))
  const first = mayChoose(list) ? await firstRows(context, list) : []
  return { columns: columnsOf(list, first) }
}

/** As they were kept; of a list that was not answered, as they stand in its file. */
async function firstRows(context: Context, list: List): Promise<readonly (readonly string[])[]> {
  if (list.state === 'failed') return firstOfFile(context, list)
  const first: (readonly string[])[] = []
  for await (const { cells } of readKeptRows(context, list.id)) if (first.push(cells) === SAMPLES) break
  return first
}

async function firstOfFile(context: Context, { uploadId }: List): Promise<readonly (readonly string[])[]> {
  try {
    const list = await openList(await openUpload(context, uploadId))
    await list.close()
    return list.first
  } catch (error) {
    if (error instanceof UnknownHeader) return error.table.first
    // What is wrong with it is told where the columns are chosen and it is read.
    if (error instanceof UnreadableRegister || error instanceof UploadGone) return []
    throw error
  }
}

function columnsOf({ header, columns }: List, first: readonly (readonly string[])[]): ListColumn[] {
  return header.map((name, column) => ({
    header: name,
    field: LIST_FIELDS.find((field) => columns[field] === column) ?? null,
    samples: first.map((cells) =>
      withoutPhones(cells[column] ?? '')
        .slice(0, SAMPLE_CHARACTERS)
        .toWellFormed(),
    ),
  }))
}
