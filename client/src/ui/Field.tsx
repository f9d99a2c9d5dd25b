import { type ReactNode, useId } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Mark } from './StatusTag.tsx'

export interface FieldTexts {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** The same words as in the error summary. */
  readonly error?: string | undefined
  readonly optional?: boolean
}

/** What the control inside a field has to carry so that label, hint and error belong to it. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps extends FieldTexts {
  /** The control's id, and what the error summary links to; made up when nothing links to it. */
  readonly id?: string
  readonly after?: ReactNode
  readonly children: (control: FieldControl) => ReactNode
}

/** Label above, hint and error between label and control, as one reads. */
export function Field({ id, label, hint, error, optional = false, after, children }: FieldProps) {
  const texts = useText(kitTexts)
  const made = useId()
  const control = id ?? made
  const described = [hint && `${control}-hint`, error && `${control}-error`].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="label" htmlFor={control}>
        {label}
        {optional && <em>{texts.optional}</em>}
      </label>
      {hint && (
        <p className="hint" id={`${control}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${control}-error`} text={error} />}
      {children({
        id: control,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {after}
    </div>
  )
}

export function FieldError({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p className="field-error" id={id}>
      <Mark tone="stop" />
      {text}
    </p>
  )
}
