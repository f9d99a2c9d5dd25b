import { createWriteStream, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CrossCheck, Verdict } from '@yijian/shared/cross-check/cross-check'
import type pg from 'pg'
import { crossCheckClaims } from '../cross-check/cross-check-claims.ts'
import { type ListedClaim, readClaims } from '../cross-check/read-claims.ts'
import { csvLine } from '../registry/tables/csv-line.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
import { workbookStream } from '../spreadsheets/workbook-stream.ts'
import { type Command, CommandError, requireText } from './command.ts'
import { openFile } from './import.ts'

const CLAIMS_AT_ONCE = 1000

export const runCrossCheck: Command = {
  usage: 'FILE --out FILE',
  about:
    'Answer a list of enterprises with the verdict and the credit code of each: agree, review, conflict or absent. Writes CSV, or a workbook when the file ends in .xlsx.',
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

/** Keys and codes, for programs; the workbook and the lists on screen say the same in words. */
const HEADER = ['id', 'verdict', 'code', 'reasons', 'name', 'status', 'suggestions']

async function answerList(pool: pg.Pool, source: RegisterSource, out: string): Promise<Verdicts> {
  const verdicts: Verdicts = { agree: 0, review: 0, conflict: 0, absent: 0 }
  const groups = inGroups(readClaims(source))
  // Earlier answers stay where they are until the list has turned out to be one.
  const first = await groups.next()
  // The pipeline ends the file with the same error: which of the two failed is remembered here.
  let unanswered: unknown
  const remember = (error: unknown): never => {
    unanswered = error
    throw error
  }
  const next = () => groups.next().catch(remember)
  async function* answeredRows() {
    for (let group = first; !group.done; group = await next()) {
      const claims = group.value
      const answers = await crossCheckClaims(pool, claims).catch(remember)
      for (const [i, answer] of answers.entries()) {
        verdicts[answer.verdict]++
        yield cellsOf(claims[i]?.id ?? '', answer)
      }
    }
  }
  // Rows that were changed lately wait in a list that every look-up would read.
  await pool.query('select settle_enterprise_indexes()')
  const file = createWriteStream(out)
  const rows = answeredRows()
  try {
    await pipeline(
      /\.xlsx$/i.test(out)
        ? workbookStream({ title: 'cross-check', header: HEADER, rows })
        : Readable.from(csvLines(rows), { objectMode: false }),
      file,
    )
  } catch (error) {
    if (unanswered !== undefined || !(error instanceof Error)) throw error
    throw new CommandError(`${out} cannot be written: ${error.message}`)
  }
  return verdicts
}

async function* csvLines(rows: AsyncIterable<string[]>): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const cells of rows) yield csvLine(cells)
}

function cellsOf(id: string, { verdict, enterprise, reasons, suggestions }: CrossCheck): string[] {
  const others = suggestions.flatMap(({ enterprise: { code } }) =>
    code === null || code === enterprise?.code ? [] : code,
  )
  return [
    id,
    verdict,
    enterprise?.code ?? '',
    reasons.join(' '),
    enterprise?.name ?? '',
    enterprise?.statusClass ?? '',
    others.join(' '),
  ]
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
