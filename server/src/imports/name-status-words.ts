import { STATUS_WORD_LENGTH, statusWordKey } from '@yijian/shared/enterprise-status'
import { Refusal } from '@yijian/shared/errors'
import type { ImportView, nameStatusWords } from '@yijian/shared/imports/contract'
import { allowedSteps } from '@yijian/shared/imports/lifecycle'
import type { NamedStatusWord } from '@yijian/shared/imports/status-word-contract'
import { isNamedSince } from '@yijian/shared/imports/status-words'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { lockBatch, readAgain } from './batch-repository.ts'
import { readImportView, standingOf } from './read-import.ts'
import { type NewNaming, recordNamings, viewStatusWords } from './status-words.ts'

/**
 * Says what words for a status mean from now on. A file that waits for its approval is read again with them; what has
 * been applied stays as it is until a file with these rows is brought again. 依据: DOMAIN §3.3 (table must be editable)
 * @throws Refusal city_league_only, not_found, invalid_input, import_status_word_named when a colleague said otherwise
 */
export async function handleNameStatusWords({
  context,
  caller,
  params,
  body,
}: Call<typeof nameStatusWords>): Promise<ImportView> {
  assertCityLeague(caller)
  const { now, queue, config } = context
  return withTx(context.database, caller.scope, async (tx) => {
    const batch = await lockBatch(tx, params.id)
    if (!batch) throw new Refusal('not_found')
    const { officerId } = caller
    const unseen = await recordNamings(tx, checkedWords(body.words), { officerId, source: body.source, now: now() })
    if (unseen.length > 0) throw new Refusal('import_status_word_named')
    const steps = allowedSteps(await standingOf(tx, batch, { officerId, secondPersonNeeded: config.production }))
    const words = await viewStatusWords(tx, batch.profile?.statusWords ?? [])
    // Whatever was said of its words since it was read; a request that is asked again finds that nothing was.
    if (steps.includes('change_mapping') && words.some(isNamedSince)) {
      // Columns that were remembered are looked up again, so that the page goes on saying so.
      await readAgain(tx, batch.id, 'change_mapping', batch.fromTemplate ? null : batch.chosenColumns)
      await queue.send(tx, 'stage-import', { batchId: batch.id })
    }
    return readImportView(tx, context, caller, params.id)
  })
}

/** Every word once, as it is remembered. */
function checkedWords(words: readonly NamedStatusWord[]): NewNaming[] {
  const named = words.map(({ word, ...said }) => ({ ...said, word: statusWordKey(word) }))
  const keys = named.map(({ word }) => word)
  const wrong = keys.findIndex(
    (key, at) => key === '' || key.length > STATUS_WORD_LENGTH || /\s/.test(key) || keys.indexOf(key) !== at,
  )
  if (wrong >= 0)
    throw new Refusal('invalid_input', { fields: [{ path: `words.${wrong}.word`, message: 'check_this' }] })
  return named
}
