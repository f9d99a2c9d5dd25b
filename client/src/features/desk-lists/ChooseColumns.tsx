import { useQuery } from '@tanstack/react-query'
import type { ListColumn, ListView } from '@yijian/shared/exchange/contract'
import { LIST_FIELDS, type ListField, problemOfColumns } from '@yijian/shared/exchange/list-columns'
import { type FormEvent, type ReactNode, useState } from 'react'
import { request } from '../../api/request.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffListsTexts } from '../../i18n/zh-CN/staff-lists.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { useWide } from '../staff-work/use-wide.ts'
import { readListColumnsEndpoint } from './endpoints.ts'
import { useChooseColumns } from './use-list.ts'

/** What each column of the list was read as, with what stands in it; wrong ones are changed and the list is checked again. */
export function ChooseColumns({ view }: { readonly view: ListView }) {
  const { columns: texts, readAsText, fields } = useText(staffListsTexts)
  const unknown = view.state === 'failed'
  const [open, setOpen] = useState(unknown)
  const id = String(view.id)
  const asked = useQuery({
    queryKey: ['list-columns', id],
    queryFn: () => request(readListColumnsEndpoint, { params: { id } }),
    enabled: open,
  })
  const taken = view.columns.flatMap(({ field }) => (field && isListField(field) ? [fields[field]] : []))
  return (
    <details className="fold card" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{taken.length > 0 ? texts.read(taken.join(texts.comma)) : texts.title}</summary>
      {view.encoding && view.headerRow !== null && (
        <p className="fine">
          {readAsText(view.encoding.toUpperCase(), view.headerRow === 0 ? undefined : String(view.headerRow))}
        </p>
      )}
      {asked.data && <ColumnsForm view={view} columns={asked.data.columns} />}
      {!asked.data && open && !asked.error && <Skeleton lines={4} />}
      {!asked.data && asked.error && <StaffProblem problem={asked.error} retry={() => void asked.refetch()} />}
    </details>
  )
}

function isListField(field: string): field is ListField {
  return (LIST_FIELDS as readonly string[]).includes(field)
}

type Column = ListColumn & { readonly at: number; readonly picked: string }

const nameOf = (column: number) => `list-column-${column}`

function ColumnsForm({ view, columns }: { readonly view: ListView; readonly columns: readonly ListColumn[] }) {
  const { columns: texts, fields } = useText(staffListsTexts)
  const { locale } = useLocale()
  const choose = useChooseColumns(String(view.id))
  const [errors, setErrors] = useState<readonly FormError[]>([])
  // Kept here and not in the controls: table and blocks change places when a tablet is turned.
  const [picked, setPicked] = useState<readonly string[]>(() => columns.map(({ field }) => field ?? ''))
  const changed = columns.some(({ field }, at) => (field ?? '') !== picked[at])
  const answered = useProblemErrors(choose.problem)
  const decided = view.confirmed + view.rejected

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const chosen = picked.flatMap((field, column) => (isListField(field) ? [{ field, column }] : []))
    const wrong = problemOfColumns(chosen, columns.length)
    if (wrong === undefined) {
      setErrors([])
      void choose.run(chosen)
      return
    }
    if (wrong === 'none_names') return setErrors([{ field: nameOf(0), message: texts.noneNames }])
    const field = chosen.find(({ column }) => column === wrong.column)?.field
    setErrors([{ field: nameOf(wrong.column), message: texts.twice(field ? fields[field] : '') }])
  }
  return (
    <form noValidate className="stack" onSubmit={submit} aria-label={texts.title}>
      <p>{view.state === 'failed' ? texts.pick : texts.lead}</p>
      <ErrorSummary errors={errors.length > 0 ? errors : answered} />
      <Columns
        columns={columns.map((column, at) => ({ ...column, at, picked: picked[at] ?? '' }))}
        pick={(at, field) => setPicked(picked.with(at, field))}
        errorOf={(field) => errors.find((one) => one.field === field)?.message}
      />
      {decided > 0 && <p className="fine">{texts.decided(formatCount(decided, locale))}</p>}
      <div className="buttons buttons-row">
        <Button type="submit" busy={choose.busy} {...(!changed && { disabledBecause: texts.unchanged })}>
          {texts.submit}
        </Button>
      </div>
    </form>
  )
}

interface ColumnsProps {
  readonly columns: readonly Column[]
  readonly pick: (at: number, field: string) => void
  readonly errorOf: (field: string) => string | undefined
}

/** A table on a desk, one block for each column on a phone. */
function Columns({ columns, pick, errorOf }: ColumnsProps) {
  const { columns: texts } = useText(staffListsTexts)
  const wide = useWide()
  const label = ({ header, at }: Column) => (
    <label htmlFor={nameOf(at)}>{header || texts.unnamed(String(at + 1))}</label>
  )
  const samples = (column: Column) =>
    [...new Set(column.samples)].filter((sample) => sample !== '').join(' / ') || texts.empty
  const control = (column: Column): ReactNode => (
    <FieldSelect column={column} pick={pick} error={errorOf(nameOf(column.at))} wide={wide} />
  )
  if (wide) {
    return (
      <Table
        caption={texts.caption}
        rows={columns}
        rowKey={({ at }) => String(at)}
        columns={[
          { key: 'column', header: texts.column, cell: label },
          { key: 'samples', header: texts.samples, cell: (column) => <span className="fine">{samples(column)}</span> },
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
          <p className="fine">{samples(column)}</p>
          {control(column)}
        </li>
      ))}
    </ul>
  )
}

interface FieldSelectProps {
  readonly column: Column
  readonly pick: (at: number, field: string) => void
  readonly error: string | undefined
  readonly wide: boolean
}

function FieldSelect({ column: { at, picked }, pick, error, wide }: FieldSelectProps) {
  const { fields, unread } = useText(staffListsTexts)
  const id = nameOf(at)
  return (
    <span className={error ? 'field field-wrong' : 'field'}>
      {error && <FieldError id={`${id}-error`} text={error} />}
      <select
        className="input"
        id={id}
        name={id}
        value={picked}
        onChange={(event) => pick(at, event.currentTarget.value)}
        // In a table the longest field is read whole.
        {...(wide && { style: { minWidth: '13rem' } })}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      >
        <option value="">{unread}</option>
        {LIST_FIELDS.map((one) => (
          <option key={one} value={one}>
            {fields[one]}
          </option>
        ))}
      </select>
    </span>
  )
}
