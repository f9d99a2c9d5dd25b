import { useState } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { Field, type FieldTexts } from './Field.tsx'

/** What was answered: a number as typed, or that the street is to find it out. */
export type NumberAnswer = { readonly typed: string; readonly unknown: boolean }

interface NumberFieldProps extends FieldTexts {
  readonly name: string
  readonly defaultAnswer?: NumberAnswer
  readonly unit?: string
  /** Whether "不清楚，请街道联系我" is an answer here. */
  readonly mayBeUnknown?: boolean
}

/** A count of people. The form carries `name`, or `name.unknown = on` when it is left to the street. */
export function NumberField({ name, defaultAnswer, unit, mayBeUnknown = true, ...field }: NumberFieldProps) {
  const texts = useText(kitTexts)
  const [unknown, setUnknown] = useState(defaultAnswer?.unknown ?? false)
  return (
    <Field
      {...field}
      id={name}
      after={
        mayBeUnknown && (
          <label className="tick">
            <input
              type="checkbox"
              name={`${name}.unknown`}
              checked={unknown}
              onChange={(event) => setUnknown(event.currentTarget.checked)}
            />
            {texts.unknownNumber}
          </label>
        )
      }
    >
      {(control) => (
        <span className="unit">
          {/* type=number loses what was typed when it is not a number, and changes on a scroll */}
          <input
            {...control}
            className="input"
            name={name}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            disabled={unknown}
            defaultValue={defaultAnswer?.typed}
          />
          {unit ?? texts.people}
        </span>
      )}
    </Field>
  )
}
