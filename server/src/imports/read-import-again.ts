import { Refusal } from '@yijian/shared/errors'
import type { compareImportAgain, ImportView, readImportAgain, setImportMapping } from '@yijian/shared/imports/contract'
import { allowedSteps } from '@yijian/shared/imports/lifecycle'
import type { BodyOf } from '@yijian/shared/operation'
import { REGISTER_HEADERS, REQUIRED_FIELDS } from '@yijian/shared/registry/header'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { type Batch, lockBatch, readAgain } from './batch-repository.ts'
import { readImportView, standingOf } from './read-import.ts'
import { rememberTemplate } from './templates.ts'

/** Reads a file again with other columns. @throws Refusal city_league_only, not_found, import_not_allowed, invalid_input */
export async function handleSetImportMapping({
  context,
  caller,
  params,
  body,
}: Call<typeof setImportMapping>): Promise<ImportView> {
  assertCityLeague(caller)
  const { now, queue, config } = context
  return withTx(context.database, caller.scope, async (tx) => {
    const batch = await lockBatch(tx, params.id)
    if (!batch) throw new Refusal('not_found')
    const columns = checkedColumns(body, batch)
    const underWay = batch.state === 'received' || batch.state === 'staging'
    if (!(underWay && sameColumns(batch.chosenColumns, columns))) {
      const about = { officerId: caller.officerId, secondPersonNeeded: config.production }
      if (!allowedSteps(await standingOf(tx, batch, about)).includes('change_mapping'))
        throw new Refusal('import_not_allowed')
      await readAgain(tx, batch.id, 'change_mapping', columns)
      await queue.send(tx, 'stage-import', { batchId: batch.id })
    }
    if (body.remember)
      await rememberTemplate(tx, { header: batch.header, columns, officerId: caller.officerId, now: now() })
    return readImportView(tx, context, caller, params.id)
  })
}

/** Compares a file with the register as it is now. @throws Refusal city_league_only, not_found, import_not_allowed */
export async function handleCompareImportAgain(call: Call<typeof compareImportAgain>): Promise<ImportView> {
  return readOnceMore(call, 'compare_again')
}

/** Reads a file that the server was too short of room to read. @throws Refusal city_league_only, not_found, import_not_allowed */
export async function handleReadImportAgain(call: Call<typeof readImportAgain>): Promise<ImportView> {
  return readOnceMore(call, 'read_again')
}

async function readOnceMore(
  { context, caller, params }: Call<typeof compareImportAgain> | Call<typeof readImportAgain>,
  step: 'compare_again' | 'read_again',
): Promise<ImportView> {
  assertCityLeague(caller)
  return withTx(context.database, caller.scope, async (tx) => {
    const batch = await lockBatch(tx, params.id)
    if (!batch) throw new Refusal('not_found')
    // Being read already, it is compared with the register as it is now anyway.
    if (batch.state !== 'received' && batch.state !== 'staging') {
      const about = { officerId: caller.officerId, secondPersonNeeded: context.config.production }
      if (!allowedSteps(await standingOf(tx, batch, about)).includes(step)) throw new Refusal('import_not_allowed')
      await readAgain(tx, batch.id, step, batch.chosenColumns)
      await context.queue.send(tx, 'stage-import', { batchId: batch.id })
    }
    return readImportView(tx, context, caller, params.id)
  })
}

/** Field → column; every field once, from a column that is there, and none of those missing that a row needs. */
function checkedColumns({ columns }: BodyOf<typeof setImportMapping>, { header }: Batch): Record<string, number> {
  const chosen = Object.fromEntries(columns.map(({ field, column }) => [field, column]))
  const unknown = columns.findIndex(({ field, column }) => !isField(field) || column >= header.length)
  const fields = columns.map(({ field }) => field)
  const twice = fields.findIndex((field, at) => fields.indexOf(field) !== at)
  const missing = REQUIRED_FIELDS.find((field) => !(field in chosen))
  const wrong = [unknown, twice].find((at) => at >= 0)
  const path = wrong !== undefined ? `columns.${wrong}` : missing && `columns.${missing}`
  if (path !== undefined) throw new Refusal('invalid_input', { fields: [{ path, message: 'check_this' }] })
  return chosen
}

function isField(field: string): boolean {
  return Object.hasOwn(REGISTER_HEADERS, field)
}

function sameColumns(a: Readonly<Record<string, number>> | null, b: Readonly<Record<string, number>>): boolean {
  const fields = Object.keys(b)
  return a !== null && Object.keys(a).length === fields.length && fields.every((field) => a[field] === b[field])
}
