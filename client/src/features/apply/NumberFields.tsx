import { Fragment, type ReactNode } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { RadioGrid } from '../../ui/Choices.tsx'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { numberNames, type TypedNumbers } from './answers.ts'

interface NumberFieldsProps {
  readonly numbers: TypedNumbers | undefined
  readonly errors: readonly FormError[]
  /** What the numbers allow: right below the field that decides it. */
  readonly standing?: ReactNode
}

/** The five questions about people, in applying and in correcting. */
export function NumberFields({ numbers, errors, standing }: NumberFieldsProps) {
  const { numbers: texts } = useText(applyTexts)
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message
  return (
    <>
      {numberNames.map((name) => (
        <Fragment key={name}>
          <NumberField
            name={name}
            label={texts[name]}
            hint={name === 'women' ? undefined : texts[`${name}Hint`]}
            error={errorOf(name)}
            {...(numbers?.[name] && { defaultAnswer: numbers[name] })}
          />
          {name === 'members' && standing}
        </Fragment>
      ))}
      <RadioGrid
        name="partyBranch"
        label={texts.partyBranch}
        error={errorOf('partyBranch')}
        choices={[
          { value: 'yes', label: texts.yes },
          { value: 'no', label: texts.no },
          { value: 'unknown', label: texts.unknown },
        ]}
        defaultValue={numbers?.partyBranch}
      />
    </>
  )
}
