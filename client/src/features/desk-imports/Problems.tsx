import type { ImportView, ProblemCount } from '@yijian/shared/imports/contract'
import { rowReasons } from '@yijian/shared/registry/words'
import { bareFileName } from '@yijian/shared/uploads/file-name'
import { useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { addressOf } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { saveFile } from '../desk-files/save-file.ts'
import { useWord } from '../staff-work/use-word.ts'
import { rejectedRowsEndpoint } from './endpoints.ts'
import { useAmounts, useFieldWord } from './words.ts'

interface ProblemsProps {
  readonly view: ImportView
}

/** Rows that did not come in, and what of others was left out: by kind, with examples. */
export function Problems({ view }: ProblemsProps) {
  const { problems: texts } = useText(staffImportsTexts)
  const { count } = useAmounts()
  const found = view.profile?.problems ?? []
  const rejecting = found.filter(({ warning }) => !warning)
  const warning = found.filter((problem) => problem.warning)
  return (
    <Card title={texts.title}>
      {view.counts.rejected === 0 && warning.length === 0 && <p>{texts.none}</p>}
      {view.counts.rejected > 0 && (
        <div className="check">
          <h3>{texts.rejected(count(view.counts.rejected))}</h3>
          <p className="fine">{texts.rejectedText}</p>
          <Kinds of={rejecting} />
          <Download view={view} />
        </div>
      )}
      {warning.length > 0 && (
        <div className="check">
          <h3>{texts.warned(count(view.counts.warned))}</h3>
          <p className="fine">{texts.warnedText}</p>
          <Kinds of={warning} />
        </div>
      )}
    </Card>
  )
}

function Kinds({ of }: { readonly of: readonly ProblemCount[] }) {
  const named = of.map((problem) => (
    <li key={`${problem.field} ${problem.reason}`}>
      <Kind of={problem} />
    </li>
  ))
  return <ul className="tap-list">{named}</ul>
}

function Kind({ of: { field, reason, count, examples } }: { readonly of: ProblemCount }) {
  const { problems: texts } = useText(staffImportsTexts)
  const { count: say } = useAmounts()
  const fieldWord = useFieldWord()
  const word = useWord()
  const said = Object.hasOwn(rowReasons, reason)
    ? word(rowReasons[reason as keyof typeof rowReasons]) // hasOwn has shown it
    : texts.unknown
  // What is said of a code names it.
  const named = ['row', 'creditCode'].includes(field) || said.toLowerCase().includes(fieldWord(field).toLowerCase())
  return (
    <details className="fold">
      <summary>
        <span>
          {said}
          {!named && `\u00a0· ${fieldWord(field)}`}
        </span>
        <span className="number">{texts.count(say(count))}</span>
      </summary>
      <ul className="prose">
        {examples.map(({ row, value }) => (
          <li key={row}>{value === '' ? texts.exampleEmpty(String(row)) : texts.example(String(row), value)}</li>
        ))}
      </ul>
    </details>
  )
}

/** The rejected rows as they stood, with the reason behind each: mended, they are imported alone. */
function Download({ view: { id, fileName } }: ProblemsProps) {
  const { problems: texts } = useText(staffImportsTexts)
  const explain = useExplain()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  async function download() {
    setBusy(true)
    setProblem(undefined)
    try {
      await saveFile(
        addressOf(rejectedRowsEndpoint, { params: { id: String(id) } }),
        texts.fileName(bareFileName(fileName)),
      )
    } catch (failure) {
      setProblem(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(problem)}</p>
        </Notice>
      )}
      <div className="buttons buttons-row">
        <Button small busy={busy} onClick={() => void download()}>
          {texts.download}
        </Button>
      </div>
    </>
  )
}
