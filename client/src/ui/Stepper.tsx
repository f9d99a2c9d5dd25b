import { useState } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Field, type FieldTexts } from './Field.tsx'
import { Icon } from './Icon.tsx'

interface StepperProps extends Omit<FieldTexts, 'label'> {
  readonly name: string
  readonly label: string
  readonly defaultValue: number
  readonly min?: number
  readonly max?: number
}

/** A small number corrected by a tap or two; it can also be typed. */
export function Stepper({ name, label, defaultValue, min = 0, max = 9999, ...field }: StepperProps) {
  const texts = useText(kitTexts)
  const [typed, setTyped] = useState(String(defaultValue))
  const value = /^\d+$/.test(typed) ? Number(typed) : undefined
  function move(by: number) {
    setTyped(String(Math.min(max, Math.max(min, (value ?? defaultValue) + by))))
  }
  return (
    <Field {...field} label={label} id={name}>
      {(control) => (
        <span className="stepper">
          <button type="button" aria-label={texts.fewer(label)} disabled={value === min} onClick={() => move(-1)}>
            <Icon name="minus" />
          </button>
          <input
            {...control}
            className="input"
            name={name}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="button" aria-label={texts.more(label)} disabled={value === max} onClick={() => move(1)}>
            <Icon name="plus" />
          </button>
        </span>
      )}
    </Field>
  )
}
