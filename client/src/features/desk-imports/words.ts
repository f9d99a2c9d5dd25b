import type { ImportState, ImportSummary } from '@yijian/shared/imports/contract'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import type { Tone } from '../../ui/StatusTag.tsx'

export const stateTones: Record<ImportState, Tone> = {
  received: 'info',
  staging: 'info',
  staged: 'look',
  applying: 'info',
  applied: 'good',
  undone: 'plain',
  cancelled: 'plain',
  failed: 'stop',
}

/** A count, a share, an amount, a time that is left: as the reader's language writes it. */
export function useAmounts() {
  const { locale } = useLocale()
  const { size, left } = useText(staffImportsTexts)
  const count = (value: number) => formatCount(value, locale)
  return {
    count,
    share: (value: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value),
    megabytes: (bytes: number) =>
      size.megabytes(
        new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
          Math.max(bytes, 1) / MEGABYTE < 0.1 ? 0.1 : bytes / MEGABYTE,
        ),
      ),
    left(seconds: number): string {
      if (seconds < 60) return left.seconds(count(Math.max(1, seconds)))
      const minutes = Math.ceil(seconds / 60)
      return minutes < 60
        ? left.minutes(count(minutes))
        : left.hours(count(Math.floor(minutes / 60)), count(minutes % 60))
    },
  }
}

const MEGABYTE = 1024 * 1024

/** What a field of the register is called; columns of the table and fields of a row are the same things. */
export function useFieldWord(): (field: string) => string {
  const { fields } = useText(staffImportsTexts)
  return (field) => {
    const key = sameAs[field] ?? field
    return Object.hasOwn(fields, key) ? fields[key as keyof typeof fields] : fields.other // hasOwn has shown it
  }
}

const sameAs: Readonly<Record<string, string>> = {
  credit_code: 'creditCode',
  registration_number: 'registrationNumber',
  former_names: 'formerNames',
  type_text: 'type',
  type_class: 'type',
  principal_name: 'principal',
  principalName: 'principal',
  established_on: 'establishedOn',
  approved_on: 'approvedOn',
  capital_text: 'capital',
  status_text: 'status',
  status_class: 'status',
  operating_address: 'operatingAddress',
  phones: 'phone',
  place_id: 'place',
}

export function changesOf({ counts }: Pick<ImportSummary, 'counts'>): number {
  return counts.new + counts.changed + counts.vanished
}
