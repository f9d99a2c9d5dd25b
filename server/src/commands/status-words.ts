import { STATUS_WORD_LENGTH, StatusClass, statusWordKey } from '@yijian/shared/enterprise-status'
import { systemScope, withTx } from '../db/tx.ts'
import { lastNamings, type NewNaming, recordNamings } from '../imports/status-words.ts'
import { type Command, CommandError, requireText } from './command.ts'

export const statusWordsCommand: Command = {
  usage: '[WORD=CLASS …] [--source "reason"]',
  about: `Say what words for a status mean in every later register file, before what the product takes them for; without words,
list what was said. Classes are ${StatusClass.options.join(', ')}. In production an officer says so in the
workbench, on the page of a file that has the word.`,
  options: { source: { type: 'string' } },
  async run({ context, values, positionals, say, json }) {
    const { database, config, now } = context
    const words = positionals.map(readNaming)
    if (new Set(words.map(({ word }) => word)).size < words.length) throw new CommandError('Name every word once.')
    if (words.length > 0 && config.production)
      throw new CommandError('In production an officer says what words mean in the workbench, under 登记数据导入.')
    const source = words.length > 0 ? requireText(values, 'source') : ''
    const namings = await withTx(database, systemScope, async (tx) => {
      const before = await lastNamings(tx)
      const named: NewNaming[] = words.map((one) => ({ ...one, seen: before.get(one.word)?.id ?? null }))
      const unseen = await recordNamings(tx, named, { officerId: null, source, now: now() })
      if (unseen.length > 0) throw new CommandError(`Somebody has just said otherwise of ${unseen.join(', ')}.`)
      return [...(await lastNamings(tx)).values()]
    })
    if (json) say(JSON.stringify(namings))
    else
      for (const { word, class: meaning, source: from, by } of namings)
        say(`${word} = ${meaning}  (${by ?? '-'}: ${from})`)
    return 0
  },
}

function readNaming(text: string): Omit<NewNaming, 'seen'> {
  const at = text.lastIndexOf('=')
  const word = statusWordKey(text.slice(0, Math.max(at, 0)))
  const meaning = StatusClass.safeParse(text.slice(at + 1))
  if (word === '' || word.length > STATUS_WORD_LENGTH || !meaning.success)
    throw new CommandError(`${text} is not a word and its class, as in 9=gone.`)
  return { word, class: meaning.data }
}
