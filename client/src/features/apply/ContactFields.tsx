import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import { TextInput } from '../../ui/TextInput.tsx'

interface ContactFieldsProps {
  readonly name: string
  readonly phone: string
  readonly errors: readonly FormError[]
  readonly onChange: (change: { readonly contactName: string } | { readonly contactPhone: string }) => void
}

export function ContactFields({ name, phone, errors, onChange }: ContactFieldsProps) {
  const { contact: texts } = useText(applyTexts)
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message
  return (
    <>
      <TextInput
        name="contactName"
        label={texts.name}
        error={errorOf('contactName')}
        autoComplete="name"
        maxLength={40}
        defaultValue={name}
        onChange={(event) => onChange({ contactName: event.currentTarget.value })}
      />
      <TextInput
        name="contactPhone"
        label={texts.phone}
        error={errorOf('contactPhone')}
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        maxLength={20}
        defaultValue={phone}
        onChange={(event) => onChange({ contactPhone: event.currentTarget.value })}
      />
    </>
  )
}
