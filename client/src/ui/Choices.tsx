import { type ReactNode, useId } from 'react'
import { useText } from '../i18n/locale.tsx'
import { kitTexts } from '../i18n/zh-CN/kit.ts'
import { FieldError, type FieldTexts } from './Field.tsx'

export interface Choice {
  readonly value: string
  readonly label: ReactNode
  readonly hint?: ReactNode
}

interface ChoicesProps extends FieldTexts {
  readonly name: string
  readonly choices: readonly Choice[]
  readonly defaultValue?: string | undefined
  readonly onPick?: (value: string) => void
}

/** One of a few, each with room for a line of explanation. Short ones stand side by side. */
export function RadioGrid({ side = false, ...props }: ChoicesProps & { readonly side?: boolean }) {
  return (
    <Choices {...props} list={side ? 'choice-list choice-row' : 'choice-list'}>
      {(choice, input) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is {input}
        <label key={choice.value} className="choice">
          {input}
          <span>
            {choice.label}
            {choice.hint && <small>{choice.hint}</small>}
          </span>
        </label>
      )}
    </Choices>
  )
}

/** One of many short names, all in sight, one tap: the thirteen districts, the streets of one. */
export function PickGrid(props: ChoicesProps) {
  return (
    <Choices {...props} list="choice-list picks">
      {(choice, input) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is {input}
        <label key={choice.value} className="pick">
          {input}
          <span>{choice.label}</span>
        </label>
      )}
    </Choices>
  )
}

interface ListProps extends ChoicesProps {
  readonly list: string
  readonly children: (choice: Choice, input: ReactNode) => ReactNode
}

function Choices({
  name,
  label,
  hint,
  error,
  optional = false,
  choices,
  defaultValue,
  onPick,
  list,
  children,
}: ListProps) {
  const texts = useText(kitTexts)
  const made = useId()
  const described = [hint && `${made}-hint`, error && `${made}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className={error ? 'choices choices-wrong' : 'choices'} aria-describedby={described || undefined}>
      <legend>
        {label}
        {optional && <em>{texts.optional}</em>}
      </legend>
      {hint && (
        <p className="hint" id={`${made}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${made}-error`} text={error} />}
      <div className={list}>
        {choices.map((choice, at) =>
          children(
            choice,
            <input
              type="radio"
              // the error summary leads to the first choice
              id={at === 0 ? name : undefined}
              name={name}
              value={choice.value}
              defaultChecked={choice.value === defaultValue}
              onChange={() => onPick?.(choice.value)}
            />,
          ),
        )}
      </div>
    </fieldset>
  )
}
