import type { ReactNode } from 'react'
import { FieldError } from './Field.tsx'

interface TickProps {
  readonly name: string
  readonly label: ReactNode
  readonly error?: string | undefined
  readonly defaultChecked?: boolean
  readonly onChange?: (checked: boolean) => void
}

/** One box with its sentence: a consent, a declaration. Never ticked beforehand for the reader. */
export function Tick({ name, label, error, defaultChecked, onChange }: TickProps) {
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      {error && <FieldError id={`${name}-error`} text={error} />}
      <label className="tick">
        <input
          type="checkbox"
          id={name}
          name={name}
          defaultChecked={defaultChecked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${name}-error` : undefined}
          onChange={(event) => onChange?.(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
    </div>
  )
}
