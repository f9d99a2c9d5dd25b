import { once } from 'node:events'
import { createWriteStream, statSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Verdict } from '@yijian/shared/registry/cross-check'
import type pg from 'pg'
import { crossCheckClaims } from '../registry/cross-check-claims.ts'
import { csvLine } from '../registry/csv-line.ts'
import { type ListedClaim, readClaims } from '../registry/read-claims.ts'
import type { RegisterSource } from '../registry/register-source.ts'
import { UnreadableRegister } from '../registry/unreadable-register.ts'
import { type Command, CommandError, requireText } from './command.ts'
import { openFile } from './import.ts'

const CLAIMS_AT_ONCE = 1000

export const runCrossCheck: Command = {
  usage: 'FILE --out FILE',
  about:
    'Answer a list of enterprises with the verdict and the credit code of each: agree, review, conflict or absent.',
  options: { out: { type: 'string' } },
  async run({ context, values, positionals, json, say }) {
    const source = openFile(positionals)
    const out = requireText(values, 'out')
    if (isSameFile(positionals[0] ?? '', out))
      throw new CommandError('--out names the list itself, which it would overwrite: name another file.')
    const clock = performance.now()
    try {
      const verdicts = await answerList(context.database.pool, source, out)
      const seconds = Math.round(performance.now() - clock) / 1000
      const rows = Object.values(verdicts).reduce((sum, count) => sum + count, 0)
      say(json ? JSON.stringify({ rows, ...verdicts, seconds }) : `${rows} rows in ${seconds} s: ${told(verdicts)}`)
      return 0
    } catch (error) {
      if (error instanceof UnreadableRegister) throw new CommandError(error.message)
      throw error
    }
  },
}

function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }))
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino
}

type Verdicts = Record<Verdict, number>

async function answerList(pool: pg.Pool, source: RegisterSource, out: string): Promise<Verdicts> {
  const verdicts: Verdicts = { agree: 0, review: 0, conflict: 0, absent: 0 }
  const groups = inGroups(readClaims(source))
  // Earlier answers stay where they are until the list has turned out to be one.
  const first = await groups.next()
  const file = createWriteStream(out)
  const failed = once(file, 'error').then(([error]) => {
    throw new CommandError(`${out} cannot be written: ${error.message}`)
  })
  const answering = (async () => {
    file.write(csvLine(['id', 'verdict', 'code', 'reasons']))
    for (let group = first; !group.done; group = await groups.next()) {
      const claims = group.value
      const answers = await crossCheckClaims(pool, claims)
      const lines = answers.map(({ verdict, enterprise, reasons }, i) => {
        verdicts[verdict]++
        return csvLine([claims[i]?.id ?? '', verdict, enterprise?.code ?? '', reasons.join(' ')])
      })
      if (!file.write(lines.join(''))) await once(file, 'drain')
    }
    file.end()
    await finished(file)
    return verdicts
  })()
  answering.catch(() => file.destroy())
  failed.catch(() => {})
  return Promise.race([answering, failed])
}

async function* inGroups(claims: AsyncIterable<ListedClaim>): AsyncGenerator<ListedClaim[]> {
  let group: ListedClaim[] = []
  for await (const claim of claims) {
    if (group.push(claim) < CLAIMS_AT_ONCE) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

function told(verdicts: Verdicts): string {
  return Object.entries(verdicts)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ')
}
