import type { CrossCheckReason, Verdict } from '@yijian/shared/cross-check/cross-check'
import type { Language } from '@yijian/shared/errors'
import type { downloadList, RowDecision } from '@yijian/shared/exchange/contract'
import { crossCheckReasons, statusClasses, verdicts } from '@yijian/shared/registry/words'
import { bareFileName } from '@yijian/shared/uploads/file-name'
import type { Word } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { withTx } from '../db/tx.ts'
import type { Call, FileAnswer } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { tableFile } from '../spreadsheets/table-file.ts'
import { findRows, type KeptEnterprise, type KeptRow } from './list-repository.ts'
import { getCheckedList } from './present-list.ts'
import { openCells } from './read-kept-rows.ts'

/** Read in pieces, each in a moment of its own, so that a slow download holds no connection. */
const ROWS_AT_ONCE = 1000

/** The columns that an answer adds to a list, here and by `yijian cross-check`. */
const answerHeader: readonly Word[] = [
  { zh: '结论', en: 'Verdict' },
  { zh: '统一社会信用代码', en: 'Credit code' },
  { zh: '登记名称', en: 'Registered name' },
  { zh: '登记状态', en: 'Registered status' },
  { zh: '理由', en: 'Reasons' },
  { zh: '建议', en: 'Suggestions' },
]

const decisions: Readonly<Record<Exclude<RowDecision, 'open'>, Word>> = {
  confirmed: { zh: '人工确认', en: 'Confirmed by a person' },
  rejected: { zh: '人工排除', en: 'Ruled out by a person' },
}

export type AnsweredClaim = {
  readonly verdict: Verdict
  readonly reasons: readonly CrossCheckReason[]
  readonly enterprise: Omit<KeptEnterprise, 'reasons'> | null
  readonly suggestions: readonly Omit<KeptEnterprise, 'reasons'>[]
  readonly decision: RowDecision
}

/** The cells of `answerHeader`. What a person ruled out carries no code. */
function answerCells(
  { verdict, reasons, enterprise, suggestions, decision }: AnsweredClaim,
  language: Language,
): string[] {
  const say = (word: Word) => (language === 'en' ? word.en : word.zh)
  const status = enterprise && (enterprise.statusText ?? say(statusClasses[enterprise.statusClass]))
  const others = decision === 'confirmed' ? [] : suggestions.filter(({ id }) => id !== enterprise?.id)
  return [
    decision === 'open' ? say(verdicts[verdict]) : say(decisions[decision]),
    enterprise?.creditCode ?? '',
    enterprise?.name ?? '',
    status ?? '',
    reasons.map((reason) => say(crossCheckReasons[reason])).join(language === 'en' ? '; ' : '；'),
    others
      .map(({ name, creditCode }) => (creditCode ? `${name} ${creditCode}` : name))
      .join(language === 'en' ? '; ' : '；'),
  ]
}

/** @throws Refusal not_found, list_not_checked */
export async function handleDownloadList({
  context,
  caller,
  params,
  query,
  language,
}: Call<typeof downloadList>): Promise<FileAnswer> {
  const list = await withTx(context.database, caller.scope, (tx) => getCheckedList(tx, caller, params.id))
  const say = (word: Word) => (language === 'en' ? word.en : word.zh)
  return tableFile(query.format, nameWithout(list.fileName, language === 'en' ? 'answers' : '核对结果'), {
    title: language === 'en' ? 'Answers' : '核对结果',
    header: [...list.header, ...answerHeader.map(say)],
    rows: answeredRows(context, caller, { listId: list.id, width: list.header.length, language }),
  })
}

export function nameWithout(fileName: string, what: string): string {
  return `${bareFileName(fileName)} ${what}`
}

async function* answeredRows(
  context: Context,
  caller: OfficerCaller,
  { listId, width, language }: { listId: number; width: number; language: Language },
): AsyncGenerator<string[]> {
  let last = 0
  for (;;) {
    const found = await withTx(context.database, caller.scope, (tx) =>
      findRows(tx, sql`r.list_id = ${listId} and r.row_number > ${last}`, ROWS_AT_ONCE),
    )
    for (const row of found) {
      const cells = openCells(context.cipher, row.sealed)
      yield [
        ...Array.from({ length: width }, (_, column) => cells[column] ?? ''),
        ...answerCells(answered(row), language),
      ]
    }
    if (found.length < ROWS_AT_ONCE) return
    last = found.at(-1)?.row ?? last
  }
}

function answered({ verdict, reasons, suggestions, enterpriseId, decision, confirmedId }: KeptRow): AnsweredClaim {
  const meant = decision === 'rejected' ? null : decision === 'confirmed' ? confirmedId : enterpriseId
  return { verdict, reasons, suggestions, decision, enterprise: suggestions.find(({ id }) => id === meant) ?? null }
}
