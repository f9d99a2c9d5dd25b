import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { RadioGrid } from '../../ui/Choices.tsx'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { numberNames, type TypedNumbers } from './answers.ts'

interface NumberFieldsProps {
  readonly numbers: TypedNumbers | undefined
  readonly errors: readonly FormError[]
}

/** The five questions about people, in applying and in correcting. */
export function NumberFields({ numbers, errors }: NumberFieldsProps) {
  const { numbers: texts } = useText(applyTexts)
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message
  return (
    <>
      {numberNames.map((name) => (
        <NumberField
          key={name}
          name={name}
          label={texts[name]}
          hint={name === 'women' ? undefined : texts[`${name}Hint`]}
          error={errorOf(name)}
          {...(numbers?.[name] && { defaultAnswer: numbers[name] })}
        />
      ))}
      <RadioGrid
        name="partyBranch"
        label={texts.partyBranch}
        error={errorOf('partyBranch')}
        side
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
