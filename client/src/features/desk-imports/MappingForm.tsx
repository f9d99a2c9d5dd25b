import type { ImportView } from '@yijian/shared/imports/contract'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { fieldName, readMapping, registerFields, requiredFields } from './mapping.ts'
import { type ImportCommands, isConflict } from './use-import.ts'
import { useAmounts, useFieldWord } from './words.ts'

interface MappingFormProps {
  readonly view: ImportView
  readonly commands: ImportCommands
}

type Column = ImportView['columns'][number] & { readonly at: number }

/** What each column of the file is read as, with what stands in it; wrong ones are changed and the file is read again. */
export function MappingForm({ view, commands: { remap } }: MappingFormProps) {
  const { mapping: texts } = useText(staffImportsTexts)
  const { count } = useAmounts()
  const fieldWord = useFieldWord()
  const toast = useToast()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [changed, setChanged] = useState(false)
  const answered = useProblemErrors(isConflict(remap.problem) ? undefined : remap.problem)
  const mayChange = view.actions.includes('change_mapping')
  const shown = errors.length > 0 ? errors : answered
  // Columns in which something stands and which are read as nothing.
  const left = view.columns.filter(({ field, samples }) => field === null && samples.some((cell) => cell !== '')).length
  const missing = requiredFields.some((field) => !view.columns.some((column) => column.field === field))

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const picked = view.columns.map((_, at) => String(data.get(fieldName(at)) ?? ''))
    const { columns, twice, absent } = readMapping(picked)
    const found = [
      ...twice.map(({ field, at }) => ({ field: fieldName(at), message: texts.twice(fieldWord(field)) })),
      ...absent.map((field) => ({ field: fieldName(0), message: texts.missing(fieldWord(field)) })),
    ]
    setErrors(found)
    if (found.length > 0) return
    if (await remap.run({ columns, remember: data.has('remember') })) toast(texts.saved)
  }
  return (
    <details className="card" open={mayChange && (missing || !view.fromTemplate)}>
      <summary>
        <span>{texts.title}</span>
        {left > 0 && <span className="number">{texts.left(count(left))}</span>}
      </summary>
      <form noValidate className="stack" onSubmit={submit} onChange={() => setChanged(true)}>
        <p className="fine">{view.fromTemplate ? texts.remembered : texts.lead}</p>
        <ErrorSummary errors={shown} />
        <Columns
          view={view}
          mayChange={mayChange}
          errorOf={(field) => errors.find((one) => one.field === field)?.message}
        />
        {mayChange && (
          <>
            <Tick name="remember" label={texts.remember} />
            <div className="buttons buttons-row">
              <Button type="submit" busy={remap.busy} {...(!changed && { disabledBecause: texts.unchanged })}>
                {texts.save}
              </Button>
            </div>
          </>
        )}
      </form>
    </details>
  )
}

interface ColumnsProps {
  readonly view: ImportView
  readonly mayChange: boolean
  readonly errorOf: (field: string) => string | undefined
}

/** A table on a desk, one block for each column on a phone. */
function Columns({ view, mayChange, errorOf }: ColumnsProps) {
  const { mapping: texts } = useText(staffImportsTexts)
  const fieldWord = useFieldWord()
  const wide = useWide()
  const columns = view.columns.map((column, at) => ({ ...column, at }))
  const title = ({ header, at }: Column) => header || texts.unnamed(String(at + 1))
  const label = (column: Column) =>
    mayChange ? <label htmlFor={fieldName(column.at)}>{title(column)}</label> : title(column)
  const samples = (column: Column) => [...new Set(column.samples)].filter((sample) => sample !== '').join(' / ')
  const control = (column: Column): ReactNode =>
    mayChange ? (
      <FieldSelect column={column} error={errorOf(fieldName(column.at))} wide={wide} />
    ) : column.field ? (
      fieldWord(column.field)
    ) : (
      texts.ignored
    )
  if (wide) {
    return (
      <Table
        caption={texts.caption}
        rows={columns}
        rowKey={({ at }) => String(at)}
        columns={[
          { key: 'file', header: texts.file, cell: label },
          {
            key: 'samples',
            header: texts.samples,
            cell: (column) => (
              <span className="fine">
                {samples(column)}
                <br />
                <Filled view={view} column={column} />
              </span>
            ),
          },
          { key: 'as', header: texts.as, cell: control },
        ]}
      />
    )
  }
  return (
    <ul className="stack">
      {columns.map((column) => (
        <li key={column.at} className="check">
          <strong>{label(column)}</strong>
          <p className="fine">
            {samples(column)}
            <br />
            <Filled view={view} column={column} />
          </p>
          {control(column)}
        </li>
      ))}
    </ul>
  )
}

interface FieldSelectProps {
  readonly column: Column
  readonly error: string | undefined
  readonly wide: boolean
}

function FieldSelect({ column: { at, field }, error, wide }: FieldSelectProps) {
  const { mapping: texts } = useText(staffImportsTexts)
  const fieldWord = useFieldWord()
  const required: readonly string[] = requiredFields
  const option = (one: string) => (
    <option key={one} value={one}>
      {fieldWord(one)}
    </option>
  )
  return (
    <span className={error ? 'field field-wrong' : 'field'}>
      {error && <FieldError id={`${fieldName(at)}-error`} text={error} />}
      <select
        className="input"
        id={fieldName(at)}
        name={fieldName(at)}
        defaultValue={field ?? ''}
        // In a table the longest field is read whole.
        {...(wide && { style: { minWidth: '15rem' } })}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${fieldName(at)}-error` : undefined}
      >
        <option value="">{texts.ignored}</option>
        <optgroup label={texts.required}>{requiredFields.map(option)}</optgroup>
        <optgroup label={texts.optional}>
          {registerFields.filter((one) => !required.includes(one)).map(option)}
        </optgroup>
      </select>
    </span>
  )
}

/** How full the column is that a field is read from. */
function Filled({ view: { profile }, column: { field } }: { readonly view: ImportView; readonly column: Column }) {
  const { mapping: texts } = useText(staffImportsTexts)
  const { share } = useAmounts()
  const found = field && profile?.columns.find((column) => column.field === field)
  if (!found) return null
  return <span className="fine">{found.filled > 0 ? texts.filled(share(found.filled)) : texts.empty}</span>
}
