import type { ReactNode } from 'react'
import { Field, type FieldTexts } from '../../ui/Field.tsx'

interface SelectProps extends FieldTexts {
  readonly name: string
  readonly defaultValue?: string | undefined
  readonly onPick?: (value: string) => void
  readonly children: ReactNode
}

/** The device's own list to choose from: the quickest of all where there are many. */
export function Select({ name, defaultValue = '', onPick, children, ...texts }: SelectProps) {
  return (
    <Field {...texts}>
      {(control) => (
        <select
          {...control}
          className="input"
          name={name}
          defaultValue={defaultValue}
          onChange={(event) => onPick?.(event.currentTarget.value)}
        >
          {children}
        </select>
      )}
    </Field>
  )
}
