import type { InputHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { Field, type FieldTexts } from './Field.tsx'

type TextInputProps = FieldTexts &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'defaultValue' | 'value' | 'onChange' | 'type' | 'inputMode' | 'autoComplete' | 'enterKeyHint' | 'maxLength'
  > & {
    readonly id?: string
    readonly name: string
    /** code: a credit or invitation code. once: a one-time code of six digits. */
    readonly shape?: 'code' | 'once'
  }

export function TextInput({ id, name, label, hint, error, optional = false, shape, ...rest }: TextInputProps) {
  return (
    <Field id={id ?? name} label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <input
          {...(shape === 'code' && { autoCapitalize: 'characters', autoComplete: 'off', spellCheck: false })}
          {...(shape === 'once' && { inputMode: 'numeric', autoComplete: 'one-time-code' })}
          {...rest}
          {...control}
          name={name}
          className={shape ? `input input-${shape}` : 'input'}
        />
      )}
    </Field>
  )
}

type TextAreaProps = FieldTexts &
  Pick<TextareaHTMLAttributes<HTMLTextAreaElement>, 'defaultValue' | 'value' | 'onChange' | 'rows' | 'maxLength'> & {
    readonly id?: string
    readonly name: string
  }

export function TextArea({ id, name, label, hint, error, optional = false, ...rest }: TextAreaProps) {
  return (
    <Field id={id ?? name} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <textarea {...rest} {...control} name={name} className="input" />}
    </Field>
  )
}
