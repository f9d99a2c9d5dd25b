import type { Difference, DifferenceKind, ImportComparison, ImportView } from '@yijian/shared/imports/contract'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { staffStatusWordsTexts } from '../../i18n/zh-CN/staff-status-words.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CreditCodeText } from '../../ui/KeyValue.tsx'
import { Link } from '../../ui/Link.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { Change } from '../staff-work/Change.tsx'
import { listDifferencesEndpoint } from './endpoints.ts'
import { useAmounts, useFieldWord, useUnlisted } from './words.ts'

type Kind = ImportComparison['kinds'][number]

/** One line for each kind of change; opened, examples, and then all of them with what was and what comes. */
export function Differences({ view: { id, state, comparison } }: { readonly view: ImportView }) {
  const { differences: texts } = useText(staffImportsTexts)
  const { count } = useAmounts()
  const fieldWord = useFieldWord()
  const unlisted = useUnlisted()(comparison)
  if (comparison === null) return null
  const kinds = comparison.kinds.filter((kind) => kind.count > 0)
  const fields = [...comparison.fields].filter((field) => field.count > 0).sort((a, b) => b.count - a.count)
  return (
    <Card title={state === 'staged' ? texts.title : texts.titleApplied}>
      <p className="fine">{texts.before(count(comparison.registerBefore))}</p>
      {kinds.length === 0 && <p>{texts.none}</p>}
      <ul className="tap-list">
        {kinds.map((kind) => (
          <li key={kind.kind}>
            <OneKind importId={String(id)} of={kind} />
          </li>
        ))}
      </ul>
      {unlisted !== '' && <p className="fine">{texts.unlisted(unlisted)}</p>}
      {fields.length > 0 && (
        <p className="fine">
          {texts.fields(fields.map((field) => `${fieldWord(field.field)} ${count(field.count)}`).join('\u00a0· '))}
        </p>
      )}
    </Card>
  )
}

function OneKind({ importId, of: { kind, count, examples } }: { readonly importId: string; readonly of: Kind }) {
  const { differences: texts } = useText(staffImportsTexts)
  const { count: say } = useAmounts()
  const [all, setAll] = useState(false)
  return (
    <details className="fold">
      <summary>
        <span>{texts.kinds[kind]}</span>
        <span className="number">{texts.count(say(count))}</span>
      </summary>
      <div className="stack">
        <p className="fine">{texts.hints[kind]}</p>
        {all ? (
          <All importId={importId} kind={kind} />
        ) : (
          <>
            <List items={examples} />
            {count > examples.length && (
              <div className="buttons buttons-row">
                <Button small onClick={() => setAll(true)}>
                  {texts.all(say(count))}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </details>
  )
}

function All({ importId, kind }: { readonly importId: string; readonly kind: DifferenceKind }) {
  const { differences: texts } = useText(staffImportsTexts)
  const batches = useBatches(['import-differences', importId, kind], (cursor) =>
    request(listDifferencesEndpoint, {
      params: { id: importId },
      query: { kind, ...(cursor !== undefined && { cursor }) },
    }),
  )
  return (
    <Batches of={batches} empty={<p>{texts.noneOfKind}</p>}>
      {(items) => <List items={items} />}
    </Batches>
  )
}

function List({ items }: { readonly items: readonly Difference[] }) {
  return (
    <ul className="stack">
      {items.map((item) => (
        <One key={`${item.enterpriseId} ${item.row}`} item={item} />
      ))}
    </ul>
  )
}

function One({ item: { enterpriseId, row, name, creditCode, changes } }: { readonly item: Difference }) {
  const { differences: texts } = useText(staffImportsTexts)
  const statusWords = useText(staffStatusWordsTexts)
  const fieldWord = useFieldWord()
  const shown = (field: string, value: string | null) =>
    field === 'statusClass' && value !== null && Object.hasOwn(statusWords.classes, value)
      ? statusWords.classes[value as keyof typeof statusWords.classes] // hasOwn has shown it
      : (value ?? texts.blank)
  return (
    <li className="check">
      <h3>
        {enterpriseId === null ? (
          name
        ) : (
          <Link className="way" href={paths.staffEnterprise(String(enterpriseId))}>
            {name}
          </Link>
        )}
      </h3>
      <p className="fine">
        {creditCode && <CreditCodeText code={creditCode} />}
        {creditCode && row !== null && ' · '}
        {row !== null && texts.row(String(row))}
      </p>
      {changes.length > 0 && (
        <dl>
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{fieldWord(field)}</dt>
              <dd>
                <Change before={shown(field, before)} after={shown(field, after)} to={texts.to} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
