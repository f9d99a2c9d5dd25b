import type { ImportState, ImportSummary, ImportView } from '@yijian/shared/imports/contract'
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
  undoing: 'info',
  undone: 'plain',
  cancelled: 'plain',
  failed: 'stop',
}

/** A count, a share, an amount, a time that is left: as the reader's language writes it. */
export function useAmounts() {
  const { locale } = useLocale()
  const { size, left, spent } = useText(staffImportsTexts)
  const count = (value: number) => formatCount(value, locale)
  return {
    count,
    share: (value: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value),
    megabytes: (bytes: number) =>
      bytes < MEGABYTE
        ? size.kilobytes(count(Math.ceil(bytes / 1024)))
        : size.megabytes(
            new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
              bytes / MEGABYTE,
            ),
          ),
    spent: (seconds: number) =>
      seconds < 60 ? spent.seconds(count(seconds)) : spent.minutes(count(Math.floor(seconds / 60))),
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
  return (field) => (Object.hasOwn(fields, field) ? fields[field as keyof typeof fields] : fields.other) // hasOwn has shown it
}

/** Districts that a file of everything leaves out, with how many enterprises the register has there. */
export function useUnlisted(): (comparison: ImportView['comparison']) => string {
  const { approval, differences } = useText(staffImportsTexts)
  const { count } = useAmounts()
  return (comparison) =>
    (comparison?.unlisted ?? [])
      .map(({ district, enterprises }) => differences.district(district ?? differences.noDistrict, count(enterprises)))
      .join(approval.comma)
}

/** Why nothing came of a file, or of its approval. */
export function useFailureSentence(): (failure: ImportView['failure']) => string {
  const { failed } = useText(staffImportsTexts)
  const { keys } = failed
  return (failure) =>
    failure && Object.hasOwn(keys, failure.key) ? keys[failure.key as keyof typeof keys] : failed.other // hasOwn has shown it
}

/** Where that was, as far as it is known. */
export function useFailureDetail(): (failure: ImportView['failure']) => string | undefined {
  const { failed } = useText(staffImportsTexts)
  const fieldWord = useFieldWord()
  const { count } = useAmounts()
  return (failure) => {
    if (!failure?.detail) return undefined
    const { row, field, missing, found } = failure.detail
    const parts = [
      ...(row === null ? [] : [failed.row(count(row))]),
      ...(field === null ? [] : [failed.field(fieldWord(field))]),
      ...(missing.length === 0 ? [] : [failed.missing(missing.map(fieldWord).join(failed.listComma))]),
      ...(found === null ? [] : [failed.found(found)]),
    ]
    return failed.detail(parts.join(failed.partComma))
  }
}

export function changesOf({ counts }: Pick<ImportSummary, 'counts'>): number {
  return counts.new + counts.changed + counts.vanished
}
