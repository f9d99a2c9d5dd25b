import { REGISTER_FIELDS, REQUIRED_FIELDS, type RegisterField } from '@yijian/shared/registry/header'

export const registerFields = REGISTER_FIELDS
export const requiredFields = REQUIRED_FIELDS

/** The id and name of the control of a column, counted from 0. */
export function fieldName(column: number): string {
  return `column-${column}`
}

interface ReadMapping {
  readonly columns: { field: string; column: number }[]
  /** Fields that a later column claims again. */
  readonly twice: readonly { readonly field: string; readonly at: number }[]
  readonly absent: readonly RegisterField[]
}

/** @param picked for each column of the file the field it is read as, or nothing */
export function readMapping(picked: readonly string[]): ReadMapping {
  const columns = picked.flatMap((field, column) => (field === '' ? [] : [{ field, column }]))
  return {
    columns,
    twice: columns
      .filter(({ field, column }) => picked.indexOf(field) < column)
      .map(({ field, column }) => ({ field, at: column })),
    absent: requiredFields.filter((field) => !picked.includes(field)),
  }
}
